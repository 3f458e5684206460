import { check } from '#data/coverage/check.ts';
import type { Fault } from '#data/coverage/coverage.ts';
import { orient, type EdgeSet } from '#data/coverage/edge-set.ts';
import type { LatticePolygons } from '#data/coverage/redraw-cells.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { pointInRing } from '#data/geo/ring.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import {
  ACT_AREAS_MAX,
  ACT_BYTES_MAX,
  IMPORT_ACTS_MAX,
  REDRAWN_MAX,
  type AreaWords,
  type PlanAct,
} from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, refusePlanEdit, type PlanEditRefusal } from '#data/plans/plan-edit.ts'; // prettier-ignore
import { nextAreaId, type PlanState } from '#data/plans/plan-state.ts';
import { redrawAct } from '#data/plans/redraw-act.ts';

import type { BadWord, DrawnCell } from './read-drawn.ts';
import { repairDrawn, type Repair } from './repair-drawn.ts';

/** What a file comes to on a plan. */
export type DrawnActs =
  /** Its differences; none: it is as the plan is. With what was moved to make it seamless, where that was asked for. */
  | {
      acts: PlanAct[];
      redrawn: number;
      described: number;
      /** Cells whose parent the file leaves blank, as that of an area without a code: they stay below the one they have. */
      unplaced: number;
      repaired: Pick<Repair, 'slivers' | 'moved'> | null;
    }
  /** Its borders leave gaps or lie on each other: nothing is moved unasked. */
  | { faults: Fault[] }
  | { refused: 'too-many-cells'; areas: number[] }
  /** A row has more than an act may redraw; 0: a cell beside it. */
  | { refused: 'too-many-corners'; row: number }
  /** A row says what there is not. */
  | BadWord
  /** The plan does not take it. */
  | PlanEditRefusal;

/** Metres within which a repair may be asked for. */
export const REPAIR_M = { least: 0.05, most: 5 };

/**
 * The differences between cells that were drawn in another program and a plan, as acts. A cell is known by its id, else by
 * its code; another is new. One that the file does not have stays as it is, and is gone where one that has changed has
 * a place inside it. Rows of one cell are its parts, as another program divides it.
 *
 * @param repairWithinM makes what is not seamless so, as `repairDrawn` does; null: it is told, and nothing is moved
 */
