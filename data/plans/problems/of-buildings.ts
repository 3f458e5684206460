import { endsOf, type Edge, type EdgeSet } from '#data/coverage/edge-set.ts';
import { orientation } from '#data/geo/orientation.ts';
import type { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import type { PlanGround } from '#data/plans/plan-ground.ts';

import type { Problem } from './problem.ts';

/** A building reaches over a border where it does so by more than this on either side: about half a metre, steps. */
const REACH = 50;
/** Side of a square of the index, lattice steps: a power of two. */
const SHIFT = 13;

type Box = [west: number, south: number, east: number, north: number];

/** Buildings found by place, lattice steps from the origin of a set: they stay where they are. */
export class BuildingBoxes {
  readonly #boxes: Box[] = [];
  readonly #squares = new Map<number, number[]>();

  constructor(ground: PlanGround, set: EdgeSet) {
    for (let i = 0; i < ground.count; i++) {
      const box = boxOfRings(ringsOf(ground, set, i));
      this.#boxes.push(box);
      this.#visit(box, (key) => {
        const list = this.#squares.get(key);
        if (list) list.push(i);
        else this.#squares.set(key, [i]);
      });
    }
  }

  /** Numbers of the buildings whose box meets one of others, each once. */
  meeting(boxes: Iterable<Box>): Set<number> {
    const found = new Set<number>();
    for (const box of boxes)
      this.#visit(box, (key) => {
        for (const i of this.#squares.get(key) ?? []) if (meets(this.#boxes[i]!, box)) found.add(i);
      });
    return found;
  }

  #visit([west, south, east, north]: Box, visit: (key: number) => void): void {
    for (let i = west >> SHIFT; i <= east >> SHIFT; i++)
      for (let j = south >> SHIFT; j <= north >> SHIFT; j++) visit(i * 2 ** 20 + j);
  }
}

const meets = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]; // prettier-ignore
export const boxOf = ({ ax, ay, bx, by }: Edge): Box => [ax, Math.min(ay, by), bx, Math.max(ay, by)]; // prettier-ignore

function boxOfRings(rings: readonly number[][]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (let v = 0; v < ring.length; v += 2) {
      box[0] = Math.min(box[0], ring[v]!);
      box[1] = Math.min(box[1], ring[v + 1]!);
      box[2] = Math.max(box[2], ring[v]!);
      box[3] = Math.max(box[3], ring[v + 1]!);
    }
  return box;
}

/** The rings of a building, x and y interleaved, closed, lattice steps from the origin of a set. */
export function ringsOf(ground: PlanGround, { originX, originY }: EdgeSet, i: number): number[][] {
  const { positions, ringStarts } = ground.footprints;
  const rings: number[][] = [];
  for (let r = ground.firstRing[i]!; r < ground.firstRing[i + 1]!; r++) {
    const ring: number[] = [];
    for (let v = ringStarts[r]!; v < ringStarts[r + 1]!; v++)
      ring.push(positions[2 * v]! - originX, positions[2 * v + 1]! - originY);
    rings.push(ring);
  }
  return rings;
}

/** The cells between which a border runs through a building; none where none does. */
export function cellsThrough({ state: { set }, ground }: PlanFigures, i: number): Set<number> {
  const cells = new Set<number>();
  const rings = ringsOf(ground, set, i);
  const box = boxOfRings(rings);
  set.near(...box, (id) => {
    const edge = set.edge(id);
    if (meets(box, boxOf(edge)) && isCutBy(rings, edge)) cells.add(edge.left).add(edge.right);
  });
  cells.delete(0);
  return cells;
}

/** Whether a border runs through a building, and between which cells. */
export function problemOfBuilding(figures: PlanFigures, i: number): Problem | null {
  const cells = cellsThrough(figures, i);
  if (cells.size === 0) return null;
  const { at, ids } = figures.ground;
  return { kind: 'building-in-two-cells', areas: [...cells].sort((a, b) => a - b), buildings: [ids[i]!], compoundId: null, at: [at[2 * i]!, at[2 * i + 1]!], size: cells.size }; // prettier-ignore
}

/** Whether an edge crosses a wall of a building that reaches far enough on both sides of it. */
function isCutBy(rings: readonly number[][], edge: Edge): boolean {
  const [a, b] = endsOf(edge);
  const side = (x: number, y: number): number => orientation(a.x, a.y, b.x, b.y, x, y);
  let crosses = false;
  let [left, right] = [0, 0];
  for (const ring of rings)
    for (let v = 0; v + 3 < ring.length; v += 2) {
      const [cx, cy, dx, dy] = [ring[v]!, ring[v + 1]!, ring[v + 2]!, ring[v + 3]!];
      const [c, d] = [side(cx, cy), side(dx, dy)];
      left = Math.max(left, c);
      right = Math.max(right, -c);
      if (c > 0 === d > 0 || c === 0 || d === 0) continue;
      const from = orientation(cx, cy, dx, dy, a.x, a.y);
      const to = orientation(cx, cy, dx, dy, b.x, b.y);
      // A border may also end on a wall, or within the building at a vertex of its own.
      if (from === 0 || to === 0 || from > 0 !== to > 0) crosses = true;
    }
  const reach = REACH * Math.hypot(b.x - a.x, b.y - a.y);
  return crosses && left > reach && right > reach;
}

/** A building that stands outside all areas. */
export function problemOutside({ ground }: PlanFigures, i: number): Problem {
  const { at, ids, households } = ground;
  return { kind: 'building-in-no-cell', areas: [], buildings: [ids[i]!], compoundId: null, at: [at[2 * i]!, at[2 * i + 1]!], size: Math.max(0, households[i]!) }; // prettier-ignore
}
