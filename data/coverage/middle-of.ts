import type { EdgeSet } from './edge-set.ts';

/**
 * The centroid of the land of cells, to the lattice step below it. In whole numbers without end: neither the order of
 * edges nor the machine tells.
 */
export function middleOf(set: EdgeSet, cells: readonly number[]): [x: number, y: number] {
  let [area2, sumX, sumY] = [0n, 0n, 0n];
  for (const cell of cells)
    for (const id of set.of(cell)) {
      const { ax, ay, bx, by, left } = set.edge(id);
      const [fromX, fromY, toX, toY] = [BigInt(ax), BigInt(ay), BigInt(bx), BigInt(by)];
      const cross = (fromX * toY - toX * fromY) * (left === cell ? 1n : -1n);
      area2 += cross;
      sumX += cross * (fromX + toX);
      sumY += cross * (fromY + toY);
    }
  if (area2 === 0n) throw new RangeError(`no land: ${cells.join(' ')}`);
  return [Number(floorDivide(sumX, 3n * area2)), Number(floorDivide(sumY, 3n * area2))];
}

/** @param by above 0 */
function floorDivide(n: bigint, by: bigint): bigint {
  return n >= 0n ? n / by : -((by - 1n - n) / by);
}
