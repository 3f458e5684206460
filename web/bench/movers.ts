import { createColumns, type Columns } from '#data/wire/columns.ts';
import { encodeFrame } from '#data/wire/frame.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';
import { toDegrees } from '#data/geo/lattice.ts';

/** Movers who all walk: one at every so many buildings, each its own way. */
export interface Movers {
  columns: Columns;
  /** All have walked on for a second. */
  step: () => void;
  /** As the server sends it. */
  encode: () => Uint8Array;
}

export function makeMovers(buildings: PackedBuildings, count: number): Movers {
  const columns = createColumns(count);
  columns.count = count;
  const vertices = buildings.positions.length / 2;
  for (let i = 0; i < count; i++) {
    const v = Math.floor((i * vertices) / count);
    columns.ids[i] = i + 1;
    columns.positions[2 * i] = toDegrees(buildings.positions[2 * v]!);
    columns.positions[2 * i + 1] = toDegrees(buildings.positions[2 * v + 1]!);
    columns.headingDeg[i] = (i * 37) % 360;
    columns.speedMps[i] = 1.4;
    columns.measuredAt[i] = Date.now();
  }
  let tick = 0;
  return {
    columns,
    step: () => {
      tick++;
      for (let i = 0; i < count; i++) {
        const angle = (columns.headingDeg[i]! * Math.PI) / 180;
        columns.positions[2 * i]! += 0.000014 * Math.sin(angle);
        columns.positions[2 * i + 1]! += 0.000012 * Math.cos(angle);
        columns.measuredAt[i] = Date.now();
      }
    },
    encode: () => encodeFrame(columns, { tick, serverMs: Date.now(), whole: tick <= 1 }),
  };
}
