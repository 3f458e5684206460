import { invertPatch } from '#data/coverage/patch.ts';
import type { Edge } from '#data/coverage/edge-set.ts';
import type { Position } from '#data/geo/geometry.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAreaFigures } from '#data/plans/figures/area-figures.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { asEdges } from './as-edges.ts';
import type { Edges } from './desk-words.ts';
import { labelPlace } from './label-place.ts';
import { isMadeUp, liesOn } from './lies-on.ts';

/** An area that an act would leave: what it would be like. */
export interface PreviewRow {
  id: number;
  /** '' of one that has no name yet. */
  name: string;
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
      /** Areas with other land or other words, and those that would be new; by level, then id. */
      rows: readonly PreviewRow[];
      /** Areas that would be no more, ascending. */
      retired: readonly number[];
      /** Borders that would come and go. */
      comes: Edges;
      goes: Edges;
      /** Buildings that would stand in another area; those that a border would run through. null while they are not counted. */
      buildingsMoved: number | null;
      buildingsCut: number | null;
    };

/** What an act would come to. The state is afterwards as it was. Of figures and buildings it says nothing yet. */
export function previewOf(state: PlanState, act: PlanAct): Preview {
  const edit = editPlan(state, act);
  if ('refused' in edit) return edit;
  const { comes, goes } = movedEdges(edit);
  const told = {
    refused: null,
    retired: edit.areas.flatMap(({ id, is }) => (is === null ? [id] : [])),
    comes: asEdges(state.set, comes),
    goes: asEdges(state.set, goes),
    buildingsMoved: null,
    buildingsCut: null,
  } as const;
  const isNew = new Set(edit.areas.flatMap(({ id, was }) => (was === null ? [id] : [])));
  const ids = new Set([...edit.areas.map(({ id }) => id), ...(edit.borders?.reshaped ?? [])]);
  applyPlanEdit(state, edit);
  try {
    const rows = [...ids]
      .flatMap((id) => state.areas.get(id) ?? [])
      .sort((a, b) => a.level - b.level || a.id - b.id)
      .map(({ id, name }): PreviewRow => {
        return { id, name, isNew: isNew.has(id), figures: null, labelAt: labelPlace(state, id) };
      });
    return { ...told, rows };
  } finally {
    applyPlanEdit(state, invertPlanEdit(edit));
  }
}

/** Borders that come and go where there was none, and stays none: not those that only get another cell, or a vertex. */
function movedEdges({ borders }: PlanEdit): { comes: Edge[]; goes: Edge[] } {
  if (!borders) return { comes: [], goes: [] };
  const keyOf = ({ ax, ay, bx, by }: Edge): string => lockKey([ax, ay, bx, by]);
  const fresh = (
    add: readonly Edge[],
    remove: readonly Edge[],
    isThere: (edge: Edge) => boolean,
  ): Edge[] => {
    const ends = new Set(remove.map(keyOf));
    return add.filter((edge) => !ends.has(keyOf(edge)) && !isThere(edge));
  };
  const { remove, add } = borders.patch;
  const back = invertPatch(borders.patch);
  return {
    comes: fresh(add, remove, (edge) => remove.some((had) => liesOn(edge, had))),
    goes: fresh(back.add, back.remove, (edge) => isMadeUp(edge, add)),
  };
}
