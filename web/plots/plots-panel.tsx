import { useMemo } from 'react';

import {
  COUNTED_WEEKS,
  TREND_DAYS,
  type CountedWeeks,
  type IncidentCounts,
} from '#data/wire/incident-counts.ts';
import { writeCsv } from '#data/wire/write-csv.ts';

import { areaStore, serverNow } from '../live/stores.ts';
import { CloseButton } from '../ui/close-button.tsx';
import { OneOf } from '../ui/one-of.tsx';
import { useDistrict, useStore } from '../ui/use-live.ts';
import { fileName, saveText } from '../ui/save-file.ts';
import { formatCount, formatTime, isoDate } from '../words/format.ts';
import { nameIn, refusalSentence, useWords } from '../words/words.ts';

import { CategoryPlot } from './category-plot.tsx';
import { countsToCsv } from './counts-to-csv.ts';
import { comparison } from './plot-words.ts';
import { TrendPlot } from './trend-plot.tsx';
import { useIncidentCounts } from './use-incident-counts.ts';
import { WeekPlot } from './week-plot.tsx';

/** When incidents come, and which: of an area and all below it, or of the whole district. */
export function PlotsPanel(props: {
  areaId: number | null;
  weeks: CountedWeeks;
  onWeeks: (weeks: CountedWeeks) => void;
  close: () => void;
}) {
  const { words, language } = useWords();
  const district = useDistrict();
  const area = useStore(areaStore, (s) => (props.areaId === null ? undefined : s.byId.get(props.areaId))); // prettier-ignore
  const { areaId, weeks } = props;
  const asked = useIncidentCounts(areaId, weeks);
  const { value, reason } = asked;
  const place = area ?? district;
  const name = place ? nameIn(language, place) : '';
  const exportCsv = (): void => {
    if (!value) return;
    const now = serverNow();
    const time = `${isoDate(now, value.timeZone)}T${formatTime(now, value.timeZone, false)}`.replace(/[-:]/g, ''); // prettier-ignore
    const names = new Map(district?.categories.map((c) => [c.key, nameIn(language, c)]));
    const rows = countsToCsv(value, (key) => names.get(key) ?? key, words);
    saveText(fileName([name, words.plots.title, words.plots.weeks(weeks), time], 'csv'), 'text/csv;charset=utf-8', writeCsv(rows)); // prettier-ignore
  };
  return (
    <section className="plots-panel" aria-label={words.plots.title} data-area={areaId ?? ''}>
      <header>
        <h2>
          {words.plots.title} <span className="of">{name}</span>
        </h2>
        <OneOf
          className="weeks"
          label={words.plots.period}
          of={COUNTED_WEEKS}
          chosen={weeks}
          nameOf={words.plots.weeks}
          onChoose={props.onWeeks}
        />
        <p className="headline" role="status">
          {value && (
            <>
              <strong>
                {words.plots.counted(words.plots.last(weeks), formatCount(value.count))}
              </strong>{' '}
              <span>{comparison(value, words, language)}</span>
            </>
          )}
        </p>
        <button
          type="button"
          className="button small"
          title={words.plots.csvTitle}
          disabled={!value}
          onClick={exportCsv}
        >
          {words.plots.csv}
        </button>
        <CloseButton name={words.plots.close} by="P" close={props.close} />
      </header>
      {reason !== null && (
        <p className="failed" role="alert">
          {value === null ? words.card.failed : words.card.stale} {refusalSentence(words, reason)}{' '}
          <button type="button" className="button small" onClick={asked.again}>
            {words.card.retry}
          </button>
        </p>
      )}
      {value ? <Plots counts={value} /> : reason === null && <Waiting />}
    </section>
  );
}

function Plots({ counts }: { counts: IncidentCounts }) {
  const { words } = useWords();
  const any = useMemo(() => counts.count > 0 || counts.days.some((d) => d.count > 0), [counts]);
  if (!any) return <p className="none">{words.plots.none(TREND_DAYS)}</p>;
  return (
    <div className="plots">
      <TrendPlot counts={counts} />
      <WeekPlot counts={counts} />
      <CategoryPlot counts={counts} />
    </div>
  );
}

/** Grey shapes where the charts will be. */
function Waiting() {
  return (
    <div className="plots waiting" aria-hidden="true">
      <i />
      <i />
      <i />
    </div>
  );
}
