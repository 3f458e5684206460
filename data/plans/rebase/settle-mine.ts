import { editPlan } from '#data/plans/edit-plan.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { nextAreaId, type PlanArea, type PlanState } from '#data/plans/plan-state.ts';
import { redrawAct } from '#data/plans/redraw-act.ts';

import { setFrom } from './changed-cells.ts';
import { settleLand } from './settle-land.ts';

/**
 * Where the plan's land was chosen and its acts do not come to it any more: one act redraws it, and others say where the
 * cells belong and what they are called. A cell that the edition in force retired comes back under an id of the plan, and
 * without its code, which is never given again.
 *
 * @param now is changed by what is answered
 * @param theirs the edition in force, as `now` was before the plan's edits; sets of one origin
 * @param cells of `base` whose land is to lie as `mine` has it
 * @returns the acts made, in order, and what of the words does not hold, and the cells of the plan whose words were said; null where the land cannot be drawn
 */
export function settleMine(
  base: PlanState,
  mine: PlanState,
  now: PlanState,
  theirs: Pick<PlanState, 'set' | 'areas'>,
  cells: readonly number[],
): {
  made: { act: PlanAct; edit: PlanEdit }[];
  lost: { why: string; areas: number[] }[];
  named: Set<number>;
} | null {
  const { originX, originY } = now.set;
  const idOf = new Map<number, number>();
  const firstId = nextAreaId(now);
  const nameOf = (cell: number): number => {
    if (now.set.has(cell)) return cell;
    if (!idOf.has(cell)) idOf.set(cell, firstId + idOf.size);
    return idOf.get(cell)!;
  };
  const [was, drawn] = [setFrom(base.set, originX, originY), setFrom(mine.set, originX, originY)];
  const edit = settleLand({
    set: now.set,
    base: was,
    mine: drawn,
    theirs: theirs.set,
    cells,
    nameOf,
  });
  const made: { act: PlanAct; edit: PlanEdit }[] = [];
  const lost: { why: string; areas: number[] }[] = [];
  if (!edit || ('refused' in edit && edit.refused === 'changes-nothing'))
    return { made, lost, named: new Set() };
  if ('refused' in edit) return null;
  /** Makes an act; why it cannot be made, and null where nothing is lost by that. */
  const make = (act: PlanAct): { why: string; areas: number[] } | null => {
    const done = editPlan(now, act);
    if ('refused' in done)
      return done.refused === 'changes-nothing' ? null : { why: done.refused, areas: done.areas };
    applyPlanEdit(now, done);
    made.push({ act, edit: done });
    return null;
  };
  if (make(redrawAct(now.set, edit))) return null;
  const isNew = ({ id }: PlanArea): boolean => !base.areas.has(id) && !theirs.areas.has(id);
  const redrawn = [...idOf].flatMap(([cell, id]) => (now.areas.has(id) ? [{ id, area: mine.areas.get(cell) ?? theirs.areas.get(cell)! }] : [])); // prettier-ignore
  for (const { id, area } of redrawn) {
    const { parentId } = area;
    if (parentId === null || parentId === now.areas.get(id)!.parentId) continue;
    const no = make({ verb: 'reassign', areas: [id], parentId });
    if (no) lost.push(no);
  }
  for (const { id, area } of redrawn) {
    const words = { ...wordsOf(area), code: isNew(area) ? area.code : '' };
    const no = make({ verb: 'describe', areas: [{ id, words }] });
    if (!no) continue;
    lost.push(no);
    make({ verb: 'describe', areas: [{ id, words: { ...words, code: '' } }] });
  }
  return { made, lost, named: new Set(redrawn.map(({ area }) => area.id)) };
}

function wordsOf({ name, nameEn, kind, leaderId, ownerId, band, locked }: PlanArea) {
  return { name, nameEn, kind, leaderId, ownerId, band, locked };
}
