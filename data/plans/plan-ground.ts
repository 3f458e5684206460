import { buildingPoint } from '#data/buildings/building-point.ts';
import { BorderLines, type LinePart } from '#data/features/border-lines.ts';
import type { MultiPolygonCoordinates, Ring } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';

/** Footprints as screens hold them: lattice integers, rings closed, those of a building one after another. */
export interface Footprints {
  ids: Uint32Array;
  positions: Int32Array;
  ringStarts: Uint32Array;
  ringBuilding: Uint32Array;
  ringIsHole: Uint8Array;
}

/** Who lives in buildings, by id; −1 where that is not known. */
export interface Dwellers {
  ids: Uint32Array;
  households: Int32Array;
  residents: Int32Array;
  /** 0: of none. */
  compounds: Uint32Array;
}

/** What stands, happens and is owned on the land of a district, handed in by who holds it. */
export interface GroundInput {
  footprints: Footprints;
  dwellers: Dwellers;
  compounds: readonly { id: number; name: string; ring: Ring }[];
  /** Where incidents of the last 12 months were, [lng, lat] interleaved, lattice integers. */
  incidents: Int32Array;
  /** Where management points are, likewise. */
  managementPoints: Int32Array;
  /** How many staff have a post in an area of the edition, by its id; who has posts in two is counted in both. */
  members: ReadonlyMap<number, number>;
  /** Areas of the edition that a leader of an organisation is posted to: they are its own matter. */
  owned: ReadonlySet<number>;
  /** Of cells of the edition whose buildings do not carry it: their own counts, or their share of a higher one. */
  own: ReadonlyMap<number, { households: number | null; residents: number | null }>;
  lines: readonly LinePart[];
}

/** A walled estate with those of its buildings that there are. */
export interface GroundCompound {
  id: number;
  name: string;
  ring: Ring;
  /** Numbers of its buildings, rising. */
  buildings: number[];
  households: number;
}

/** The same, made ready to be counted; buildings by number, in the order of the footprints. */
export interface PlanGround {
  count: number;
  ids: Uint32Array;
  /** The point by which a building stands in a cell, [lng, lat] interleaved, degrees. */
  at: Float64Array;
  households: Int32Array;
  residents: Int32Array;
  compounds: Uint32Array;
  footprints: Footprints;
  /** Ring r of building i: firstRing[i] ≤ r < firstRing[i + 1]. */
  firstRing: Uint32Array;
  compoundOf: ReadonlyMap<number, GroundCompound>;
  incidents: Float64Array;
  managementPoints: Float64Array;
  members: ReadonlyMap<number, number>;
  owned: ReadonlySet<number>;
  own: GroundInput['own'];
  lines: BorderLines;
  /** Whether anybody says how many households, and residents, there are. */
  knows: { households: boolean; residents: boolean };
}

export function createGround(input: GroundInput): PlanGround {
  const { footprints, dwellers, incidents, managementPoints, members, owned, own } = input;
  const { ids, ringBuilding } = footprints;
  const count = ids.length;
  const firstRing = new Uint32Array(count + 1);
  for (const building of ringBuilding) firstRing[building + 1]!++;
  for (let i = 0; i < count; i++) firstRing[i + 1]! += firstRing[i]!;
  const placeOf = new Map<number, number>();
  dwellers.ids.forEach((id, i) => placeOf.set(id, i));
  const column = (of: 'households' | 'residents'): Int32Array =>
    Int32Array.from(ids, (id) => dwellers[of][placeOf.get(id) ?? -1] ?? -1);
  const households = column('households');
  const residents = column('residents');
  const compounds = Uint32Array.from(ids, (id) => dwellers.compounds[placeOf.get(id) ?? -1] ?? 0);
  const at = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) at.set(buildingPoint(shapeOf(footprints, firstRing, i)), 2 * i);
  const compoundOf = new Map(
    input.compounds.map((one): [number, GroundCompound] => [one.id, { ...one, buildings: [], households: 0 }]), // prettier-ignore
  );
  for (let i = 0; i < count; i++) {
    const compound = compoundOf.get(compounds[i]!);
    if (!compound) continue;
    compound.buildings.push(i);
    compound.households += Math.max(0, households[i]!);
  }
  const known = (of: 'households' | 'residents', column: Int32Array): boolean =>
    column.some((n) => n >= 0) || [...own.values()].some((count) => count[of] !== null);
  return {
    count,
    ids,
    at,
    households,
    residents,
    compounds,
    footprints,
    firstRing,
    compoundOf,
    incidents: Float64Array.from(incidents, toDegrees),
    managementPoints: Float64Array.from(managementPoints, toDegrees),
    members,
    owned,
    own,
    lines: new BorderLines(input.lines, count > 0 ? at[1]! : (input.lines[0]?.points[0]?.[1] ?? 0)),
    knows: {
      households: known('households', households),
      residents: known('residents', residents),
    },
  };
}

/** The footprint of a building by its number, degrees. */
function shapeOf(
  { positions, ringStarts, ringIsHole }: Footprints,
  firstRing: Uint32Array,
  building: number,
): MultiPolygonCoordinates {
  const shape: MultiPolygonCoordinates = [];
  for (let r = firstRing[building]!; r < firstRing[building + 1]!; r++) {
    const ring: Ring = [];
    for (let v = ringStarts[r]!; v < ringStarts[r + 1]!; v++)
      ring.push([toDegrees(positions[2 * v]!), toDegrees(positions[2 * v + 1]!)]);
    if (ringIsHole[r]) shape.at(-1)?.push(ring);
    else shape.push([ring]);
  }
  return shape;
}
