/** From data to pixels. Pure: no page, no colours. */

/** Where a value is drawn; it is not bounded. */
export type Scale = (value: number) => number;

/** A straight scale; where the values do not differ, all are at the beginning. */
export function scaleLinear(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const factor = high === low ? 0 : (to - from) / (high - low);
  return (value) => from + (value - low) * factor;
}

const STEPS = [1, 2, 4, 6, 8, 10];

/** Where an axis of counts ends: a round number not below the most, its half whole too (but for 1). */
export function topOf(most: number): number {
  if (most <= 1) return 1;
  const tens = 10 ** Math.floor(Math.log10(most));
  return STEPS.map((step) => step * tens).find((top) => top >= most)!;
}

/** Equal places side by side, each with a bar of whole pixels, so that all bars look alike. */
export interface Bands {
  count: number;
  /** px from the left edge of a place to the next one's. */
  step: number;
  /** px: width of a bar. */
  bar: number;
  /** Left edge of a bar, on whole pixels. */
  barAt: (i: number) => number;
  /** Left edge of a place; of `count` the end of the last one. */
  edgeAt: (i: number) => number;
  middleAt: (i: number) => number;
  /** The place under a pixel, the nearest one for pixels outside. */
  indexAt: (px: number) => number;
}

/** @param fill share of a place that its bar takes, 0–1; a bar has one pixel at least */
export function bandsIn(count: number, [from, to]: readonly [number, number], fill: number): Bands {
  const step = count > 0 ? Math.max(0, to - from) / count : 0;
  const bar = Math.max(1, Math.floor(step * fill));
  const edgeAt = (i: number): number => from + i * step;
  return {
    count,
    step,
    bar,
    edgeAt,
    barAt: (i) => Math.round(edgeAt(i) + (step - bar) / 2),
    middleAt: (i) => edgeAt(i) + step / 2,
    indexAt: (px) =>
      step > 0 ? Math.min(count - 1, Math.max(0, Math.floor((px - from) / step))) : 0,
  };
}
