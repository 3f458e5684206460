/**
 * The newest fix of every unit, one slot a unit, as typed arrays: what the server keeps, what a
 * frame carries and what the map draws. `live` and `map` meet in this value and in nothing else.
 * Arrays are as long as the capacity; only the first `count` slots hold anything. `version` grows
 * with every change of any slot: a reader compares it on each animation frame.
 */
export interface Columns {
  count: number;
  version: number;
  /** Unit id of each slot. */
  ids: Uint32Array;
  /**
   * [lng, lat] degrees, interleaved, 2 × capacity: where the newest fix is. NaN where there is no place, but a time last
   * seen: of who is off duty, or on duty again and not yet heard of.
   */
  positions: Float64Array;
  /** When measured, ms since 1970. */
  measuredAt: Float64Array;
  /** Clockwise from north; NaN when unknown or standing. */
  headingDeg: Float32Array;
  speedMps: Float32Array;
  accuracyM: Float32Array;
}

/** An empty set of columns with room for `capacity` units. */
export function createColumns(capacity: number): Columns {
  return {
    count: 0,
    version: 0,
    ids: new Uint32Array(capacity),
    positions: new Float64Array(2 * capacity),
    measuredAt: new Float64Array(capacity),
    headingDeg: new Float32Array(capacity).fill(Number.NaN),
    speedMps: new Float32Array(capacity),
    accuracyM: new Float32Array(capacity),
  };
}

/** Where the newest fix of a slot is, [lng, lat] degrees; null where it has no place. */
export function placeIn(columns: Columns, slot: number): [number, number] | null {
  const lng = columns.positions[2 * slot]!;
  return Number.isNaN(lng) ? null : [lng, columns.positions[2 * slot + 1]!];
}
