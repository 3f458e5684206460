import { orientation } from '#data/geo/orientation.ts';

import { compareEdges, EdgeSet, endsOf, orient, type Edge, type LatticePoint } from './edge-set.ts';
import { pointKey } from './point-key.ts';

/** A piece of an edge, of a fresh line, or of several that fell together. */
export interface Piece extends Edge {
  /** A fresh line runs along it. */
  fresh: boolean;
  /** How many fresh lines run along it from its lesser end, less those that run the other way. */
  turn: number;
}

/** What fresh lines make of a coverage's edges, before anybody says whose the faces are. */
export interface Noded {
  /** Edges of the set that give way to pieces. */
  pulled: Set<number>;
  /**
   * Pieces of pulled edges, and of the fresh lines: they meet each other and the edges that stayed only at ends. One
   * that is `fresh` alone has both sides 0: no cell was parted there before.
   */
  pieces: Piece[];
}

/** Splits in one edit; a line of a thousand corners across a thousand cells needs fewer. */
const MAX_SPLITS = 200_000;

/**
 * Cuts fresh lines and the edges of a coverage where they meet, on the lattice: a crossing is an exact fraction,
 * rounded once; an edge that passes through the unit square about a vertex that is new to it bends through that
 * vertex; again until nothing moves (iterated snap rounding: Hobby 1999; Halperin, Packer 2002). Edges that nothing
 * new comes near stay as they are. Edges that fall together are one, their sides cancelled.
 *
 * @param lines corners one after another; repeated ones count once
 * @param instead edges of the set that others take the place of, before anything is looked at
 * @returns null where cells would fall together that a lattice step apart cannot be told, or after `MAX_SPLITS`
 */
export function nodeEdges(
  set: EdgeSet,
  lines: readonly (readonly LatticePoint[])[],
  instead: { of: readonly number[]; edges: readonly Edge[] } = { of: [], edges: [] },
): Noded | null {
  const work = new EdgeSet(set.originX, set.originY);
  /** Fresh edges of the work → 1 where they run from their lesser end, −1 where the other way. */
  const turns = new Map<number, number>();
  const pulled = new Set<number>(instead.of);
  const queue: number[] = [];
  let splits = 0;

  const add = (edge: Edge, turn?: number): void => {
    const id = work.insert(edge);
    if (turn) turns.set(id, turn);
    queue.push(id);
  };
  /** Parts an edge of the work at a point that is none of its ends. */
  const split = (id: number, { x, y }: LatticePoint): void => {
    splits++;
    const { ax, ay, bx, by, left, right } = work.edge(id);
    const turn = turns.get(id);
    turns.delete(id);
    work.remove(id);
    for (const [ux, uy, vx, vy] of [
      [ax, ay, x, y],
      [x, y, bx, by],
    ] as const) {
      // Rounding may turn a short piece round.
      const piece = orient(ux, uy, vx, vy, left, right);
      const kept = piece.ax === ux && piece.ay === uy;
      add(piece, turn && (kept ? turn : -turn));
    }
  };
  const pull = (id: number): number => {
    pulled.add(id);
    return work.insert(set.edge(id));
  };

  /** Looks at an edge of the work beside another; what of the two was parted. */
  const meet = (s: number, t: number, ofSet: boolean): 'none' | 'first' | 'second' => {
    const e = work.edge(s);
    const f = ofSet ? set.edge(t) : work.edge(t);
    if (apart(e, f)) return 'none';
    if (e.ax === f.ax && e.ay === f.ay && e.bx === f.bx && e.by === f.by) {
      // Two of one place are made one in the end.
      if (ofSet) pull(t);
      return 'none';
    }
    const mine = (): number => (ofSet ? pull(t) : t);
    const crossing = crossingOf(e, f);
    if (crossing) {
      const splitsE = !endsAt(e, crossing.x, crossing.y);
      if (!endsAt(f, crossing.x, crossing.y)) split(mine(), crossing);
      if (splitsE) split(s, crossing);
      return splitsE ? 'first' : 'second';
    }
    for (const u of endsOf(f))
      if (!endsAt(e, u.x, u.y) && passes(e, u)) {
        split(s, u);
        return 'first';
      }
    for (const v of endsOf(e)) {
      // What stayed as it was need not bend through what was there before.
      if (ofSet && set.at(v.x, v.y).length > 0) continue;
      if (!endsAt(f, v.x, v.y) && passes(f, v)) {
        split(mine(), v);
        return 'second';
      }
    }
    return 'none';
  };

  for (const line of lines)
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1]!, line[i]!];
      if (a.x === b.x && a.y === b.y) continue;
      const edge = orient(a.x, a.y, b.x, b.y, 0, 0);
      add(edge, edge.ax === a.x && edge.ay === a.y ? 1 : -1);
    }
  for (const edge of instead.edges) add(edge);
  const others: number[] = [];
  for (let s = queue.pop(); s !== undefined; s = queue.pop()) {
    if (splits > MAX_SPLITS) return null;
    // Numbers are used again: whatever has this one now is looked at.
    if (!work.isThere(s)) continue;
    const e = work.edge(s);
    const box = [e.ax - 1, Math.min(e.ay, e.by) - 1, e.bx + 1, Math.max(e.ay, e.by) + 1] as const;
    others.length = 0;
    set.near(...box, (t) => !pulled.has(t) && !apart(e, set.edge(t)) && others.push(t));
    // The same edges give the same pieces, in whatever order they once came.
    others.sort((t, u) => compareEdges(set.edge(t), set.edge(u)));
    const ofSet = others.length;
    work.near(...box, (t) => t !== s && others.push(t));
    for (let k = 0; k < others.length; k++) {
      const t = others[k]!;
      const parted = meet(s, t, k < ofSet);
      if (parted === 'none') continue;
      if (parted === 'second') queue.push(s);
      break;
    }
  }
  const pieces = joinEqual(work, turns);
  return pieces && { pulled, pieces };
}

