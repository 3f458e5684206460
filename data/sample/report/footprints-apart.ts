import type { Building } from '#data/buildings/building.ts';

import type { Measure } from './measure.ts';
import { apartM, flatten, hashBySquare, hashPieces, isCrossing, isWithinRings, linesOf, piecesOf, type Spot } from './plane.ts'; // prettier-ignore
import type { Survey } from './survey.ts';

/** Metres of carriageway and pavement by class of road. */
const ROAD_M: Record<string, number> = { motorway: 32, arterial: 26, secondary: 18, minor: 11, lane: 6, path: 3 }; // prettier-ignore
const CITY_WALL_M = 12;
const RAIL_M = 6;

/** How many footprints overlap another, a road as wide as its class, a railway, water or a wall: none. */
export function measureFootprintsApart({ sample }: Survey): Measure[] {
  const footprints = sample.buildings.map((building) => ({
    building,
    ring: flatten(building.coordinates[0]![0]!),
  }));
  const near = hashBySquare(footprints, ({ ring }) => ring);
  const count = (isBad: (ring: Spot[], building: Building) => boolean): number =>
    footprints.filter(({ ring, building }) => isBad(ring, building)).length;
  const line = (what: string, bad: number): Measure => ({
    name: `footprints that overlap ${what}`,
    asked: 'none',
    got: String(bad),
    met: bad === 0,
  });

  const others = count((ring, building) => {
    for (const other of near.within(ring, 0))
      if (other.building.id > building.id && doOverlap(ring, other.ring)) return true;
    return false;
  });
  const ways = hashPieces(
    sample.features
      .filter(({ kind }) => kind === 'road' || kind === 'rail')
      .flatMap((f) => piecesOf(linesOf(f), (f.kind === 'rail' ? RAIL_M : ROAD_M[f.class]!) / 2)),
  );
  const roads = count((ring) => {
    for (const { a, b, of } of ways.within(ring, 20))
      for (let i = 1; i < ring.length; i++)
        if (apartM(ring[i - 1]!, ring[i]!, a, b) < of) return true;
    return false;
  });
  const waters = hashBySquare(
    sample.features.filter(({ kind }) => kind === 'water').map(linesOf),
    (rings) => rings[0]!,
  );
  const wet = count((ring) => {
    for (const rings of waters.within(ring, 0))
      if (ring.some((corner) => isWithinRings(corner, rings)) || rings.some((shore) => doCross(ring, shore))) return true; // prettier-ignore
    return false;
  });
  const wallPieces = hashPieces(
    sample.features
      .filter(({ kind }) => kind === 'wall')
      .flatMap((f) => piecesOf(linesOf(f), f.class === 'city' ? CITY_WALL_M / 2 : 0)),
  );
  const walls = count((ring) => {
    for (const { a, b, of } of wallPieces.within(ring, 10))
      for (let i = 1; i < ring.length; i++)
        if (apartM(ring[i - 1]!, ring[i]!, a, b) <= of) return true;
    return false;
  });
  return [
    line('another', others),
    line('a road or a railway', roads),
    line('water', wet),
    line('a wall', walls),
  ];
}

function doOverlap(one: readonly Spot[], other: readonly Spot[]): boolean {
  return doCross(one, other) || isWithinRings(one[0]!, [other]) || isWithinRings(other[0]!, [one]);
}

function doCross(one: readonly Spot[], other: readonly Spot[]): boolean {
  for (let i = 1; i < one.length; i++)
    for (let j = 1; j < other.length; j++)
      if (isCrossing(one[i - 1]!, one[i]!, other[j - 1]!, other[j]!)) return true;
  return false;
}
