import { mix, type LatticeCells } from './read-cells.ts';

/**
 * The distinct edges of all cells, each from its lower to its higher point id, with how many cells
 * lie to its left and right and the first such cell. A border of two cells has one on either side.
 */
export interface EdgeTable {
  count: number;
  from: Uint32Array;
  to: Uint32Array;
  /** Cells (index, not id) on each side; −1 = none. */
  left: Int32Array;
  right: Int32Array;
  lefts: Uint16Array;
  rights: Uint16Array;
  /** Further cells on a side that already has one: [edge, cell]. */
  more: [edge: number, cell: number][];
}

/** Matches edges by their two ends, exactly. */
export function tableEdges(cells: LatticeCells): EdgeTable {
  const capacity = cells.corners.length;
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)));
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  const from = new Uint32Array(capacity);
  const to = new Uint32Array(capacity);
  const left = new Int32Array(capacity).fill(-1);
  const right = new Int32Array(capacity).fill(-1);
  const lefts = new Uint16Array(capacity);
  const rights = new Uint16Array(capacity);
  const more: [number, number][] = [];
  const { corners, ringStarts, cellRings } = cells;
  let count = 0;
  for (let cell = 0; cell + 1 < cellRings.length; cell++)
    for (let ring = cellRings[cell]!; ring < cellRings[cell + 1]!; ring++) {
      const end = ringStarts[ring + 1]!;
      let b = corners[end - 1]!;
      for (let i = ringStarts[ring]!; i < end; i++) {
        const a = b;
        b = corners[i]!;
        const low = a < b ? a : b;
        const high = a < b ? b : a;
        let slot = mix(low, high) & mask;
        let edge = slots[slot]!;
        while (edge >= 0 && (from[edge] !== low || to[edge] !== high)) {
          slot = (slot + 1) & mask;
          edge = slots[slot]!;
        }
        if (edge < 0) {
          edge = count++;
          slots[slot] = edge;
          from[edge] = low;
          to[edge] = high;
        }
        if (a < b) {
          if (lefts[edge]!++ === 0) left[edge] = cell;
          else more.push([edge, cell]);
        } else if (rights[edge]!++ === 0) right[edge] = cell;
        else more.push([edge, cell]);
      }
    }
  return { count, from, to, left, right, lefts, rights, more };
}
