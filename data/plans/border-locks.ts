import { borderThrough } from '#data/coverage/border-path.ts';
import { orient, type Edge, type EdgeSet } from '#data/coverage/edge-set.ts';
import type { Patch } from '#data/coverage/patch.ts';
import { withParents } from '#data/areas/with-parents.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { orientation } from '#data/geo/orientation.ts';

import { lockKey, type LockedEdge } from './lock-key.ts';
import type { PlanAct } from './plan-act.ts';
import { refusePlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import type { PlanState } from './plan-state.ts';

/** Locks that go and that come, each list in order. */
export interface LockChange {
  remove: LockedEdge[];
  add: LockedEdge[];
}

const endsOfEdge = ({ ax, ay, bx, by }: Edge): LockedEdge => [ax, ay, bx, by];

/**
 * Locks borders, or unlocks them: each whole, from where it parts from others to where it meets others, by one of its
 * edges; and the outlines of areas. What is locked keeps its course, whoever lies beside it.
 */
export function lockBorders(
  { set, areas, lockedBorders }: PlanState,
  { edges = [], around = [], locked }: Extract<PlanAct, { verb: 'lock-borders' }>,
): PlanEdit | PlanEditRefusal {
  const unknown = around.filter((id) => !areas.has(id));
  if (unknown.length > 0) return refusePlanEdit('no-such-area', unknown);
  const meant = new Map<string, LockedEdge>();
  const take = (edge: Edge): void => void meant.set(lockKey(endsOfEdge(edge)), endsOfEdge(edge));
  for (const [a, b] of edges) {
    const id = set.between(...pointOn(set, a), ...pointOn(set, b));
    if (id < 0) return refusePlanEdit('no-such-border');
    for (const edge of edgesAlong(set, id)) take(edge);
  }
  if (around.length > 0) {
    const asked = new Set(around);
    const within = new Map<number, Set<number>>([[0, new Set()]]);
    const askedOver = (cell: number): Set<number> => {
      let over = within.get(cell);
      if (!over) within.set(cell, (over = new Set(withParents(areas, cell).flatMap(({ id }) => (asked.has(id) ? [id] : []))))); // prettier-ignore
      return over;
    };
    for (const id of set.ids()) {
      const { left, right } = set.edge(id);
      const [one, other] = [askedOver(left), askedOver(right)];
      if ([...one].some((area) => !other.has(area)) || [...other].some((area) => !one.has(area))) take(set.edge(id)); // prettier-ignore
    }
  }
  const changed = [...meant].flatMap(([key, edge]) => (lockedBorders.has(key) === locked ? [] : [edge])); // prettier-ignore
  if (changed.length === 0) return refusePlanEdit('changes-nothing', around);
  const inOrder = changed.sort(compareLocks);
  return { borders: null, areas: [], locks: locked ? { remove: [], add: inOrder } : { remove: inOrder, add: [] } }; // prettier-ignore
}

/**
 * What becomes of locks by a patch: an edge may get other cells beside it, and a vertex where a line ends on it.
 *
 * @returns a refusal that names the cells beside a border that would not stay where it is; undefined where nothing changes
 */
export function locksAfter(
  { lockedBorders }: PlanState,
  { remove, add }: Patch,
): LockChange | PlanEditRefusal | undefined {
  if (lockedBorders.size === 0) return undefined;
  const comes = new Set(add.map((edge) => lockKey(endsOfEdge(edge))));
  const touched = remove.filter((edge) => {
    const key = lockKey(endsOfEdge(edge));
    return lockedBorders.has(key) && !comes.has(key);
  });
  if (touched.length === 0) return undefined;
  const locks: LockChange = { remove: [], add: [] };
  for (const edge of touched) {
    const pieces = piecesAlong(edge, add);
    if (!pieces) return refusePlanEdit('border-locked', [edge.left, edge.right].filter(Boolean));
    locks.remove.push(endsOfEdge(edge));
    for (const piece of pieces) locks.add.push(endsOfEdge(piece));
  }
  return { remove: locks.remove.sort(compareLocks), add: locks.add.sort(compareLocks) };
}

/** All locks of a state, in order, as an edition keeps them: by their ends, four lattice integers each. */
export function lockedBordersOf({ set, lockedBorders }: PlanState): number[] {
  const { originX, originY } = set;
  return [...lockedBorders.values()].sort(compareLocks).flatMap(([ax, ay, bx, by]) => [ax + originX, ay + originY, bx + originX, by + originY]); // prettier-ignore
}

/** Edges that come and run along one that goes, from end to end, no farther off than a step; null where they do not. */
function piecesAlong(edge: Edge, add: readonly Edge[]): Edge[] | null {
  const { ax, ay, bx, by } = edge;
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy;
  const isNear = (x: number, y: number): boolean => {
    const along = (x - ax) * dx + (y - ay) * dy;
    return along >= 0 && along <= length2 && Math.abs(orientation(ax, ay, bx, by, x, y)) <= Math.sqrt(length2); // prettier-ignore
  };
  const near = add.filter((e) => isNear(e.ax, e.ay) && isNear(e.bx, e.by));
  const pieces: Edge[] = [];
  let [x, y] = [ax, ay];
  while (x !== bx || y !== by) {
    const next = near.find((e) => !pieces.includes(e) && ((e.ax === x && e.ay === y) || (e.bx === x && e.by === y))); // prettier-ignore
    if (!next) return null;
    pieces.push(next);
    [x, y] = next.ax === x && next.ay === y ? [next.bx, next.by] : [next.ax, next.ay];
  }
  return pieces;
}

/** The edges of the border that one is part of. */
function edgesAlong(set: EdgeSet, id: number): Edge[] {
  const { points } = borderThrough(set, id);
  return points.slice(1).map((b, i) => {
    const a = points[i]!;
    const { ax, ay, bx, by } = orient(a.x, a.y, b.x, b.y, 0, 0);
    return set.edge(set.between(ax, ay, bx, by));
  });
}

function pointOn(
  { originX, originY }: EdgeSet,
  [lng, lat]: readonly [number, number],
): [number, number] {
  // prettier-ignore
  return [toLattice(lng) - originX, toLattice(lat) - originY];
}

function compareLocks(a: LockedEdge, b: LockedEdge): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}
