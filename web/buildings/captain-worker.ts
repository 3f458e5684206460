import { serveTiles } from '../map/serve-tiles.ts';

import { captainShapes, type CaptainPoints } from './captain-points.ts';

// Marks and names reach beyond their point, but a point belongs to one tile only, or it would be named twice.
serveTiles<CaptainPoints>((points) => () => ({
  layers: [captainShapes(points)],
  deepest: 14,
  buffer: 0,
}));
