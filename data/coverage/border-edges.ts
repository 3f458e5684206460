import { orientation } from '#data/geo/orientation.ts';
import { cellIds, type Coverage } from './coverage.ts';

/**
 * Sign of the orientation of a → b against a point that need not be a lattice point (a multiple of
 * 2⁻²⁰ of a step): the whole part and the fraction are each exact, and rounding their sum keeps its
 * sign.
 */
export function sideOf(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  x: number,
  y: number,
): number {
  const wx = Math.floor(x);
  const wy = Math.floor(y);
  return orientation(ax, ay, bx, by, wx, wy) + ((bx - ax) * (y - wy) - (by - ay) * (x - wx));
}

/** The edges of a coverage, each from its lower end up (a level one from west to east). */
export class BorderEdges {
  /** Cell ids by index; index 0 is outside. */
  readonly ids: Uint32Array;
  readonly ax: Int32Array;
  readonly ay: Int32Array;
  readonly bx: Int32Array;
  readonly by: Int32Array;
  /** Cell index left of the edge (west, of a level one north) and right of it (east, south). */
  readonly west: Int32Array;
  readonly east: Int32Array;
  readonly count: number;

  constructor(c: Coverage) {
    const { vertices, starts } = c;
    const ids = [0, ...cellIds(c)];
    const index = new Map(ids.map((id, i) => [id, i]));
    const arcs = c.left.length;
    const count = vertices.length / 2 - arcs;
    this.ids = Uint32Array.from(ids);
    this.count = count;
    this.ax = new Int32Array(count);
    this.ay = new Int32Array(count);
    this.bx = new Int32Array(count);
    this.by = new Int32Array(count);
    this.west = new Int32Array(count);
    this.east = new Int32Array(count);
    let e = 0;
    for (let i = 0; i < arcs; i++) {
      const left = index.get(c.left[i]!)!;
      const right = index.get(c.right[i]!)!;
      for (let v = starts[i]!; v + 1 < starts[i + 1]!; v++, e++) {
        const ax = vertices[2 * v]!;
        const ay = vertices[2 * v + 1]!;
        const bx = vertices[2 * v + 2]!;
        const by = vertices[2 * v + 3]!;
        const up = by > ay || (by === ay && bx > ax);
        this.ax[e] = up ? ax : bx;
        this.ay[e] = up ? ay : by;
        this.bx[e] = up ? bx : ax;
        this.by[e] = up ? by : ay;
        this.west[e] = up ? left : right;
        this.east[e] = up ? right : left;
      }
    }
  }

  /** Whether the edge passes just north of the point's latitude, on the point or to its west. */
  isWestOf(e: number, x: number, y: number): boolean {
    return this.ay[e]! <= y && y < this.by[e]! && this.side(e, x, y) <= 0;
  }

  /** Whether the edge, at the latitude y that it passes, lies at x or to its east. */
  reaches(e: number, x: number, y: number): boolean {
    const span = this.by[e]! - this.ay[e]!;
    return this.ax[e]! + ((y - this.ay[e]!) * (this.bx[e]! - this.ax[e]!)) / span >= x;
  }

  /** > 0 where the point lies left of the edge, 0 on its line. */
  side(e: number, x: number, y: number): number {
    return sideOf(this.ax[e]!, this.ay[e]!, this.bx[e]!, this.by[e]!, x, y);
  }

  /** Of two edges that pass one latitude and do not cross: whether e lies east of f there. */
  isEastOfEdge(e: number, f: number): boolean {
    const [ax, ay, bx, by] = [this.ax, this.ay, this.bx, this.by];
    const sideOfE = (x: number, y: number) => orientation(ax[e]!, ay[e]!, bx[e]!, by[e]!, x, y);
    const sideOfF = (x: number, y: number) => orientation(ax[f]!, ay[f]!, bx[f]!, by[f]!, x, y);
    const low = ay[e]! >= ay[f]! ? sideOfF(ax[e]!, ay[e]!) : -sideOfE(ax[f]!, ay[f]!);
    if (low !== 0) return low < 0;
    return by[e]! <= by[f]! ? sideOfF(bx[e]!, by[e]!) < 0 : sideOfE(bx[f]!, by[f]!) > 0;
  }
}
