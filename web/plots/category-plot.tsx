import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { useDistrict } from '../ui/use-live.ts';
import { formatCount } from '../words/format.ts';
import { nameIn, useWords } from '../words/words.ts';

import { isComparable, shortenCategories } from './count-facts.ts';
import { lyingPath } from './marks.ts';
import { formatChange } from './plot-words.ts';
import { CasedPath, Plot } from './plot.tsx';
import { scaleLinear } from './scales.ts';

const ROW_PX = 22;
const BAR_PX = 8;
/** px of all columns but the bars' and what parts them: as the style sheet has it. */
const COLUMNS_PX = { 'zh-CN': 84 + 52 + 52 + 3 * 8, en: 148 + 52 + 52 + 3 * 8 };
const KEYS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };
const ROOM = 12;

/** Incidents of each category, the most first, on one scale: a bar for the period, a mark where the one before ended. */
export function CategoryPlot({ counts }: { counts: IncidentCounts }) {
  const { words, language } = useWords();
  const district = useDistrict();
  const { categories, weeks } = counts;
  const comparable = isComparable(counts);
  const nameOf = (key: string): string => {
    const known = district?.categories.find((category) => category.key === key);
    return known ? nameIn(language, known) : key;
  };
  const { shown, rest } = shortenCategories(categories, ROOM);
  const lines = [
    ...shown.map((line) => ({ ...line, name: nameOf(line.key) })),
    ...(rest ? [{ ...rest, key: '', name: words.plots.rest(rest.kinds) }] : []),
  ];
  // What is left over is no category: it may be longer than all and would make them short.
  const most = Math.max(1, ...shown.flatMap((l) => [l.count, comparable ? l.countBefore : 0]));
  const before = words.plots.before(weeks);
  const read = (i: number): string => {
    const { name, count, countBefore } = lines[i]!;
    const parts = [name, words.plots.cases(formatCount(count))];
    if (comparable) parts.push(words.plots.counted(before, formatCount(countBefore)));
    return parts.join(' · ');
  };
  return (
    <Plot
      name="categories"
      title={words.plots.categories}
      note={comparable ? words.plots.tick(words.plots.before(weeks)) : null}
      summary={
        categories.length === 0
          ? words.plots.noneOfPeriod(words.plots.last(weeks))
          : words.plots.kinds(categories.filter((c) => c.count > 0).length)
      }
      table={{
        head: [
          words.plots.categories,
          words.plots.columns.count,
          ...(comparable ? [words.plots.columns.before] : []),
        ],
        rows: categories.map((line) => [
          nameOf(line.key),
          line.count,
          ...(comparable ? [line.countBefore] : []),
        ]),
      }}
      count={lines.length}
      first={0}
      read={read}
      keys={KEYS}
      indexAt={(_, __, y) => Math.min(lines.length - 1, Math.max(0, Math.floor(y / ROW_PX)))}
    >
      {({ width }, chosen) => {
        const wide = Math.max(24, width - COLUMNS_PX[language]);
        const x = scaleLinear([0, most], [0, wide - 2]);
        return (
          <div className="categories" aria-hidden="true">
            {lines.map((line, i) => (
              <div key={line.key} className={i === chosen ? 'category chosen' : 'category'}>
                <span className="name">{line.name}</span>
                <svg width={wide} height={ROW_PX}>
                  {line.key !== '' && (
                    <>
                      <path
                        className={i === chosen ? 'bar chosen' : 'bar'}
                        d={lyingPath(0, x(line.count), (ROW_PX - BAR_PX) / 2, BAR_PX)}
                      />
                      {comparable && (
                        <CasedPath d={`M${x(line.countBefore) + 0.5} 4V${ROW_PX - 4}`} />
                      )}
                    </>
                  )}
                </svg>
                <span className="count">{formatCount(line.count)}</span>
                <span className="change">
                  {comparable ? formatChange(line.count - line.countBefore) : ''}
                </span>
              </div>
            ))}
          </div>
        );
      }}
    </Plot>
  );
}
