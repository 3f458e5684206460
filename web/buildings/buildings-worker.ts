import type { PackedBuildings } from '#data/wire/packed.ts';

import { serveTiles } from '../map/serve-tiles.ts';

import { buildingShapes } from './building-shapes.ts';

// A wall of a building that stands at a tile's edge is not drawn along that edge, so little is needed beyond it.
serveTiles<PackedBuildings>((packed) => () => ({
  layers: [buildingShapes(packed)],
  deepest: 16,
  buffer: 32,
}));
