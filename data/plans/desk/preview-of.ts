import type { Edge, EdgeSet } from '#data/coverage/edge-set.ts';
import { invertPatch } from '#data/coverage/patch.ts';
import { withParents } from '#data/areas/with-parents.ts';
import type { Position } from '#data/geo/geometry.ts';
import { figuresOf, type PlanAreaFigures } from '#data/plans/figures/area-figures.ts';
import type { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanArea, PlanState } from '#data/plans/plan-state.ts';
import type { PlanProblems } from '#data/plans/problems/plan-problems.ts';

import { asEdges } from './as-edges.ts';
import type { Edges } from './desk-words.ts';
import { isMadeUp, liesOn } from './lies-on.ts';

/** An area that an act would leave: what it would be like. */
export interface PreviewRow {
  id: number;
  /** As it would be described; its name is '' where it has none yet. */
  area: PlanArea;
  isNew: boolean;
  /** null while they are not counted. */
  figures: PlanAreaFigures | null;
  labelAt: Position;
}

/** What an act would come to, seen before it is done. */
export type Preview =
  | { refused: string; areas: readonly number[] }
  | {
      refused: null;
      /** Areas with other land, or other figures, and those that would be new. Cells and what lies above them, by level, then id. */
      rows: readonly PreviewRow[];
      /** Areas that would be no more. */
      retired: readonly number[];
      /** Borders that would come and go. */
      comes: Edges;
      goes: Edges;
      /** Buildings that would stand in another area, where that they stand in stays; those that a new border would run through. null while they are not counted. */
      buildingsMoved: number | null;
      buildingsCut: number | null;
    };

export interface Counted {
  figures: PlanFigures;
  problems: PlanProblems;
  levels: readonly { rank: number; key: string }[];
}

/** What is kept of a state for showing it. */
interface Shown {
  /** Brings it up to an edit that was made, or taken back. */
  follow: (edit: PlanEdit) => void;
  /** Where the name of an area stands. */
  labelOf: (id: number) => Position;
}

/**
 * What an act would come to. The state, and what is counted of it, is afterwards as it was.
 *
 * @param counted null until what stands on the ground is known: then no figures are told, and no buildings
 */
export function previewOf(
  state: PlanState,
  counted: Counted | null,
  act: PlanAct,
  shown: Shown,
): Preview {
  const edit = editPlan(state, act);
  if ('refused' in edit) return edit;
  const { comes, goes } = movedEdges(edit);
  const told = {
    refused: null,
    retired: edit.areas.flatMap(({ id, is }) => (is === null ? [id] : [])),
    comes: asEdges(state.set, comes),
    goes: asEdges(state.set, goes),
  } as const;
  const isNew = new Set(edit.areas.flatMap(({ id, was }) => (was === null ? [id] : [])));
  const rowOf = (id: number, figures: PlanAreaFigures | null): PreviewRow => ({ id, area: state.areas.get(id)!, isNew: isNew.has(id), figures, labelAt: shown.labelOf(id) }); // prettier-ignore
  const inOrder = (ids: Iterable<number>): number[] => [...ids].filter((id) => state.areas.has(id)).sort((a, b) => state.areas.get(a)!.level - state.areas.get(b)!.level || a - b); // prettier-ignore
  if (!counted) {
    applyPlanEdit(state, edit);
    try {
      shown.follow(edit);
      const rows = inOrder(touchedBy(state, edit)).map((id) => rowOf(id, null));
      return { ...told, rows, buildingsMoved: null, buildingsCut: null };
    } finally {
      applyPlanEdit(state, invertPlanEdit(edit));
      shown.follow(edit);
    }
  }
  const { figures, problems, levels } = counted;
  const stoodIn = buildingsIn(figures, state.set, edit);
  const seen = figures.tryOut(edit, ({ areas }) => {
    shown.follow(edit);
    let moved = 0;
    // Who stands in a part of what is no more has moved nowhere.
    for (const [i, cell] of stoodIn) if (figures.buildings.cellOf(i) !== cell && state.set.has(cell)) moved++; // prettier-ignore
    return {
      rows: inOrder(areas).map((id) => rowOf(id, figuresOf(figures, levels, id) ?? null)),
      buildingsMoved: moved,
      buildingsCut: problems.countCut(comes),
    };
  });
  shown.follow(edit);
  const land = new Set(edit.borders?.reshaped);
  const rows = seen.rows.filter(({ id, isNew: fresh, figures: after }) => fresh || land.has(id) || !isSame(after, figuresOf(figures, levels, id) ?? null)); // prettier-ignore
  return { ...told, ...seen, rows };
}

/** Buildings, by number, of the cells whose borders an edit changes, and where they stand. */
function buildingsIn(
  { buildings }: PlanFigures,
  set: EdgeSet,
  { borders }: PlanEdit,
): [number, number][] {
  // prettier-ignore
  const cells = new Set((borders?.patch.remove ?? []).flatMap(({ left, right }) => [left, right]));
  cells.delete(0);
  return [...cells].flatMap((cell) => set.has(cell) ? [...buildings.in(cell)].map((i): [number, number] => [i, cell]) : []); // prettier-ignore
}

function touchedBy({ areas }: PlanState, edit: PlanEdit): Set<number> {
  const ids = new Set(edit.areas.map(({ id }) => id));
  for (const id of edit.borders?.reshaped ?? []) ids.add(id);
  for (const id of [...ids]) for (const area of withParents(areas, id)) ids.add(area.id);
  return ids;
}

/** Borders that come and go where there was none, and stays none: not those that only get another cell, or a vertex. */
function movedEdges({ borders }: PlanEdit): { comes: Edge[]; goes: Edge[] } {
  if (!borders) return { comes: [], goes: [] };
  const fresh = (
    add: readonly Edge[],
    remove: readonly Edge[],
    isThere: (edge: Edge) => boolean,
  ): Edge[] => {
    // prettier-ignore
    const ends = new Set(remove.map(({ ax, ay, bx, by }) => lockKey([ax, ay, bx, by])));
    return add.filter((edge) => !ends.has(lockKey([edge.ax, edge.ay, edge.bx, edge.by])) && !isThere(edge)); // prettier-ignore
  };
  const { remove, add } = borders.patch;
  const back = invertPatch(borders.patch);
  return {
    comes: fresh(add, remove, (edge) => remove.some((had) => liesOn(edge, had))),
    goes: fresh(back.add, back.remove, (edge) => isMadeUp(edge, add)),
  };
}

function isSame(a: PlanAreaFigures | null, b: PlanAreaFigures | null): boolean {
  if (!a || !b) return a === b;
  return (Object.keys(a) as (keyof PlanAreaFigures)[]).every((key) => Object.is(a[key], b[key]));
}
