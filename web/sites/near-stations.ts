import { inBounds, widen } from '../map/lod.ts';
import type { Bounds } from '../map/map-layer.ts';

import { placeOfSite, type SortedSites } from './sort-sites.ts';

/** A symbol whose place lies as far beyond the frame as this share of it reaches into it. */
const MARGIN = 0.05;

/**
 * The stations that are drawn in a frame: those within it, and those beyond its edge that reach into it; where
 * there are too many the nearest to its middle, so that what is left out lies around what is looked at.
 */
export function nearStations(
  { packed, stations }: SortedSites,
  frame: Bounds,
  most: number,
): number[] {
  const wide = widen(frame, MARGIN);
  const near = [...stations].filter((i) => inBounds(placeOfSite(packed, i), wide));
  if (near.length <= most) return near;
  const [west, south, east, north] = frame;
  const [lng, lat] = [(west + east) / 2, (south + north) / 2];
  const across = Math.cos((lat * Math.PI) / 180);
  const ranks = near.map((i) => {
    const at = placeOfSite(packed, i);
    // Nothing within the frame yields to what stands beyond it.
    return {
      i,
      beyond: !inBounds(at, frame),
      far: Math.hypot((at[0] - lng) * across, at[1] - lat),
    };
  });
  ranks.sort((a, b) => Number(a.beyond) - Number(b.beyond) || a.far - b.far || a.i - b.i);
  return ranks.slice(0, most).map(({ i }) => i);
}
