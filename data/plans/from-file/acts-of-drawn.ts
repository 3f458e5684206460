import { check } from '#data/coverage/check.ts';
import type { Fault } from '#data/coverage/coverage.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { pointInRing } from '#data/geo/ring.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import type { AreaWords, PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEditRefusal } from '#data/plans/plan-edit.ts';
import { nextAreaId, type PlanState } from '#data/plans/plan-state.ts';

import type { DrawnCell } from './read-drawn.ts';

/** What a file comes to on a plan. */
export type DrawnActs =
  /** Its differences; none: it is as the plan is. */
  | { acts: PlanAct[]; redrawn: number; described: number }
  /** Its borders leave gaps or lie on each other: nothing is moved unasked. */
  | { faults: Fault[] }
  /** The plan does not take it. */
  | PlanEditRefusal;

/**
 * The differences between cells that were drawn in another program and a plan, as acts. A cell is known by its id, else by
 * its code; another is new. One that the file does not have stays as it is, and is gone where one that has changed has
 * a place inside it.
 */
export function actsOfDrawn(state: PlanState, drawn: readonly DrawnCell[]): DrawnActs {
  const { set, areas } = state;
  const byCode = new Map([...areas.values()].flatMap(({ id, code }) => (code && set.has(id) ? [[code, id]] : []))); // prettier-ignore
  const known = (cell: DrawnCell): number | undefined =>
    cell.id !== undefined && set.has(cell.id) ? cell.id : byCode.get(cell.code ?? '');
  let fresh = nextAreaId(state);
  // Areas above the cells come along in a file of all levels: their land is that of their cells.
  const cells = drawn.filter((cell) => known(cell) !== undefined || !isAbove(state, cell));
  const parents = new Map([...areas.values()].flatMap(({ id, code }) => (code && !set.has(id) ? [[code, id]] : []))); // prettier-ignore
  const named = cells.map((cell) => ({ cell, id: known(cell) ?? fresh++, parentId: parents.get(cell.parent ?? '') })); // prettier-ignore
  const changed = named.filter(({ cell, id }) => !isAsDrawn(state, id, cell.coordinates));
  const there = new Set(named.map(({ id }) => id));
  const shapes = toPolygons(set.toCoverage());
  const gone = set.cells().filter((id) => {
    if (there.has(id)) return false;
    const inside = labelPoint(shapes.get(id)!);
    return changed.some(({ cell }) => holds(cell.coordinates, inside));
  });
  if (changed.length > 0) {
    for (const id of gone) shapes.delete(id);
    for (const { id, cell } of changed) shapes.set(id, cell.coordinates);
    const faults = check([...shapes].map(([id, coordinates]) => ({ id, coordinates })));
    if (faults.length > 0) return { faults };
  }
  const acts: PlanAct[] = [];
  if (changed.length > 0)
    acts.push({
      verb: 'redraw',
      cells: changed
        .map(({ id, cell, parentId }) => ({
          id,
          pieces: cell.coordinates.map((rings) => rings.map((ring) => ring.slice(1))),
          ...(parentId !== undefined && !set.has(id) ? { parentId } : {}),
        }))
        .sort((a, b) => a.id - b.id),
      gone: gone.sort((a, b) => a - b),
    });
  // What is said of parts is compared with what they inherit: the plan is for a moment as it would be.
  const edit = acts[0] ? editPlan(state, acts[0]) : null;
  if (edit && 'refused' in edit) return edit;
  if (edit) applyPlanEdit(state, edit);
  const moved = new Map<number, number[]>();
  for (const { id, parentId } of named) {
    if (parentId === undefined || parentId === areas.get(id)!.parentId) continue;
    moved.set(parentId, [...(moved.get(parentId) ?? []), id]);
  }
  const said = named.flatMap(({ cell, id }) => {
    const words = wordsOf(state, id, cell);
    return Object.keys(words).length > 0 ? [{ id, words }] : [];
  });
  if (edit) applyPlanEdit(state, invertPlanEdit(edit));
  for (const [parentId, ids] of moved) acts.push({ verb: 'reassign', areas: ids, parentId });
  if (said.length > 0) acts.push({ verb: 'describe', areas: said });
  const described = new Set([...moved.values(), said.map(({ id }) => id)].flat());
  return { acts, redrawn: changed.length + gone.length, described: described.size };
}

/** An area of the plan that is no cell, by id, code or level. */
function isAbove({ set, areas }: PlanState, { id, code, level }: DrawnCell): boolean {
  if (id !== undefined && areas.has(id) && !set.has(id)) return true;
  if (code && [...areas.values()].some((area) => area.code === code && !set.has(area.id))) return true; // prettier-ignore
  const cellLevels = new Set(set.cells().map((cell) => areas.get(cell)?.level));
  return level !== undefined && !cellLevels.has(level);
}

/** Whether a cell has this very outline. */
function isAsDrawn({ set }: PlanState, id: number, coordinates: MultiPolygonCoordinates): boolean {
  if (!set.has(id)) return false;
  const { originX, originY } = set;
  const edges = new Set<string>();
  for (const ring of coordinates.flat())
    for (let i = 1; i < ring.length; i++) {
      const [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!].map(([lng, lat]) => [toLattice(lng) - originX, toLattice(lat) - originY]) as [Position, Position]; // prettier-ignore
      edges.add(ax < bx || (ax === bx && ay < by) ? lockKey([ax, ay, bx, by]) : lockKey([bx, by, ax, ay])); // prettier-ignore
    }
  const own = set.of(id);
  if (own.size !== edges.size) return false;
  for (const edge of own) {
    const { ax, ay, bx, by } = set.edge(edge);
    if (!edges.has(lockKey([ax, ay, bx, by]))) return false;
  }
  return true;
}

const holds = (coordinates: MultiPolygonCoordinates, [lng, lat]: Position): boolean =>
  coordinates.some(([outer, ...holes]) => pointInRing(lng, lat, outer!.flat()) > 0 && holes.every((hole) => pointInRing(lng, lat, hole.flat()) < 0)); // prettier-ignore

/** What a file says of a cell otherwise than the plan; of a new one all that it says. Codes are allotted, or stay. */
function wordsOf({ areas }: PlanState, id: number, cell: DrawnCell): Partial<AreaWords> {
  const was = areas.get(id);
  const words: Partial<AreaWords> = {};
  if (cell.name !== undefined && cell.name !== was?.name) words.name = cell.name;
  if (cell.nameEn !== undefined && cell.nameEn !== (was?.nameEn ?? null))
    words.nameEn = cell.nameEn;
  if (cell.kind !== undefined && cell.kind !== (was?.kind ?? 'comprehensive'))
    words.kind = cell.kind;
  return words;
}