export function actsOfDrawn(
  state: PlanState,
  drawn: readonly DrawnCell[],
  repairWithinM: number | null = null,
): DrawnActs {
  const { set, areas } = state;
  const byCode = new Map([...areas.values()].flatMap(({ id, code }) => (code && set.has(id) ? [[code, id]] : []))); // prettier-ignore
  const known = (cell: DrawnCell): number | undefined =>
    cell.id !== undefined && set.has(cell.id) ? cell.id : byCode.get(cell.code ?? '');
  // Who divides a cell in another program has its columns twice: such parts are new, and the cell is no more.
  const times = new Map<number, number>();
  for (const cell of drawn) {
    const id = known(cell);
    if (id !== undefined) times.set(id, (times.get(id) ?? 0) + 1);
  }
  const isWhole = (id: number | undefined): id is number => id !== undefined && times.get(id) === 1;
  let fresh = nextAreaId(state);
  // Areas above the cells come along in a file of all levels: their land is that of their cells.
  const cells = drawn.filter((cell) => known(cell) !== undefined || !isAbove(state, cell));
  const parents = new Map([...areas.values()].flatMap(({ id, code }) => (code && !set.has(id) ? [[code, id]] : []))); // prettier-ignore
  const lost = cells.find(({ parent }) => parent !== undefined && !parents.has(parent));
  if (lost) return { refused: 'bad-word', row: lost.row, field: 'parent' };
  const named = cells.map((cell) => {
    const id = known(cell);
    // One that came in before, and has no id of the file's, is known by its outline.
    const there = id === undefined ? cellOutlined(state, cell.coordinates) : undefined;
    return {
      cell,
      id: isWhole(id) ? id : (there ?? fresh++),
      parentId: parents.get(cell.parent ?? ''),
    };
  });
  const changed = named.filter(({ cell, id }) => !isAsDrawn(state, id, cell.coordinates));
  const there = new Set(named.map(({ id }) => id));
  const shapes = toPolygons(set.toCoverage());
  const gone = set.cells().filter((id) => {
    if (there.has(id)) return false;
    if ((times.get(id) ?? 0) > 1) return true;
    const inside = labelPoint(shapes.get(id)!);
    return changed.some(({ cell }) => holds(cell.coordinates, inside));
  });
  let repaired: Pick<Repair, 'slivers' | 'moved'> | null = null;
  let redraw: Extract<PlanAct, { verb: 'redraw' }> | null = null;
  if (changed.length > 0) {
    for (const id of gone) shapes.delete(id);
    for (const { id, cell } of changed) shapes.set(id, cell.coordinates);
    const faults = check([...shapes].map(([id, coordinates]) => ({ id, coordinates })));
    if (faults.length > 0) {
      if (repairWithinM === null) return { faults };
      const cellsOf = new Map(
        changed.map(({ id, cell }) => [id, onLattice(set, cell.coordinates)]),
      );
      const made = repairDrawn(set, cellsOf, gone, repairWithinM);
      if ('faults' in made) return made;
      if ('refused' in made && made.refused !== 'changes-nothing') return refusePlanEdit(made.refused, made.cells); // prettier-ignore
      if (!('refused' in made)) redraw = redrawAct(set, made.edit);
      repaired = 'refused' in made ? { slivers: [], moved: [] } : made;
    } else
      redraw = {
        verb: 'redraw',
        cells: changed.map(({ id, cell }) => ({ id, pieces: cell.coordinates.map((rings) => rings.map((ring) => ring.slice(1))) })), // prettier-ignore
        gone,
      };
  }
  if (redraw && Math.max(redraw.cells.length, redraw.gone.length) > REDRAWN_MAX.cells)
    return { refused: 'too-many-cells', areas: [] };
  const large = redraw?.cells.find(({ pieces }) => isTooLarge(pieces));
  if (large) return { refused: 'too-many-corners', row: named.find(({ id }) => id === large.id)?.cell.row ?? 0 }; // prettier-ignore
  if (redraw && JSON.stringify(redraw).length > ACT_BYTES_MAX)
    return { refused: 'too-many-cells', areas: [] };
  if (redraw) {
    const parentOf = new Map(named.map(({ id, parentId }) => [id, parentId]));
    const cells = redraw.cells.map((cell) => {
      const parentId = parentOf.get(cell.id);
      return parentId === undefined || set.has(cell.id) ? cell : { ...cell, parentId };
    });
    redraw = { verb: 'redraw', cells: cells.sort((a, b) => a.id - b.id), gone: redraw.gone.toSorted((a, b) => a - b) }; // prettier-ignore
  }
  // What is said of parts is compared with what they inherit: the plan is for a moment as it would be.
  const isNew = new Set(named.flatMap(({ id }) => (set.has(id) ? [] : [id])));
  const edit = redraw ? editPlan(state, redraw) : null;
  if (edit && 'refused' in edit) return edit;
  if (edit) applyPlanEdit(state, edit);
  // So narrow that nothing is left of it.
  const vanished = named.flatMap(({ id }) => (areas.has(id) ? [] : [id]));
  if (vanished.length > 0) {
    if (edit) applyPlanEdit(state, invertPlanEdit(edit));
    return refusePlanEdit('cell-would-vanish', vanished);
  }
  const moved = new Map<number, number[]>();
  for (const { id, parentId } of named) {
    if (parentId === undefined || parentId === areas.get(id)!.parentId) continue;
    moved.set(parentId, [...(moved.get(parentId) ?? []), id]);
  }
  const said = named.flatMap(({ cell, id }) => {
    const words = wordsOf(state, id, cell, isNew.has(id));
    return Object.keys(words).length > 0 ? [{ id, words }] : [];
  });
  if (edit) applyPlanEdit(state, invertPlanEdit(edit));
  const then: Extract<PlanAct, { verb: 'import' }>['then'] = [];
  for (const [parentId, ids] of moved)
    for (const areas of inActs(ids)) then.push({ verb: 'reassign', areas, parentId });
  for (const areas of inActs(said)) then.push({ verb: 'describe', areas });
  const described = new Set([...moved.values(), said.map(({ id }) => id)].flat());
  const redrawn = redraw ? redraw.cells.length + redraw.gone.length : 0;
  const unplaced = named.filter(({ cell, parentId }) => cell.parent === '' && parentId === undefined).length; // prettier-ignore
  return { acts: asOne(redraw, then), redrawn, described: described.size, unplaced, repaired };
}

