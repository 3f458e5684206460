import type { IncidentCounts } from '#data/wire/incident-counts.ts';

import { useWords } from '../words/words.ts';

import type { Bands } from './scales.ts';

const DAY_MS = 86_400_000;
/** px of a character, about: what is written over a span must fit it. */
const WIDE_PX = 12;
const NARROW_PX = 6.6;

/** Above the days: how far the period reaches, and the one before it, each named where it has room. */
export function TrendSpans({
  counts,
  x,
  comparable,
}: {
  counts: IncidentCounts;
  x: Bands;
  comparable: boolean;
}) {
  const { words } = useWords();
  const { at, from, before, weeks } = counts;
  const end = x.edgeAt(x.count);
  const px = (iso: string): number => Math.max(x.edgeAt(0), end - ((Date.parse(at) - Date.parse(iso)) / DAY_MS) * x.step); // prettier-ignore
  const [middle, start] = [px(from), px(before)];
  const now = words.plots.last(weeks);
  const then = words.plots.before(weeks);
  return (
    <g className="spans">
      <path className="span" d={`M${middle + 1} 17V14H${end}V17`} />
      <text x={end} y={10} textAnchor="end">
        {now}
      </text>
      {comparable && (
        <>
          <path className="span before" d={`M${start} 17V14H${middle - 1}V17`} />
          {widthOf(then) < middle - start && middle < end - widthOf(now) - 8 && (
            <text className="before" x={middle - 1} y={10} textAnchor="end">
              {then}
            </text>
          )}
        </>
      )}
    </g>
  );
}

/** px that a text takes, about; never less than it does. */
function widthOf(text: string): number {
  let px = 0;
  for (const character of text) px += character.charCodeAt(0) > 0x2e80 ? WIDE_PX : NARROW_PX;
  return px;
}
