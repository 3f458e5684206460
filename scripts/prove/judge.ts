import type { CellShape } from '#data/coverage/coverage.ts';
import { toEwkb } from '#server/db/ewkb.ts';

/** Someone else's geometry, asked whether cells are seamless. Both are GPL or LGPL: tests only. */
export interface Judge {
  name: string;
  /** One sentence a fault; empty where it finds none. */
  faults: (cells: readonly CellShape[]) => Promise<string[]>;
  close: () => Promise<void>;
}

/** A cell as both take it: equal doubles. */
export const bytesOf = (cell: CellShape): Buffer =>
  toEwkb({ type: 'MultiPolygon', coordinates: cell.coordinates });
