import type { Bands, Scale } from './scales.ts';

/** From pixels to the paths of SVG that draw them: one path for all marks of a kind. Pure. */

const round = (px: number): number => Math.round(px * 10) / 10;

/** Upright bars on a base; `only` says which are drawn. What is 0 has none, and what is more is seen: 1 px at least. */
export function barsPath(
  values: readonly number[],
  x: Bands,
  y: Scale,
  only: (i: number) => boolean = () => true,
): string {
  const base = round(y(0));
  return values
    .map((value, i) => {
      if (value <= 0 || !only(i)) return '';
      const top = round(Math.min(y(value), base - 1));
      return `M${x.barAt(i)} ${base}V${top}h${x.bar}V${base}Z`;
    })
    .join('');
}

/** A line through the middles of places; null breaks it. */
export function linePath(values: readonly (number | null)[], x: Bands, y: Scale): string {
  let drawn = false;
  return values
    .map((value, i) => {
      const move = drawn ? 'L' : 'M';
      drawn = value !== null;
      return value === null ? '' : `${move}${round(x.middleAt(i))} ${round(y(value))}`;
    })
    .join('');
}

/** A line of stairs: level over each place, upright between two. */
export function stairsPath(values: readonly number[], x: Bands, y: Scale): string {
  return values
    .map((value, i) => {
      const level = `V${round(y(value))}H${round(x.edgeAt(i + 1))}`;
      return i === 0 ? `M${round(x.edgeAt(0))} ${round(y(value))}${level}` : level;
    })
    .join('');
}

/** Lying bar from `from` to `to`, as high as `high`, its top at `top`; nothing where it has no length. */
export function lyingPath(from: number, to: number, top: number, high: number): string {
  return to > from ? `M${round(from)} ${top}H${round(to)}v${high}H${round(from)}Z` : '';
}
