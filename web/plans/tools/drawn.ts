import type { Place } from '../desk/desk.ts';

import type { Hit } from './tool.ts';

/** A line while it is drawn: each leg is what one click or drag added, and is taken back whole. */
export interface Drawn {
  legs: readonly (readonly Place[])[];
  /** Where the hand points: what the next click would add. */
  hover: readonly Place[];
}

export const NOTHING_DRAWN: Drawn = { legs: [], hover: [] };

const same = (a: Place | undefined, b: Place): boolean => a?.[0] === b[0] && a[1] === b[1];

function legTo({ legs }: Drawn, { at, along }: Hit): Place[] {
  return along && legs.length > 0 ? along.slice(1) : [at];
}

/** The corners, each said once in a row; with `hover` also what the next click would add. */
export function cornersOf({ legs, hover }: Drawn, withHover = true): Place[] {
  const out: Place[] = [];
  for (const leg of withHover ? [...legs, hover] : legs)
    for (const at of leg) if (!same(out.at(-1), at)) out.push([...at]);
  return out;
}

/** A ring's corners: the last is not the first again. */
export function ringOf(drawn: Drawn, withHover = true): Place[] {
  const out = cornersOf(drawn, withHover);
  if (out.length > 1 && same(out.at(-1), out[0]!)) out.pop();
  return out;
}

export function hovered<D extends Drawn>(drawn: D, hit: Hit): D {
  return { ...drawn, hover: legTo(drawn, hit) };
}

/** A click. */
export function extended<D extends Drawn>(drawn: D, hit: Hit): D {
  const leg = legTo(drawn, hit);
  if (same(cornersOf(drawn, false).at(-1), leg.at(-1)!)) return { ...drawn, hover: [] };
  return { ...drawn, legs: [...drawn.legs, leg], hover: [] };
}

/** A drag goes on: its corners are one leg. */
export function dragged<D extends Drawn>(drawn: D, { at }: Hit): D {
  const last = drawn.legs.at(-1) ?? [];
  if (same(last.at(-1), at)) return drawn;
  return { ...drawn, legs: [...drawn.legs.slice(0, -1), [...last, at]], hover: [] };
}

/** The last leg taken back; null where there is none. */
export function steppedBack<D extends Drawn>(drawn: D): D | null {
  return drawn.legs.length === 0 ? null : { ...drawn, legs: drawn.legs.slice(0, -1), hover: [] };
}

/** The corners of the box between two places. */
export function boxOf([a, b]: Place, [c, d]: Place): Place[] {
  return [
    [a, b],
    [c, b],
    [c, d],
    [a, d],
  ];
}
