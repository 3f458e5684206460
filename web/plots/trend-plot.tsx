import { useMemo } from 'react';

import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { formatCount, formatDate, formatDay, isoDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { isComparable, isWeekend, peakOf, trailingMeans, weekdayOf } from './count-facts.ts';
import { barsPath, linePath } from './marks.ts';
import { formatMean } from './plot-words.ts';
import { Plot } from './plot.tsx';
import { bandsIn, scaleLinear, topOf } from './scales.ts';
import { TrendSpans } from './trend-spans.tsx';

const MEAN_DAYS = 7;
const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 7, ArrowDown: -7, PageUp: -7, PageDown: 7 };

/** Midnight of a calendar day, to be shown as UTC. */
const dayAt = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/**
 * Incidents of each day: bars, weekends on a ground of their own, today hollow for it has not ended, and the mean of
 * seven days. `small`: bars and mean alone, as on a card.
 */
export function TrendPlot({ counts, small = false }: { counts: IncidentCounts; small?: boolean }) {
  const { words, language } = useWords();
  const { days, timeZone, since, at } = counts;
  const values = useMemo(() => days.map((d) => d.count), [days]);
  const last = days.length - 1;
  // The first recorded day is a part of one.
  const firstDay = since === null ? '' : isoDate(Date.parse(since), timeZone);
  const recorded = days.findIndex((d) => d.day >= firstDay);
  const whole = days[recorded]?.day === firstDay ? recorded + 1 : recorded;
  const means = useMemo(() => trailingMeans(values, MEAN_DAYS, whole, last), [values, whole, last]);
  const peak = peakOf(values);
  const now = Date.parse(at);
  const dateOf = (i: number): string => formatDate(dayAt(days[i]!.day), 'UTC', language);
  const read = (i: number): string => {
    const n = formatCount(values[i]!);
    if (i === last) return `${words.plots.today} · ${words.plots.soFar(n)}`;
    if (i < recorded) return `${dateOf(i)} · ${words.plots.notRecorded}`;
    const mean = means[i];
    return [dateOf(i), words.plots.cases(n), mean == null ? null : words.plots.meanOf(formatMean(mean))].filter(Boolean).join(' · '); // prettier-ignore
  };
  const summary = peak === null ? words.plots.none(days.length) : words.plots.trendFacts(dateOf(peak), formatCount(values[peak]!)); // prettier-ignore
  const sides = small ? { left: 0, right: 0, top: 4, bottom: 4 } : { left: 36, right: 52, top: 24, bottom: 20 }; // prettier-ignore
  const across = (width: number) => bandsIn(days.length, [sides.left, width - sides.right], 0.64);
  return (
    <Plot
      name="trend"
      title={words.plots.trend(days.length)}
      summary={summary}
      table={{
        head: [words.plots.columns.day, words.plots.columns.count],
        rows: days.slice(Math.max(0, recorded)).map((d) => [d.day, d.count]),
      }}
      count={days.length}
      first={last}
      read={read}
      keys={KEYS}
      indexAt={(box, x) => across(box.width).indexAt(x)}
    >
      {({ width, height }, chosen) => {
        const x = across(width);
        const top = topOf(Math.max(...values));
        const foot = height - sides.bottom;
        const y = scaleLinear([0, top], [foot, sides.top]);
        const saturdays = days.flatMap((d, i) => (weekdayOf(d.day) === 5 ? [i] : []));
        const weekend = (i: number): boolean => isWeekend(weekdayOf(days[i]!.day));
        const lastMean = means[last - 1] ?? null;
        return (
          <svg width={width} height={height} aria-hidden="true">
            {saturdays.map((i) => (
              <rect
                key={i}
                className="weekend-ground"
                x={x.edgeAt(i)}
                y={sides.top}
                width={2 * x.step}
                height={foot - sides.top}
              />
            ))}
            {!small &&
              [top, ...(top > 1 ? [top / 2] : []), 0].map((value) => (
                <g key={value}>
                  <path className="rule" d={`M${sides.left} ${y(value)}H${width - sides.right}`} />
                  <text className="axis" x={sides.left - 6} y={y(value) + 4} textAnchor="end">
                    {formatCount(value)}
                  </text>
                </g>
              ))}
            {small && <path className="rule" d={`M0 ${foot}H${width}`} />}
            {chosen !== null && (
              <path className="pointer" d={`M${x.middleAt(chosen)} ${sides.top}V${foot}`} />
            )}
            <path className="bar" d={barsPath(values, x, y, (i) => i < last && !weekend(i))} />
            <path
              className="bar weekend"
              d={barsPath(values, x, y, (i) => i < last && weekend(i))}
            />
            <path className="bar open" d={barsPath(values, x, y, (i) => i === last)} />
            {chosen !== null && (
              <path className="bar chosen" d={barsPath(values, x, y, (i) => i === chosen)} />
            )}
            <path className="mean" d={linePath(means, x, y)} />
            {!small && lastMean !== null && (
              <text className="mean-name" x={width - sides.right + 8} y={y(lastMean) - 2}>
                {words.plots.mean}
                <tspan x={width - sides.right + 8} dy={15}>
                  {formatMean(lastMean)}
                </tspan>
              </text>
            )}
            {!small &&
              days.map(({ day }, i) =>
                day.endsWith('-01') && x.middleAt(i) < width - sides.right - 60 ? (
                  <text
                    key={day}
                    className="axis"
                    x={x.middleAt(i)}
                    y={height - 5}
                    textAnchor="middle"
                  >
                    {' '}
                    {/* prettier-ignore */}
                    {formatDay(dayAt(day), now, 'UTC', language)}
                  </text>
                ) : null,
              )}
            {!small && (
              <text className="axis" x={x.edgeAt(days.length)} y={height - 5} textAnchor="end">
                {words.plots.today}
              </text>
            )}
            {!small && <TrendSpans counts={counts} x={x} comparable={isComparable(counts)} />}
          </svg>
        );
      }}
    </Plot>
  );
}
