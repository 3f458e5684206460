import { invertEdit, type Edit } from '#data/coverage/edit.ts';
import { applyPatch } from '#data/coverage/patch.ts';

import type { LockChange } from './border-locks.ts';
import { lockKey } from './lock-key.ts';
import type { PlanAct } from './plan-act.ts';
import type { PlanEditRefusalReason } from './plan.ts';
import type { PlanArea, PlanState } from './plan-state.ts';

/** What an edit does to one area: of one that stays only what becomes other than it was. */
export interface AreaChange {
  id: number;
  /** null: it is new. */
  was: Partial<PlanArea> | null;
  /** null: it is no more. */
  is: Partial<PlanArea> | null;
}

/** A change of a plan as a value: made, kept, taken back and told as it is. */
export interface PlanEdit {
  /** Of the cells' borders; null where the borders stay. */
  borders: Edit | null;
  /** By id, ascending. */
  areas: AreaChange[];
  /** Of locks on borders; left out where they stay. */
  locks?: LockChange;
}

export interface PlanEditRefusal {
  refused: PlanEditRefusalReason;
  /** The areas in question, ascending. */
  areas: number[];
}

export function refusePlanEdit(
  refused: PlanEditRefusalReason,
  areas: Iterable<number> = [],
): PlanEditRefusal {
  return { refused, areas: [...areas].sort((a, b) => a - b) };
}

/** The edit that takes another back. */
export function invertPlanEdit({ borders, areas, locks }: PlanEdit): PlanEdit {
  return {
    borders: borders && invertEdit(borders),
    areas: areas.map(({ id, was, is }) => ({ id, was: is, is: was })),
    ...(locks ? { locks: { remove: locks.add, add: locks.remove } } : {}),
  };
}

/**
 * Makes an edit, whole or not at all.
 *
 * @throws RangeError where it is of another state: a border or an area that it changes is not there
 */
export function applyPlanEdit(state: PlanState, edit: PlanEdit): void {
  for (const { id, was } of edit.areas)
    if (state.areas.has(id) !== (was !== null))
      throw new RangeError(`area ${id} is ${was ? 'not' : 'already'} there`);
  if (edit.borders) applyPatch(state.set, edit.borders.patch);
  for (const edge of edit.locks?.remove ?? []) state.lockedBorders.delete(lockKey(edge));
  for (const edge of edit.locks?.add ?? []) state.lockedBorders.set(lockKey(edge), edge);
  for (const { id, is } of edit.areas)
    if (is === null) state.areas.delete(id);
    else state.areas.set(id, { ...(state.areas.get(id) as PlanArea), ...is });
}

/** An edit as it is kept in a plan. */
export interface KeptPlanEdit {
  /** Its place in the plan, from 1. */
  seq: number;
  /** The client's uuid. */
  id: string;
  act: PlanAct;
  edit: PlanEdit;
  actor: string;
  /** ISO 8601. */
  madeAt: string;
}
