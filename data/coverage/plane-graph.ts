import { compareDirections } from '#data/geo/orientation.ts';

import { endsOf, type EdgeSet, type LatticePoint } from './edge-set.ts';
import type { Noded, Piece } from './node-edges.ts';
import { pointKey } from './point-key.ts';

/** An edge of the graph: one of the set that stayed (`id`), or a piece (`id` −1). */
interface PlaneEdge extends Piece {
  id: number;
}

/** A half-edge: 2i walks edge i from its lesser end, 2i + 1 from its other; its face lies to its left. */
export type Half = number;

/** The edges of a set and the pieces laid over it, as one graph in the plane: made as far as it is walked. */
export class PlaneGraph {
  readonly set: EdgeSet;
  readonly pulled: ReadonlySet<number>;
  /** By edge number. */
  readonly edges: PlaneEdge[] = [];
  /** Numbers of the pieces, those that were taken away among them. */
  readonly pieces: number[] = [];
  readonly #numberOf = new Map<number, number>();
  readonly #piecesAt = new Map<number, number[]>();
  readonly #leaving = new Map<number, Half[]>();

  constructor(set: EdgeSet, { pulled, pieces }: Noded) {
    this.set = set;
    this.pulled = pulled;
    for (const piece of pieces) {
      const { ax, ay, bx, by, left, right, fresh, turn } = piece;
      const i = this.edges.push({ ax, ay, bx, by, left, right, fresh, turn, id: -1 }) - 1;
      this.pieces.push(i);
      for (const { x, y } of endsOf(piece)) {
        const key = pointKey(x, y);
        const list = this.#piecesAt.get(key);
        if (list) list.push(i);
        else this.#piecesAt.set(key, [i]);
      }
    }
  }

  /** Takes a piece out of every walk. */
  drop(i: number): void {
    for (const { x, y } of endsOf(this.edges[i]!)) {
      const key = pointKey(x, y);
      const list = this.#piecesAt.get(key)!;
      list.splice(list.indexOf(i), 1);
      this.#leaving.delete(key);
    }
  }

  /** The number here of an edge of the set; −1 where pieces took its place. */
  numberOf(id: number): number {
    if (this.pulled.has(id)) return -1;
    let i = this.#numberOf.get(id);
    if (i === undefined) {
      // Written out: a walk along the outline of a district does this some thousand times.
      const { ax, ay, bx, by, left, right } = this.set.edge(id);
      i = this.edges.push({ ax, ay, bx, by, left, right, fresh: false, turn: 0, id }) - 1;
      this.#numberOf.set(id, i);
    }
    return i;
  }

  /** Whether an edge parts no cells: a piece of a fresh line within one. */
  isIdle(i: number): boolean {
    const e = this.edges[i]!;
    return e.left === e.right;
  }

  /** The cell to the left of a half-edge. */
  leftOf(h: Half): number {
    const e = this.edges[h >> 1]!;
    return h & 1 ? e.right : e.left;
  }

  /** Where a half-edge begins. */
  tail(h: Half): LatticePoint {
    const e = this.edges[h >> 1]!;
    return h & 1 ? { x: e.bx, y: e.by } : { x: e.ax, y: e.ay };
  }

  /** Half-edges that leave a point, counter-clockwise. */
  leaving({ x, y }: LatticePoint): readonly Half[] {
    const key = pointKey(x, y);
    let around: Half[] | undefined = this.#leaving.get(key);
    if (around) return around;
    around = [];
    const take = (i: number): void => {
      if (i < 0) return;
      const e = this.edges[i]!;
      around!.push(e.ax === x && e.ay === y ? 2 * i : 2 * i + 1);
    };
    for (const i of this.#piecesAt.get(key) ?? []) take(i);
    for (const id of this.set.at(x, y)) take(this.numberOf(id));
    // Two have but one order round a point.
    if (around.length > 2) around.sort((g, h) => this.compare(g, h));
    this.#leaving.set(key, around);
    return around;
  }

  /** Of two half-edges that leave a point: which comes first; 0 where they run the same way. */
  compare(g: Half, h: Half): number {
    const [a, b, c, d] = [this.tail(g), this.tail(g ^ 1), this.tail(h), this.tail(h ^ 1)];
    return compareDirections(b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y);
  }

  /** The closed walks that half-edges are part of, with their faces to the left. */
  loopsOf(halves: readonly Half[]): Half[][] {
    const done = new Set<Half>();
    const loops: Half[][] = [];
    for (const h of halves) {
      if (done.has(h)) continue;
      const loop: Half[] = [];
      for (let g = h; !done.has(g); g = this.#next(g)) {
        done.add(g);
        loop.push(g);
      }
      loops.push(loop);
    }
    return loops;
  }

  /** The next half-edge around the face to the left. */
  #next(h: Half): Half {
    const around = this.leaving(this.tail(h ^ 1));
    const k = around.indexOf(h ^ 1);
    return around[(k + around.length - 1) % around.length]!;
  }

  /** Corners of a walk, x and y interleaved. */
  ringOf(loop: readonly Half[]): number[] {
    return loop.flatMap((h) => {
      const { x, y } = this.tail(h);
      return [x, y];
    });
  }
}

/** The least point of a ring, by x, then y. */
export function leastOf(ring: readonly number[]): [x: number, y: number] {
  let least = 0;
  for (let i = 2; i < ring.length; i += 2)
    if (ring[i]! < ring[least]! || (ring[i] === ring[least] && ring[i + 1]! < ring[least + 1]!))
      least = i;
  return [ring[least]!, ring[least + 1]!];
}
