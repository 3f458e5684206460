import { orientation } from '#data/geo/orientation.ts';

import type { WeightedEdge } from './arrangement.ts';
import type { Point } from './crossing-points.ts';

type Ends = Pick<WeightedEdge, 'ax' | 'ay' | 'bx' | 'by'>;

/** Edges by the bands of latitude that they reach. */
export class EdgeRows {
  readonly #low: number;
  readonly #height: number;
  readonly #rows: number[][];

  constructor(edges: readonly WeightedEdge[]) {
    let low = Infinity;
    let high = -Infinity;
    for (const e of edges) {
      low = Math.min(low, e.ay, e.by);
      high = Math.max(high, e.ay, e.by);
    }
    const count = Math.max(1, Math.min(4096, edges.length >> 2));
    this.#low = low;
    this.#height = Math.max(1, (high - low + 1) / count);
    this.#rows = Array.from({ length: count + 1 }, () => []);
    edges.forEach((e, i) => {
      if (e.ay === e.by) return;
      const first = this.#row(Math.min(e.ay, e.by));
      const last = this.#row(Math.max(e.ay, e.by));
      for (let r = first; r <= last; r++) this.#rows[r]!.push(i);
    });
  }

  #row(y: number): number {
    return Math.floor((y - this.#low) / this.#height);
  }

  at(y: number): readonly number[] {
    return this.#rows[this.#row(y)] ?? [];
  }
}

/**
 * The edge first met going west from just north of a lattice point, among those that `counts`;
 * −1 where there is none. Of edges that meet at that place the one nearest just north of it.
 */
export function nearestWest(
  p: Point,
  edges: readonly WeightedEdge[],
  rows: EdgeRows,
  counts: (i: number) => boolean,
): number {
  let best = -1;
  for (const i of rows.at(p.y)) {
    const e = edges[i]!;
    if (e.ay > p.y === e.by > p.y || !counts(i)) continue;
    const up = e.by > e.ay;
    const side = orientation(e.ax, e.ay, e.bx, e.by, p.x, p.y);
    if (up ? side > 0 : side < 0) continue;
    if (best < 0 || isEastOf(e, edges[best]!, p.y)) best = i;
  }
  return best;
}

/** Of two edges that pass a height, or begin at it going north: whether the first lies east of the other just north of it. */
export function isEastOf(e: Ends, f: Ends, y: number): boolean {
  const xe = e.ax + ((y - e.ay) * (e.bx - e.ax)) / (e.by - e.ay);
  const xf = f.ax + ((y - f.ay) * (f.bx - f.ax)) / (f.by - f.ay);
  if (Math.abs(xe - xf) > 1e-3) return xe > xf;
  const [en, ed] = fractionAt(e, y);
  const [fn, fd] = fractionAt(f, y);
  const difference = en * fd - fn * ed;
  if (difference !== 0n) return difference > 0n;
  const slope =
    BigInt(e.bx - e.ax) * BigInt(f.by - f.ay) - BigInt(f.bx - f.ax) * BigInt(e.by - e.ay);
  return e.by > e.ay === f.by > f.ay ? slope > 0n : slope < 0n;
}

/** x of an edge at a height, as numerator and positive denominator. */
function fractionAt(e: Ends, y: number): [bigint, bigint] {
  let d = BigInt(e.by - e.ay);
  let n = BigInt(e.ax) * d + BigInt(y - e.ay) * BigInt(e.bx - e.ax);
  if (d < 0n) {
    d = -d;
    n = -n;
  }
  return [n, d];
}
