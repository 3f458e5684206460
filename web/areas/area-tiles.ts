import type { VectorSourceSpecification } from 'maplibre-gl';

import type { PackedAreas } from '#data/wire/packed.ts';

import { createTileSource } from '../map/tile-source.ts';

import { placesOf } from './area-places.ts';
import type { AreasHeld } from './area-shapes.ts';
import { drawnAreas } from './drawn-areas.ts';

const tiles = createTileSource<AreasHeld>(
  'areas',
  () => new Worker(new URL('./areas-worker.ts', import.meta.url), { type: 'module' }),
);
let held: PackedAreas | null = null;

/**
 * A set of tiles of the areas that are drawn as a source of the map: `shapes` (the land, the veil beyond it, lines),
 * `names`, or the polygons of a level, `level-4`. Null before there are areas.
 */
export function areaSource(set: string, maxzoom: number): VectorSourceSpecification | null {
  const { packed } = drawnAreas();
  if (!packed) return null;
  if (packed !== held) {
    held = packed;
    tiles.hold({ packed, places: placesOf(packed) });
  }
  return { type: 'vector', tiles: tiles.tiles(set), minzoom: 0, maxzoom };
}
