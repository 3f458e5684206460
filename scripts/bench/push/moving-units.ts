import { createColumns } from '#data/wire/columns.ts';
import type { FrameSource } from '#server/live/frame-pace.ts';

/** Units that move: the same load for ours and for every peer. */
export interface MovingUnits extends FrameSource {
  /** Move `count` units by a step and answer their slots. */
  move: (count: number) => Uint32Array;
}

/** The square in which they move: 0.3° a side. */
export const WEST = 118.6;
export const SOUTH = 31.9;
export const SIDE_DEG = 0.3;

/** `count` units spread over the square; always the same ones. */
export function createMovingUnits(count: number): MovingUnits {
  const columns = createColumns(count);
  const changedIn = new Float64Array(count);
  let state = 1;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  for (let slot = 0; slot < count; slot++) {
    columns.ids[slot] = slot + 1;
    columns.positions[2 * slot] = WEST + SIDE_DEG * draw();
    columns.positions[2 * slot + 1] = SOUTH + SIDE_DEG * draw();
    columns.measuredAt[slot] = 1_790_000_000_000;
    columns.headingDeg[slot] = 360 * draw();
    columns.speedMps[slot] = 1.2;
    columns.accuracyM[slot] = 5;
    changedIn[slot] = 1;
  }
  columns.count = count;
  columns.version = 1;
  let next = 0;
  return {
    columns,
    changedSince: (version) => {
      const slots = new Uint32Array(count);
      let n = 0;
      for (let slot = 0; slot < count; slot++) if (changedIn[slot]! > version) slots[n++] = slot;
      return slots.subarray(0, n);
    },
    changedAmong: (unitIds, version) =>
      Uint32Array.from(unitIds.map((id) => id - 1).filter((slot) => changedIn[slot]! > version)),
    slotOf: (unitId) => unitId - 1,
    move: (moving) => {
      const slots = new Uint32Array(moving);
      columns.version++;
      for (let i = 0; i < moving; i++) {
        const slot = next;
        next = (next + 1) % count;
        slots[i] = slot;
        columns.positions[2 * slot]! += (draw() - 0.5) * 2e-5;
        columns.positions[2 * slot + 1]! += (draw() - 0.5) * 2e-5;
        columns.measuredAt[slot]! += 500;
        changedIn[slot] = columns.version;
      }
      return slots;
    },
  };
}

/** What a server without frames of its own would send of a unit. */
export function toJsonUnit(columns: MovingUnits['columns'], slot: number) {
  return {
    id: columns.ids[slot]!,
    lng: Math.round(columns.positions[2 * slot]! * 1e7) / 1e7,
    lat: Math.round(columns.positions[2 * slot + 1]! * 1e7) / 1e7,
    measuredAt: columns.measuredAt[slot]!,
    headingDeg: Math.round(columns.headingDeg[slot]! * 10) / 10,
    speedMps: Math.round(columns.speedMps[slot]! * 100) / 100,
    accuracyM: columns.accuracyM[slot]!,
  };
}
