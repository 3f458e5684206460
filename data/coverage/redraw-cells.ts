import { toDegrees } from '#data/geo/lattice.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { ringArea2 } from '#data/geo/ring.ts';

import { check } from './check.ts';
import { orient, type Edge, type EdgeSet, type LatticePoint } from './edge-set.ts';
import { editOf, refuse, type Edit, type EditRefusal } from './edit.ts';
import { partOf } from './part-of.ts';
import { applyPatch, type Patch } from './patch.ts';
import { landOf, sharedArea2 } from './shared-land.ts';
import { toPolygons } from './to-polygons.ts';

/** A cell's polygons, each its outer ring and its holes, not closed, lattice steps from the origin. */
export type LatticePolygons = readonly (readonly (readonly LatticePoint[])[])[];

export interface RedrawInput {
  /** What cells are like from now on, by id: those that stay with another border, and new ones. */
  cells: ReadonlyMap<number, LatticePolygons>;
  /** Cells that are no more. */
  gone: readonly number[];
}

/**
 * Gives cells borders that were drawn elsewhere. They and the cells that are not named must be seamless to the last
 * vertex, as they are in a coverage: nothing is moved here.
 */
export function redrawCells(set: EdgeSet, { cells, gone }: RedrawInput): Edit | EditRefusal {
  const unknown = gone.filter((cell) => !set.has(cell));
  if (unknown.length > 0) return refuse('no-such-cell', unknown);
  const before = [...new Set([...cells.keys(), ...gone])].filter((cell) => set.has(cell));
  const laid = layEdges(set, cells, new Set(before));
  if ('refused' in laid) return laid;
  const beside = cellsNear(set, laid, before);
  const kept = [...beside].filter((cell) => !before.includes(cell));
  const at = ({ x, y }: LatticePoint): Position => [toDegrees(x + set.originX), toDegrees(y + set.originY)]; // prettier-ignore
  const shapes = [
    ...[...toPolygons(partOf(set, new Set(kept)).toCoverage())].map(([id, coordinates]) => ({ id, coordinates })), // prettier-ignore
    ...[...cells].map(([id, polygons]) => ({ id, coordinates: polygons.map((rings) => rings.map((ring) => closed(ring.map(at)))) as MultiPolygonCoordinates })), // prettier-ignore
  ];
  // Between these lie others that are not asked: a gap is what `editOf` finds shut in.
  const wrong = check(shapes).filter(({ kind }) => kind !== 'gap');
  if (wrong.length > 0) return refuse('borders-do-not-match', new Set(wrong.flatMap((fault) => fault.cells))); // prettier-ignore
  return editOf(set, laid, whoseLand(set, laid, { before, beside, after: [...cells.keys()] }));
}

const closed = (ring: Position[]): Position[] => [...ring, ring[0]!];

/** Takes the cells' old edges away and lays the new ones, each cell on its own side. */
function layEdges(
  set: EdgeSet,
  cells: RedrawInput['cells'],
  before: ReadonlySet<number>,
): Patch | EditRefusal {
  const keyOf = ({ ax, ay, bx, by }: Edge): string => `${ax} ${ay} ${bx} ${by}`;
  const old = new Map<string, Edge>();
  const laid = new Map<string, Edge>();
  const cleared = (cell: number): number => (before.has(cell) ? 0 : cell);
  const lift = (id: number): Edge => {
    const edge = set.edge(id);
    const bare = { ...edge, left: cleared(edge.left), right: cleared(edge.right) };
    old.set(keyOf(edge), edge);
    laid.set(keyOf(edge), bare);
    return bare;
  };
  for (const cell of before) for (const id of set.of(cell)) if (!old.has(keyOf(set.edge(id)))) lift(id); // prettier-ignore
  for (const [cell, polygons] of cells)
    for (const rings of polygons)
      for (const [r, ring] of rings.entries()) {
        const area2 = ringArea2(ring.flatMap(({ x, y }) => [x, y]));
        if (area2 === 0) return refuse('ring-not-simple', [cell]);
        // A cell lies to the left of its rings: outer ones run counter-clockwise, holes clockwise.
        const way = area2 > 0 === (r === 0) ? ring : ring.toReversed();
        for (const [i, from] of way.entries()) {
          const to = way[(i + 1) % way.length]!;
          if (from.x === to.x && from.y === to.y) continue;
          const edge = orient(from.x, from.y, to.x, to.y, cell, 0);
          const side = edge.left === cell ? 'left' : 'right';
          let there = laid.get(keyOf(edge));
          if (!there) {
            const id = set.between(edge.ax, edge.ay, edge.bx, edge.by);
            there = id < 0 ? { ...edge, left: 0, right: 0 } : lift(id);
            laid.set(keyOf(edge), there);
          }
          if (there[side] !== 0)
            return refuse('borders-do-not-match', new Set([cell, there[side]]));
          there[side] = cell;
        }
      }
  const isAsItWas = (edge: Edge, was: Edge | undefined): boolean => was !== undefined && was.left === edge.left && was.right === edge.right; // prettier-ignore
  return {
    remove: [...old].flatMap(([key, edge]) => (isAsItWas(edge, laid.get(key)) ? [] : [edge])),
    add: [...laid].flatMap(([key, edge]) => edge.left === edge.right || isAsItWas(edge, old.get(key)) ? [] : [edge]), // prettier-ignore
  };
}

/** Cells of a coverage that are redrawn, border on those, or lie where new edges run. */
function cellsNear(set: EdgeSet, { remove, add }: Patch, before: readonly number[]): Set<number> {
  const near = new Set(before);
  const take = (cell: number): void => {
    if (cell !== 0 && set.has(cell)) near.add(cell);
  };
  for (const { left, right } of [...remove, ...add]) [left, right].forEach(take);
  for (const { ax, ay, bx, by } of add)
    set.near(ax, Math.min(ay, by), bx, Math.max(ay, by), (id) => {
      take(set.edge(id).left);
      take(set.edge(id).right);
    });
  return near;
}

/** Which cells land goes to → from; 0 is outside. */
function whoseLand(
  set: EdgeSet,
  patch: Patch,
  of: { before: readonly number[]; beside: ReadonlySet<number>; after: readonly number[] },
): Map<number, Set<number>> {
  const part = partOf(set, of.beside);
  const lands = of.before.map((cell) => [cell, landOf(part, cell)] as const);
  const left = new Map(lands.map(([cell, { area2 }]) => [cell, area2]));
  applyPatch(part, patch);
  const from = new Map<number, Set<number>>();
  const give = (to: number, cell: number): void => {
    if (to !== cell) from.set(to, (from.get(to) ?? new Set()).add(cell));
  };
  for (const cell of of.after) {
    const land = landOf(part, cell);
    let found = 0;
    for (const [giver, was] of lands) {
      const shared = sharedArea2(land, was);
      if (shared < LEAST) continue;
      found += shared;
      left.set(giver, left.get(giver)! - shared);
      give(cell, giver);
    }
    if (land.area2 - found >= LEAST) give(cell, 0);
  }
  for (const [cell, rest] of left) if (rest >= LEAST) give(0, cell);
  // Corners that lie on a straight line bound nothing; who takes them out, or puts them in, means the border all the same.
  if (from.size === 0) for (const cell of of.before) from.set(cell, new Set([cell]));
  return from;
}
/** Twice the area, steps², that is more than rounding. */
const LEAST = 0.01;
