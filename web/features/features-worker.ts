import type { PackedFeatures } from '#data/wire/packed.ts';

import { serveTiles } from '../map/serve-tiles.ts';

import { baseShapes } from './base-shapes.ts';
import { nameShapes } from './name-shapes.ts';

serveTiles<PackedFeatures>((packed) => (set) => {
  if (set === 'ground') return { layers: baseShapes(packed), deepest: 16 };
  // Names are repeated within a tile and know nothing of its neighbours: large tiles repeat them less.
  return { layers: nameShapes(packed), deepest: 14 };
});
