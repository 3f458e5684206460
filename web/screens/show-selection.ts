import { ringBounds } from '../map/ring-bounds.ts';
import { areaStore } from '../live/stores.ts';
import type { MapTarget } from '../map/map-view.ts';
import type { Selection } from '../map/scene.ts';

import { MAP_LAYERS } from './map-layers.ts';

/** The nearest that a flight to one thing goes, by noun. */
const NEAR = { incidents: 16.2, sites: 17, units: 16.5, buildings: 17, areas: 15 } as const;

/** Where a selection is now; null where no layer knows. */
export function placeOf(selection: Selection): [number, number] | null {
  for (const layer of MAP_LAYERS) {
    const at = layer.place?.(selection);
    if (at) return at;
  }
  return null;
}

/**
 * Where the map flies to show a selection: an area is framed, the rest are looked at from near.
 *
 * @param known where it is, for what no layer knows: an incident that is closed
 */
export function targetOf(
  selection: Selection,
  zoom: number,
  known: [number, number] | null = null,
): MapTarget | null {
  if (selection.noun === 'areas') {
    const polygons = areaStore.getState().polygonsOf(selection.id);
    return polygons ? ringBounds(polygons.flat()) : null;
  }
  const at = placeOf(selection) ?? known;
  return at ? { lng: at[0], lat: at[1], zoom: Math.max(zoom, NEAR[selection.noun]) } : null;
}
