import './incident-card.css';

import { useState, type ReactNode } from 'react';

import { stepsOpenTo } from '#data/incidents/advance.ts';
import type { Entry, Incident, Severity } from '#data/incidents/incident.ts';

import { AreaPath } from '../areas/area-path.tsx';
import { areaStore, incidentStore } from '../live/stores.ts';
import { Card, CardWaiting, Facts } from '../ui/card.tsx';
import { useAnswer, type Asked } from '../ui/use-answer.ts';
import { useDistrict, useServerSecond, useStore } from '../ui/use-live.ts';
import { useMay } from '../ui/use-may.ts';
import { formatAge, formatMoment } from '../words/format.ts';
import { langOf, nameIn, refusalSentence, useWords } from '../words/words.ts';

import { CloseStep } from './close-step.tsx';
import { PetitionerLines } from './petitioner-lines.tsx';
import { SeveritySymbol } from './severity-symbol.tsx';

interface IncidentAnswer {
  incident: Incident;
  entries: Entry[];
}

/** An incident: what, where, since when, its log, and the steps that are open to it. A closed one is fetched. */
export function IncidentCard(props: {
  incidentId: string;
  close: () => void;
  onSelectArea: (areaId: number) => void;
  onShow: (at: [number, number] | null) => void;
  /** What a screen adds to its lines. */
  more?: ReactNode;
}) {
  const { words, language } = useWords();
  const live = useStore(incidentStore, (s) => s.byId.get(props.incidentId));
  const asked = useAnswer<IncidentAnswer>(
    `/api/incidents/${props.incidentId}`,
    live?.revision ?? 'not open',
  );
  const fetched = asked.value?.incident;
  const incident =
    live && fetched ? (live.revision >= fetched.revision ? live : fetched) : (live ?? fetched);
  const about = `incidents:${props.incidentId}`;
  const chainOf = useStore(areaStore, (s) => s.chainOf);
  const district = useDistrict();
  const now = useServerSecond();
  const [handles, checks] = [useMay('handle-incident'), useMay('check-incident')];
  const [closing, setClosing] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (!incident)
    return (
      <CardWaiting kind={words.card.incident} about={about} asked={asked} close={props.close} />
    );
  const zone = district?.timeZone ?? 'UTC';
  const category = district?.categories.find((c) => c.key === incident.category);
  const chain = incident.areaId === null ? [] : chainOf(incident.areaId);
  const severity = incident.severity as Severity;
  const reportedAt = Date.parse(incident.reportedAt);
  const mayClose = (handles || checks) && stepsOpenTo('all', incident).includes('close');
  return (
    <Card
      symbol={<SeveritySymbol severity={severity} size={20} />}
      kind={`${words.incidents.states[incident.state]} · ${words.incidents.reportedBy(words.incidents.origins[incident.origin])}`}
      title={incident.title}
      code={incident.no}
      close={props.close}
      about={about}
      {...(asked.value ? { asked } : {})}
      foot={
        <>
          {refusal !== null && (
            <p className="card-note bad refusal" role="alert">
              {refusalSentence(words, refusal)}
            </p>
          )}
          {mayClose && closing && (
            <CloseStep
              incident={incident}
              done={() => {
                setClosing(false);
                asked.again();
              }}
              refused={(reason) => {
                setRefusal(reason);
                if (reason !== null) asked.again();
              }}
              cancel={() => {
                setClosing(false);
                setRefusal(null);
              }}
            />
          )}
          {mayClose && !closing && (
            <button type="button" className="button primary" onClick={() => setClosing(true)}>
              {words.incidents.close}
            </button>
          )}
          {incident.at && !(mayClose && closing) && (
            <button type="button" className="button" onClick={() => props.onShow(incident.at)}>
              {words.incidents.flyTo}
            </button>
          )}
          {!live && fetched?.state === 'open' && asked.loading && (
            <span className="card-note">{words.incidents.gone}</span>
          )}
        </>
      }
    >
      <AreaPath
        chain={chain}
        onSelect={props.onSelectArea}
        none={incident.at ? undefined : words.incidents.unplaced}
      />
      {incident.description && (
        <p className="description" lang={langOf(incident.description)}>
          {incident.description}
        </p>
      )}
      <Facts
        lines={[
          [
            words.incidents.category,
            `${category ? nameIn(language, category) : incident.category} · ${words.severityLong[severity]}`,
          ],
          [words.incidents.address, incident.address],
          [
            words.incidents.reported,
            <time key="reported" dateTime={incident.reportedAt}>
              {formatMoment(reportedAt, now, zone, language)}
              {now - reportedAt < 86_400_000 && ` (${formatAge(reportedAt, now, zone, language)})`}
            </time>,
          ],
          [
            words.incidents.closedAt,
            incident.closedAt && formatMoment(Date.parse(incident.closedAt), now, zone, language),
          ],
        ]}
      />
      <PetitionerLines key={props.incidentId} incidentId={props.incidentId} />
      {props.more}
      <Entries asked={asked} now={now} zone={zone} />
    </Card>
  );
}

function Entries(props: { asked: Asked<IncidentAnswer>; now: number; zone: string }) {
  const { words, language } = useWords();
  const { asked, now, zone } = props;
  if (!asked.value && asked.reason !== null)
    return (
      <p className="card-note" role="alert">
        {words.incidents.entriesFailed}: {refusalSentence(words, asked.reason)}{' '}
        <button type="button" className="button small" onClick={asked.again}>
          {words.card.retry}
        </button>
      </p>
    );
  if (!asked.value) return null;
  return (
    <section className="entries" aria-label={words.incidents.entries}>
      <h3>{words.incidents.entries}</h3>
      <ol>
        {asked.value.entries.map((entry) => (
          <li key={entry.revision}>
            <time dateTime={entry.at}>
              {formatMoment(Date.parse(entry.at), now, zone, language)}
            </time>
            <span>
              <b>{words.incidents.steps[entry.step]}</b>{' '}
              <span lang={langOf(entry.actor)}>{entry.actor}</span>
              {entry.note && <q lang={langOf(entry.note)}>{entry.note}</q>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
