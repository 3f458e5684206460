import { serveTiles } from '../map/serve-tiles.ts';

import { heatShapes } from './heat-shapes.ts';

// A point belongs to one tile: nothing is needed beyond an edge.
serveTiles<Int32Array>((positions) => (set) => ({
  layers: [heatShapes(positions, set === 'far')],
  deepest: 14,
  buffer: 0,
}));
