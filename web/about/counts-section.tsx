import { TREND_DAYS, type IncidentCounts } from '#data/wire/incident-counts.ts';

import { comparison } from '../plots/plot-words.ts';
import { TrendPlot } from '../plots/trend-plot.tsx';
import { useIncidentCounts } from '../plots/use-incident-counts.ts';
import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { Section } from './section.tsx';

/** How many incidents an area has had in a week against the one before, and the last days as a small chart. */
export function CountsSection({ areaId, onMore }: { areaId: number; onMore: () => void }) {
  const { words, language } = useWords();
  const asked = useIncidentCounts(areaId, 1);
  const { value } = asked;
  return (
    <Section<IncidentCounts>
      name="counts"
      title={words.plots.title}
      note={value && words.plots.counted(words.plots.last(1), formatCount(value.count))}
      aside={
        <button
          type="button"
          className="button bare small"
          title={`${words.plots.open} (P)`}
          onClick={onMore}
        >
          {' '}
          {/* prettier-ignore */}
          {words.plots.more}
        </button>
      }
      asked={asked}
      none={({ count, days }) =>
        count === 0 && days.every((d) => d.count === 0) ? words.plots.none(TREND_DAYS) : null
      }
    >
      {(counts) => (
        <div className="small-plot">
          <p className="against">{comparison(counts, words, language)}</p>
          <TrendPlot counts={counts} small />
        </div>
      )}
    </Section>
  );
}
