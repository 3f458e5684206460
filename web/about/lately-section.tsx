import { useState } from 'react';

import { LATELY_COUNT_MAX, LATELY_DAYS, type Lately } from '#data/wire/about.ts';

import { SeveritySymbol } from '../incidents/severity-symbol.tsx';
import { OneOf } from '../ui/one-of.tsx';
import { useAnswer } from '../ui/use-answer.ts';
import { useDistrict, useServerSecond } from '../ui/use-live.ts';
import { formatCount, formatDistance, formatMoment } from '../words/format.ts';
import { langOf, useWords } from '../words/words.ts';

import { Section, type AboutProps } from './section.tsx';

/** What is reported meanwhile is in the list beside; here it may come later. */
const LATELY_EACH_MS = 60_000;

/** What happened here in the last 30 or 90 days, the newest first. */
export function LatelySection(props: AboutProps) {
  const { words, language } = useWords();
  const { of, go } = props;
  const [days, setDays] = useState<(typeof LATELY_DAYS)[number]>(30);
  const zone = useDistrict()?.timeZone ?? 'UTC';
  const now = useServerSecond();
  const path = `/api/${of.noun}/${of.id}/lately?days=${days}`;
  const asked = useAnswer<Lately>(path, 0, LATELY_EACH_MS);
  const { value } = asked;
  const around = value?.withinM == null ? null : words.about.within(formatDistance(value.withinM, language)); // prettier-ignore
  const count =
    value && value.count > 0
      ? words.about.count(`${formatCount(value.count)}${value.count === LATELY_COUNT_MAX ? '+' : ''}`) // prettier-ignore
      : null;
  return (
    <Section
      name="lately"
      title={words.about.lately}
      note={[around, count].filter(Boolean).join(' · ')}
      aside={
        <OneOf
          className="days"
          label={words.about.period}
          of={LATELY_DAYS}
          chosen={days}
          nameOf={words.about.days}
          onChoose={setDays}
        />
      }
      asked={asked}
      none={({ incidents }) => (incidents.length === 0 ? words.about.noLately(days) : null)}
    >
      {({ incidents }) => (
        <div className="about-rows dated">
          {incidents.map((incident) => (
            <button
              key={incident.id}
              type="button"
              onClick={() => go({ noun: 'incidents', id: incident.id }, incident.at)}
            >
              <span className="symbol-place">
                <SeveritySymbol severity={incident.severity} size={14} />
              </span>
              <span className="what">
                <span lang={langOf(incident.title)}>{incident.title}</span>
                {incident.state === 'open' && <small>{words.incidents.states.open}</small>}
              </span>
              <time className="of" dateTime={incident.reportedAt}>
                {formatMoment(Date.parse(incident.reportedAt), now, zone, language)}
              </time>
            </button>
          ))}
        </div>
      )}
    </Section>
  );
}
