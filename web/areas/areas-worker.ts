import { serveTiles, type TileSet } from '../map/serve-tiles.ts';

import { lineShapes, nameShapes, polygonShapes, type AreasHeld } from './area-shapes.ts';
import { veilShapes } from './veil-shapes.ts';

// A level is dissolved when one of its tiles is first asked for.
serveTiles<AreasHeld>((held) => (set): TileSet | null => {
  if (set === 'shapes') {
    const land = polygonShapes(held, 0);
    return {
      layers: [land, veilShapes(land), lineShapes(held.packed)],
      deepest: 16,
      keepSmall: true,
    };
  }
  if (set === 'names') return { layers: [nameShapes(held)], deepest: 14 };
  const level = Number(/^level-(\d+)$/.exec(set)?.[1] ?? Number.NaN);
  // Fills have no line round them, so little is needed beyond a tile's edge.
  return Number.isNaN(level) ? null : { layers: [polygonShapes(held, level)], deepest: 15, buffer: 32, keepSmall: true }; // prettier-ignore
});