/** Pieces between the same two points become one; what one has on its left another has on its right is gone. */
function joinEqual(work: EdgeSet, turns: ReadonlyMap<number, number>): Piece[] | null {
  const groups = new Map<string, { piece: Piece; left: number[]; right: number[] }>();
  for (const id of work.ids()) {
    const edge = work.edge(id);
    const key = `${pointKey(edge.ax, edge.ay)} ${pointKey(edge.bx, edge.by)}`;
    let group = groups.get(key);
    if (!group) {
      group = { piece: { ...edge, fresh: false, turn: 0 }, left: [], right: [] };
      groups.set(key, group);
    }
    const turn = turns.get(id);
    if (turn) {
      group.piece.fresh = true;
      group.piece.turn += turn;
    } else {
      group.left.push(edge.left);
      group.right.push(edge.right);
    }
  }
  const pieces: Piece[] = [];
  for (const { piece, left, right } of groups.values()) {
    for (let i = left.length - 1; i >= 0; i--) {
      const k = right.indexOf(left[i]!);
      if (k < 0) continue;
      left.splice(i, 1);
      right.splice(k, 1);
    }
    if (left.length > 1) return null;
    if (left.length === 0 && !piece.fresh) continue;
    pieces.push({ ...piece, left: left[0] ?? 0, right: right[0] ?? 0 });
  }
  return pieces;
}

const endsAt = (e: Edge, x: number, y: number): boolean =>
  (e.ax === x && e.ay === y) || (e.bx === x && e.by === y);

/** Whether two edges' boxes lie more than a step apart. */
function apart(e: Edge, f: Edge): boolean {
  return (
    e.bx + 1 < f.ax ||
    f.bx + 1 < e.ax ||
    Math.max(e.ay, e.by) + 1 < Math.min(f.ay, f.by) ||
    Math.max(f.ay, f.by) + 1 < Math.min(e.ay, e.by)
  );
}

/** Where two edges cross, each within itself, rounded to the lattice; null where they do not. */
export function crossingOf(e: Edge, f: Edge): LatticePoint | null {
  const a = orientation(f.ax, f.ay, f.bx, f.by, e.ax, e.ay);
  const b = orientation(f.ax, f.ay, f.bx, f.by, e.bx, e.by);
  if (!(a > 0 && b < 0) && !(a < 0 && b > 0)) return null;
  const c = orientation(e.ax, e.ay, e.bx, e.by, f.ax, f.ay);
  const d = orientation(e.ax, e.ay, e.bx, e.by, f.bx, f.by);
  if (!(c > 0 && d < 0) && !(c < 0 && d > 0)) return null;
  // a / (a − b) of the way along e.
  const along = BigInt(a);
  const whole = BigInt(a) - BigInt(b);
  return {
    x: e.ax + roundRatio(along * BigInt(e.bx - e.ax), whole),
    y: e.ay + roundRatio(along * BigInt(e.by - e.ay), whole),
  };
}

/** n/d to the nearest integer, a half upwards. */
function roundRatio(n: bigint, d: bigint): number {
  if (d < 0n) return roundRatio(-n, -d);
  const twice = 2n * n + d;
  const floor = twice >= 0n ? twice / (2n * d) : -((-twice + 2n * d - 1n) / (2n * d));
  return Number(floor);
}

/**
 * Whether an edge passes through the open unit square about a point (three separating axes; exact for edges up to half
 * of `MAX_REACH` long).
 */
export function passes(e: Edge, { x, y }: LatticePoint): boolean {
  if (2 * e.bx <= 2 * x - 1 || 2 * e.ax >= 2 * x + 1) return false;
  if (2 * Math.max(e.ay, e.by) <= 2 * y - 1 || 2 * Math.min(e.ay, e.by) >= 2 * y + 1) return false;
  const dx = e.bx - e.ax;
  const dy = e.by - e.ay;
  // Twice the distance from the line times its length, against that of the square's farthest corner.
  return Math.abs(2 * (dx * (y - e.ay) - dy * (x - e.ax))) < Math.abs(dx) + Math.abs(dy);
}
