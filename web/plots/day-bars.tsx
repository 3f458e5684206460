import { useWords } from '../words/words.ts';

import { barsPath } from './marks.ts';
import { bandsIn, scaleLinear } from './scales.ts';

/**
 * A few days as bars beside a figure of today, whose own bar is hollow, for it has not ended. No axis and no number: up
 * or down at a glance.
 *
 * @param values of each day, the last today's
 * @param size width and height, px of the design that it is drawn in
 */
export function DayBars(props: { values: readonly number[]; size: readonly [number, number] }) {
  const { words } = useWords();
  const { values, size } = props;
  const [width, height] = size;
  const last = values.length - 1;
  const x = bandsIn(values.length, [0, width], 0.7);
  const y = scaleLinear([0, Math.max(1, ...values)], [height - 1, 1]);
  return (
    <svg
      className="day-bars"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${words.plots.trend(values.length)} · ${values.join(' ')}`}
    >
      <path className="bar" d={barsPath(values, x, y, (i) => i < last)} />
      <path className="bar today" d={barsPath(values, x, y, (i) => i === last)} />
    </svg>
  );
}
