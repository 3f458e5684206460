import { createStore } from 'zustand/vanilla';

import type { Bounds, DrawContext, MapLayer } from './map-layer.ts';
import type { FadeKey } from './opacity.ts';
import { remember } from './remember.ts';

/** Of a layer: how many of those within the map's frame are drawn one by one. */
export interface Tally {
  shown: number;
  inView: number;
  /** There are too many to be drawn one by one: areas have numbers in their place. */
  byArea?: boolean;
}
export type Tallies = Partial<Record<FadeKey, Tally>>;

/** What the page's map shows of each layer, renewed at most once a second. Nothing of what is not known. */
export const tallyStore = createStore<Tallies>(() => ({}));

/** How many of these places, [x, y] interleaved, lie within bounds in the same measure; `of` says which are asked about, null all. */
export function countWithin(
  positions: ArrayLike<number>,
  of: ArrayLike<number> | null,
  [west, south, east, north]: Bounds,
): number {
  let n = 0;
  const count = of?.length ?? positions.length / 2;
  for (let k = 0; k < count; k++) {
    const i = of ? of[k]! : k;
    const x = positions[2 * i]!;
    const y = positions[2 * i + 1]!;
    if (x >= west && x <= east && y >= south && y <= north) n++;
  }
  return n;
}

/** Counts what lies within the map's frame; counted again when the things or the frame are others. */
export function countInFrame<T>(count: (things: T, bounds: Bounds) => number) {
  const counted = remember((things: T, ...bounds: Bounds) => count(things, bounds));
  return (things: T, bounds: Bounds): number => counted(things, ...bounds);
}

/** Count anew. A layer whose numbers stay keeps its value, so that its row is left alone; what is told no more is gone. */
export function tallyLayers(layers: readonly MapLayer[], context: DrawContext): void {
  const was = tallyStore.getState();
  const now: Tallies = {};
  for (const layer of layers) Object.assign(now, layer.tally?.(context));
  const keys = [...new Set([...Object.keys(was), ...Object.keys(now)])] as FadeKey[];
  let changed = false;
  for (const key of keys) {
    if (sameTally(was[key], now[key])) {
      if (was[key]) now[key] = was[key];
    } else changed = true;
  }
  if (changed) tallyStore.setState(now, true);
}

function sameTally(a: Tally | undefined, b: Tally | undefined): boolean {
  return a?.shown === b?.shown && a?.inView === b?.inView && (a?.byArea ?? false) === (b?.byArea ?? false); // prettier-ignore
}
