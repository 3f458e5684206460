import { expect, it } from 'vitest';

import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { WORLD } from '#data/tiles/project.ts';

import { captainPoints, captainShapes } from './captain-points.ts';

/** Squares with a side of 10 whose south-west corners are these. */
function squares(...corners: [x: number, y: number][]): number[] {
  return corners.flatMap(([x, y]) => [x, y, x + 10, y, x + 10, y + 10, x, y + 10, x, y]);
}
/** Buildings 7, 3 and 9; the first has a yard, which is its second ring. */
const buildings = {
  ids: Uint32Array.of(7, 3, 9),
  positions: Int32Array.from(squares([100, 200], [102, 202], [300, 400], [500, 600])),
  ringStarts: Uint32Array.of(0, 5, 10, 15, 20),
  ringBuilding: Uint32Array.of(0, 0, 1, 2),
};
const captains = {
  buildingIds: Uint32Array.of(3, 7, 8),
  captain: Uint32Array.of(1, 0, 0),
  names: ['王秀英', '李建国'],
};

it('puts each captain in the middle of the building, however the buildings are ordered', () => {
  const points = captainPoints(buildings, captains);
  expect([...points.ids]).toEqual([7, 3]);
  expect([...points.positions]).toEqual([105, 205, 305, 405]);
  expect([...points.captain].map((i) => points.names[i])).toEqual(['王秀英', '李建国']);
});

it('is empty where nobody answers, and before there are footprints', () => {
  const none = { buildingIds: new Uint32Array(0), captain: new Uint32Array(0), names: [] };
  expect(captainPoints(buildings, none).ids).toHaveLength(0);
  const bare = { ids: new Uint32Array(0), positions: new Int32Array(0), ringStarts: Uint32Array.of(0), ringBuilding: new Uint32Array(0) }; // prettier-ignore
  expect(captainShapes(captainPoints(bare, captains)).parts.positions).toHaveLength(0);
});

it('is cut as points that carry the id and the name', () => {
  const { ids, parts, properties } = captainShapes(captainPoints(buildings, captains));
  expect(ids).toEqual(Uint32Array.of(7, 3));
  expect([...parts.starts]).toEqual([0, 1, 2]);
  expect(properties['n']).toEqual({ words: captains.names, at: Uint32Array.of(0, 1) });
  // 0° 0° is the middle of the world, and north is up.
  const perLattice = WORLD / 360 / LATTICE_PER_DEGREE;
  const [x, y] = parts.positions;
  expect(x).toBe(Math.round(WORLD / 2 + 105 * perLattice));
  expect(y).toBe(Math.round(WORLD / 2 - 205 * perLattice));
});
