import type { Position } from '#data/geo/geometry.ts';
import { LATTICE_PER_DEGREE } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { pointInRing } from '#data/geo/ring.ts';
import type { PlanGround } from '#data/plans/plan-ground.ts';

/** No building's point is farther from its walls. */
const REACH_M = 400;

/** Lattice steps from a place near by: exact, however far from 0°, 0° that is. */
const stepsFrom =
  ([lng, lat]: Position) =>
  (x: number, y: number): [number, number] => [Math.round((x - lng) * LATTICE_PER_DEGREE), Math.round((y - lat) * LATTICE_PER_DEGREE)]; // prettier-ignore

/** Ids of the buildings whose point lies in a ring, or on it. */
export function buildingsInRing(
  { count, at, ids }: PlanGround,
  ring: readonly Position[],
): number[] {
  if (ring.length < 3) return [];
  const steps = stepsFrom(ring[0]!);
  const flat = ring.flatMap(([lng, lat]) => steps(lng, lat));
  const found: number[] = [];
  for (let i = 0; i < count; i++)
    if (pointInRing(...steps(at[2 * i]!, at[2 * i + 1]!), flat) >= 0) found.push(ids[i]!);
  return found;
}

/** The id of the building that stands at a place; none where none does. */
export function buildingAt(ground: PlanGround, [lng, lat]: Position): number[] {
  const { count, at, ids, firstRing, footprints } = ground;
  const { perLng, perLat } = metresPerDegree(lat);
  const [x, y] = [Math.round(lng * LATTICE_PER_DEGREE), Math.round(lat * LATTICE_PER_DEGREE)];
  for (let i = 0; i < count; i++) {
    if (Math.abs(at[2 * i]! - lng) * perLng > REACH_M) continue;
    if (Math.abs(at[2 * i + 1]! - lat) * perLat > REACH_M) continue;
    let isIn = false;
    for (let r = firstRing[i]!; r < firstRing[i + 1]!; r++) {
      const { positions, ringStarts, ringIsHole } = footprints;
      const ring = positions.subarray(2 * ringStarts[r]!, 2 * ringStarts[r + 1]!);
      const near = Float64Array.from(ring, (q, k) => q - (k % 2 === 0 ? x : y));
      if (pointInRing(0, 0, near) >= 0) isIn = !ringIsHole[r];
    }
    if (isIn) return [ids[i]!];
  }
  return [];
}