/** Of a cell: pieces, rings of a piece or corners of a ring, which are more than an act may have. */
function isTooLarge(
  pieces: Extract<PlanAct, { verb: 'redraw' }>['cells'][number]['pieces'],
): boolean {
  return (
    pieces.length > REDRAWN_MAX.pieces ||
    pieces.some((rings) => rings.length > REDRAWN_MAX.rings || rings.some((ring) => ring.length > REDRAWN_MAX.corners)) // prettier-ignore
  );
}

/** The acts of a file as one, so that it is one step; as they are where it would be longer than an act may be. */
function asOne(
  redraw: Extract<PlanAct, { verb: 'redraw' }> | null,
  then: Extract<PlanAct, { verb: 'import' }>['then'],
): PlanAct[] {
  const all = redraw ? [redraw, ...then] : then;
  const bytes = (redraw ? JSON.stringify(redraw).length : 0) + 3 * JSON.stringify(then).length;
  if (all.length < 2 || then.length > IMPORT_ACTS_MAX || bytes > ACT_BYTES_MAX) return all;
  return [{ verb: 'import', then, ...(redraw ? { redraw } : {}) }];
}

/** What is said of areas, in as many acts as it takes: none names more of them, or is longer, than one may. */
function inActs<T>(said: readonly T[]): T[][] {
  const acts: T[][] = [];
  let bytes = 0;
  for (const one of said) {
    // A sign has three bytes at most; one beyond the first 65,536 counts twice here and has four.
    const more = 3 * JSON.stringify(one).length + 1;
    const last = acts.at(-1);
    if (last && last.length < ACT_AREAS_MAX && bytes + more < ACT_BYTES_MAX - 1000) last.push(one);
    else {
      acts.push([one]);
      bytes = 0;
    }
    bytes += more;
  }
  return acts;
}

/** An area of the plan that is no cell, by id, code or level. */
function isAbove({ set, areas }: PlanState, { id, code, level }: DrawnCell): boolean {
  if (id !== undefined && areas.has(id) && !set.has(id)) return true;
  if (code && [...areas.values()].some((area) => area.code === code && !set.has(area.id))) return true; // prettier-ignore
  const cellLevels = new Set(set.cells().map((cell) => areas.get(cell)?.level));
  return level !== undefined && !cellLevels.has(level);
}

/** The cell that has this very outline; undefined where none has. */
function cellOutlined(state: PlanState, coordinates: MultiPolygonCoordinates): number | undefined {
  const [from, to] = onLattice(state.set, coordinates)[0]![0]!;
  if (!from || !to) return undefined;
  const { ax, ay, bx, by } = orient(from.x, from.y, to.x, to.y, 0, 0);
  const edge = state.set.between(ax, ay, bx, by);
  if (edge < 0) return undefined;
  const { left, right } = state.set.edge(edge);
  return [left, right].find((cell) => cell !== 0 && isAsDrawn(state, cell, coordinates));
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

/** Rings without their last corner, in steps from the origin. */
const onLattice = ({ originX, originY }: EdgeSet, coordinates: MultiPolygonCoordinates): LatticePolygons =>
  coordinates.map((rings) => rings.map((ring) => ring.slice(1).map(([lng, lat]) => ({ x: toLattice(lng) - originX, y: toLattice(lat) - originY })))); // prettier-ignore

const holds = (coordinates: MultiPolygonCoordinates, [lng, lat]: Position): boolean =>
  coordinates.some(([outer, ...holes]) => pointInRing(lng, lat, outer!.flat()) > 0 && holes.every((hole) => pointInRing(lng, lat, hole.flat()) < 0)); // prettier-ignore

/** What a file says of a cell otherwise than the plan; of a new one all that it says. Codes are allotted, or stay. */
function wordsOf(
  { areas }: PlanState,
  id: number,
  cell: DrawnCell,
  isNew: boolean,
): Partial<AreaWords> {
  const was = areas.get(id);
  const words: Partial<AreaWords> = {};
  if (cell.name !== undefined && cell.name !== was?.name && (isNew || cell.name !== ''))
    words.name = cell.name;
  if (cell.nameEn !== undefined && cell.nameEn !== (was?.nameEn ?? null))
    words.nameEn = cell.nameEn;
  if (cell.kind !== undefined && cell.kind !== (was?.kind ?? 'comprehensive'))
    words.kind = cell.kind;
  return words;
}
