import type { PackedFeatures } from '#data/wire/packed.ts';

import { featureStore } from '../live/stores.ts';
import type { MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { createTileSource } from '../map/tile-source.ts';

import { measureBase, tallyBase, type BaseExtents } from './count-base.ts';
import { addGround } from './ground-style.ts';
import { addNames } from './name-style.ts';
import { addRoads } from './road-style.ts';
import { createSheet, GROUND, NAMES } from './style-parts.ts';

const startWorker = (): Worker =>
  new Worker(new URL('./features-worker.ts', import.meta.url), { type: 'module' });

/**
 * The deepest zoom at which names are cut into tiles. MapLibre sets a name along each piece of a line by itself, and
 * none on a piece shorter than what parts two of them: a wall of large letters needs larger pieces.
 */
function namesTo({ screen, scale }: Scene): number {
  return screen === 'wall' ? Math.min(14, 11 + Math.max(0, Math.floor(Math.log2(scale)))) : 14;
}

/**
 * The base map: water, green, the fabric of blocks, roads by class with casings and names, rail,
 * bridges, walls, places. Its features are cut into tiles by a worker.
 */
export function createFeaturesLayer(): MapLayer {
  const tiles = createTileSource<PackedFeatures>('features', startWorker);
  let held: PackedFeatures | null = null;
  /** Measured when they are first counted, which a wall never does. */
  let extents: BaseExtents | null = null;
  let layers: StylePart['layers'] = [];
  return {
    key: 'features',
    style: (scene): StylePart => {
      const { packed } = featureStore.getState();
      if (packed && packed !== held) {
        held = packed;
        tiles.hold(packed);
        extents = null;
      }
      if (!held) return { sources: {}, layers: [] };
      const sheet = createSheet(scene);
      addGround(sheet);
      addRoads(sheet);
      addNames(sheet);
      layers = sheet.layers;
      return {
        sources: {
          [GROUND]: { type: 'vector', tiles: tiles.tiles('ground'), minzoom: 5, maxzoom: 16 },
          [NAMES]: {
            type: 'vector',
            tiles: tiles.tiles('names'),
            minzoom: 5,
            maxzoom: namesTo(scene),
          },
        },
        layers: sheet.layers,
        fade: 'base',
      };
    },
    ready: ({ layers }) => !layers.base || featureStore.getState().load === 'ready',
    tally: ({ scene, zoom, bounds }) => {
      if (!held) return {};
      extents ??= measureBase(held, layers);
      const { shown, inView } = tallyBase(extents, bounds, zoom);
      return { base: { shown: scene.layers.base ? shown : 0, inView } };
    },
    watch: (changed) =>
      featureStore.subscribe((s, was) => {
        if (s.packed !== was.packed) changed('style');
      }),
  };
}
