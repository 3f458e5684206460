import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { toWorld } from '#data/tiles/project.ts';
import type { Shapes } from '#data/tiles/shapes.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';

const FLOOR_M = 3;
/** Where a building's height is unknown it is raised by so many floors. */
const FLOORS_UNKNOWN = 2;
/** Less than where they are drawn, for walls show a zoom and a half more. */
const FROM_ZOOM = 13;

/** Footprints with their id and height `h`, m. */
export function buildingShapes(p: PackedBuildings): Shapes {
  const h = new Uint16Array(p.count);
  for (let i = 0; i < p.count; i++)
    h[i] = Math.round(p.heightM[i]! || (p.floors[i]! || FLOORS_UNKNOWN) * FLOOR_M);
  return {
    layer: 'building',
    kind: 'polygon',
    parts: {
      positions: toWorld(p.positions, LATTICE_PER_DEGREE),
      starts: p.ringStarts,
      of: p.ringBuilding,
      isHole: p.ringIsHole,
    },
    ids: p.ids,
    from: new Uint8Array(p.count).fill(FROM_ZOOM),
    properties: { h: { numbers: h } },
  };
}
