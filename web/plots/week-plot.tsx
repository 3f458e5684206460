import { useMemo } from 'react';

import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { dailyMeans, isComparable, isWeekend, peakOf } from './count-facts.ts';
import { barsPath, stairsPath } from './marks.ts';
import { formatMean } from './plot-words.ts';
import { CasedPath, Plot } from './plot.tsx';
import { bandsIn, scaleLinear, topOf } from './scales.ts';

const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -24, ArrowDown: 24 };
const SIDES = { left: 40, right: 44, bottom: 20 };
/** px between Friday and Saturday. */
const WEEKEND_GAP = 8;
const HOURS = [0, 6, 12, 18, 24];

/**
 * Incidents by hour, a row for each weekday, all on one scale: bars for the period, a line for the one before. Saturday
 * and Sunday stand apart.
 */
export function WeekPlot({ counts }: { counts: IncidentCounts }) {
  const { words } = useWords();
  const { week, weekBefore, weeks } = counts;
  const values = useMemo(() => week.flat(), [week]);
  const comparable = isComparable(counts);
  const most = Math.max(...values, ...(comparable ? weekBefore.flat() : []));
  const top = topOf(most);
  const peak = peakOf(values);
  const slot = (i: number): string => words.plots.slot(words.plots.weekdays[Math.floor(i / 24)]!, i % 24); // prettier-ignore
  const read = (i: number): string => {
    const day = Math.floor(i / 24);
    const before = words.plots.counted(words.plots.before(weeks), formatCount(weekBefore[day]![i % 24]!)); // prettier-ignore
    return [slot(i), words.plots.cases(formatCount(values[i]!)), comparable ? before : null].filter(Boolean).join(' · '); // prettier-ignore
  };
  const means = dailyMeans(week, weeks);
  const summary =
    peak === null
      ? words.plots.noneOfPeriod(words.plots.last(weeks))
      : words.plots.means(formatMean(means.workday), formatMean(means.weekend));
  const rowHigh = (height: number): number => Math.floor((height - SIDES.bottom - WEEKEND_GAP) / 7);
  const rowAt = (day: number, high: number): number => day * high + (isWeekend(day) ? WEEKEND_GAP : 0); // prettier-ignore
  const across = (width: number) => bandsIn(24, [SIDES.left, width - SIDES.right], 0.62);
  return (
    <Plot
      name="week"
      title={words.plots.week}
      note={comparable ? words.plots.line(words.plots.before(weeks)) : null}
      summary={summary}
      table={{
        head: [words.plots.week, ...Array.from({ length: 24 }, (_, h) => `${h} ${words.plots.hour}`)], // prettier-ignore
        rows: week.map((row, day) => [words.plots.weekdays[day]!, ...row]),
      }}
      count={values.length}
      first={peak ?? 0}
      read={read}
      keys={KEYS}
      indexAt={(box, x, y) => {
        const high = rowHigh(box.height);
        const day = [6, 5, 4, 3, 2, 1, 0].find((d) => y >= rowAt(d, high)) ?? 0;
        return 24 * day + across(box.width).indexAt(x);
      }}
    >
      {({ width, height }, chosen) => {
        const x = across(width);
        const high = rowHigh(height);
        const end = width - SIDES.right;
        const foot = rowAt(6, high) + high;
        return (
          <svg width={width} height={height} aria-hidden="true">
            <rect
              className="weekend-ground"
              x={SIDES.left}
              y={rowAt(5, high)}
              width={end - SIDES.left}
              height={2 * high}
            />
            {HOURS.map((hour) => (
              <g key={hour}>
                <path className="rule" d={`M${x.edgeAt(hour)} 0V${foot}`} />
                <text className="axis" x={x.edgeAt(hour)} y={height - 5} textAnchor="middle">
                  {hour}
                </text>
              </g>
            ))}
            <text className="axis" x={end + 10} y={height - 5}>
              {words.plots.hour}
            </text>
            {chosen !== null && (
              <path className="pointer" d={`M${x.middleAt(chosen % 24)} 0V${foot}`} />
            )}
            {week.map((row, day) => {
              const at = rowAt(day, high);
              const y = scaleLinear([0, top], [high, 3]);
              const hour = chosen !== null && Math.floor(chosen / 24) === day ? chosen % 24 : null;
              return (
                <g key={day} transform={`translate(0 ${at})`}>
                  <text className="row-name" x={0} y={high - 4}>
                    {words.plots.weekdays[day]}
                  </text>
                  <path className="rule" d={`M${SIDES.left} ${high}H${end}`} />
                  <path
                    className={isWeekend(day) ? 'bar weekend' : 'bar'}
                    d={barsPath(row, x, y)}
                  />
                  {hour !== null && (
                    <path className="bar chosen" d={barsPath(row, x, y, (i) => i === hour)} />
                  )}
                  {comparable && <CasedPath d={stairsPath(weekBefore[day]!, x, y)} />}
                  <text className="row-sum" x={width} y={high - 4} textAnchor="end">
                    {formatCount(row.reduce((a, b) => a + b, 0))}
                  </text>
                </g>
              );
            })}
          </svg>
        );
      }}
    </Plot>
  );
}
