import { createStore } from 'zustand/vanilla';

import type { Bounds, DrawContext, MapLayer } from './map-layer.ts';
import type { LayerKey } from './scene.ts';

/** Of a layer: how many of those within the map's frame are drawn one by one. */
export interface Tally {
  shown: number;
  inView: number;
}
export type Tallies = Partial<Record<LayerKey, Tally>>;

/** What the page's map shows of each layer, renewed at most once a second. */
export const tallyStore = createStore<Tallies>(() => ({}));

/** How many of these places, [lng, lat] interleaved, lie within the bounds; `of` says which. */
export function countWithin(
  positions: ArrayLike<number>,
  of: ArrayLike<number>,
  [west, south, east, north]: Bounds,
): number {
  let n = 0;
  for (let k = 0; k < of.length; k++) {
    const x = positions[2 * of[k]!]!;
    const y = positions[2 * of[k]! + 1]!;
    if (x >= west && x <= east && y >= south && y <= north) n++;
  }
  return n;
}

/** Count anew. A layer whose numbers stay keeps its value, so that its row is left alone. */
export function tallyLayers(layers: readonly MapLayer[], context: DrawContext): void {
  const was = tallyStore.getState();
  const changed: Tallies = {};
  for (const layer of layers) {
    const counted = layer.tally?.(context) ?? {};
    for (const key of Object.keys(counted) as LayerKey[]) {
      const [a, b] = [was[key], counted[key]!];
      if (a?.shown !== b.shown || a.inView !== b.inView) changed[key] = b;
    }
  }
  if (Object.keys(changed).length > 0) tallyStore.setState(changed);
}
