import { createCellAt } from '#data/coverage/cell-at.ts';
import { partOf } from '#data/coverage/part-of.ts';
import type { EdgeSet } from '#data/coverage/edge-set.ts';

/**
 * Which cell each of many points stands in (0: in none), kept as borders move: only points of the cells that a patch
 * touches are looked at again. Whose a point is says `cellAt`, as everywhere.
 */
export class Standing {
  /** [lng, lat] interleaved, degrees. */
  readonly #at: Float64Array;
  readonly #cellOf: Uint32Array;
  readonly #in = new Map<number, Set<number>>();

  constructor(at: Float64Array, cellAt: (lng: number, lat: number) => number) {
    this.#at = at;
    this.#cellOf = new Uint32Array(at.length / 2);
    for (let i = 0; i < this.#cellOf.length; i++) this.#put(i, cellAt(at[2 * i]!, at[2 * i + 1]!));
  }

  /** Numbers of the points in a cell, in no order. */
  in(cell: number): ReadonlySet<number> {
    return this.#in.get(cell) ?? NOTHING;
  }

  cellOf(point: number): number {
    return this.#cellOf[point]!;
  }

  /** Points of cells whose border has changed, and of no cell within their box, are given to whom they are now. */
  move(
    cells: Iterable<number>,
    within: Within,
    cellAt: (lng: number, lat: number) => number,
  ): void {
    // prettier-ignore
    const moving: number[] = [];
    for (const cell of cells) moving.push(...this.in(cell));
    for (const i of this.in(0)) if (within(this.#at[2 * i]!, this.#at[2 * i + 1]!)) moving.push(i);
    for (const i of moving) {
      const cell = cellAt(this.#at[2 * i]!, this.#at[2 * i + 1]!);
      if (cell === this.#cellOf[i]) continue;
      const there = this.#in.get(this.#cellOf[i]!)!;
      there.delete(i);
      if (there.size === 0) this.#in.delete(this.#cellOf[i]!);
      this.#put(i, cell);
    }
  }

  #put(i: number, cell: number): void {
    this.#cellOf[i] = cell;
    const there = this.#in.get(cell);
    if (there) there.add(i);
    else this.#in.set(cell, new Set([i]));
  }
}

type Within = (lng: number, lat: number) => boolean;
const NOTHING: ReadonlySet<number> = new Set();

/** Whose a point is among some cells alone; 0 elsewhere. For as many points as a cell usually has. */
export function cellAtAmong(
  set: EdgeSet,
  cells: ReadonlySet<number>,
): (lng: number, lat: number) => number {
  // prettier-ignore
  const part = partOf(set, cells).toCoverage();
  return part.left.length === 0 ? () => 0 : createCellAt(part, { pixels: 64 * cells.size });
}
