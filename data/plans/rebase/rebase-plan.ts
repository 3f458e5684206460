import { EdgeSet } from '#data/coverage/edge-set.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { landIn } from '#data/plans/figures/former-land.ts';
import { FIRST_PLAN_AREA_ID } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type KeptPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { changedCells, hasSameLand, setFrom } from './changed-cells.ts';
import { clashesOf } from './said-otherwise.ts';
import { settleMine } from './settle-mine.ts';
import { withoutAreas } from './without-areas.ts';

/** Of a cell: less is a border that was bent to a lattice point. */
const BENT = 1e-3;

/** Whose an area is to be where a plan and the edition in force have both changed it. */
export type Whose = 'mine' | 'theirs';

/** An edit that is not made on the new edition. */
export interface DroppedEdit {
  seq: number;
  /** `theirs`: it changes what was left to the edition in force; `in-force`: that has it already; else why it does not hold there. */
  why: string;
  areas: number[];
}

export interface Rebase {
  /** What can be made on the edition in force, in order, with places of their own. */
  edits: KeptPlanEdit[];
  dropped: DroppedEdit[];
  /**
   * Areas, ascending, that both have changed and nobody has chosen for: of the edition that the plan was drawn on, and of the
   * one in force where both have taken the same land of nobody.
   */
  conflicts: number[];
}

/**
 * A plan that was drawn on one edition as a plan on another. Its acts are made again, in order, on the areas in force.
 * What both have changed, each in its own way, is a conflict: by land of cells, by what is said of areas, and where an act
 * does not hold any more or comes to other land than it did. For each of those somebody chooses: `mine` makes the acts
 * again over what is in force, and redraws what they do not come to any more; `theirs` leaves them out.
 *
 * @param base the edition that the plan was drawn on
 * @param mine the same with the plan's edits made
 * @param now the edition in force; the edits are made on it
 * @param edits of the plan, as many as are made
 * @param newKept what an act is kept with that no planner has handed in
 */
export function rebasePlan(
  base: PlanState,
  mine: PlanState,
  now: PlanState,
  edits: readonly KeptPlanEdit[],
  chosen: ReadonlyMap<number, Whose>,
  newKept: () => Pick<KeptPlanEdit, 'id' | 'actor' | 'madeAt'>,
): Rebase {
  const { originX, originY } = now.set;
  const [was, drawn] = [setFrom(base.set, originX, originY), setFrom(mine.set, originX, originY)];
  const there = setFrom(now.set, originX, originY);
  const inForce = {
    set: setFrom(EdgeSet.of(there.toCoverage()), originX, originY),
    areas: new Map(now.areas),
  };
  const theirs = new Set(changedCells(was, there));
  const own = changedCells(was, drawn);
  const conflicts = new Set(own.filter((cell) => theirs.has(cell) && !(hasSameLand(drawn, there, cell)))); // prettier-ignore
  for (const id of base.areas.keys()) if (clashesOf(base, mine, now, id).length > 0) conflicts.add(id); // prettier-ignore

  // What is left to the edition in force, and what came of it by edits that are left out.
  const left = new Set([...chosen].flatMap(([id, whose]) => (whose === 'theirs' ? [id] : [])));
  const out: Rebase = { edits: [], dropped: [], conflicts: [] };
  const make = (kept: Omit<KeptPlanEdit, 'seq' | 'edit'>, edit: PlanEdit): void => {
    applyPlanEdit(now, edit);
    out.edits.push({ ...kept, seq: out.edits.length + 1, edit });
  };
  const leaveOut = (kept: KeptPlanEdit, why: string, areas: number[]): void => {
    out.dropped.push({ seq: kept.seq, why, areas });
    for (const { id, was: before } of kept.edit.areas) if (before === null && !now.areas.has(id)) left.add(id); // prettier-ignore
  };
  for (const kept of edits) {
    const touched = touchedBy(kept.edit);
    const edit = editPlan(now, kept.act);
    const there = 'refused' in edit ? [] : touchedBy(edit);
    const taken = [...new Set([...touched, ...there].filter((id) => left.has(id)))];
    if (taken.length > 0) {
      const made = new Set(kept.edit.areas.flatMap(({ id, was: before }) => (before === null ? [id] : []))); // prettier-ignore
      let isFirst = true;
      for (const act of withoutAreas(kept.act, kept.edit, left)) {
        const part = editPlan(now, act);
        if ('refused' in part || touchedBy(part).some((id) => left.has(id))) continue;
        // Later edits name what is new by its id.
        if (part.areas.some(({ id, was: before }) => before === null && !made.has(id))) continue;
        make({ ...kept, ...(isFirst ? {} : newKept()), act }, part);
        isFirst = false;
      }
      leaveOut(kept, 'theirs', taken);
    } else if ('refused' in edit) {
      leaveOut(kept, edit.refused, edit.areas);
      // What is so already needs no choice.
      if (edit.refused === 'changes-nothing') continue;
      for (const id of touched) if (base.areas.has(id)) conflicts.add(id);
    } else make(kept, edit);
  }
  // An act may hold and come to other land: a line that was drawn to a border which is elsewhere now.
  const made = setFrom(now.set, originX, originY);
  const fresh = mine.set.cells().filter((cell) => cell >= FIRST_PLAN_AREA_ID);
  const parents = parentsOf(edits);
  for (const cell of [...own.filter((id) => mine.set.has(id)), ...fresh]) {
    if (hasSameLand(drawn, made, cell)) continue;
    for (const id of parents(cell)) if (base.areas.has(id)) conflicts.add(id);
    // Land that was nobody's, and theirs now, and not the same cell with both.
    for (const { cell: id, share, ofOther } of landIn(drawn, cell, inForce.set))
      if (Math.max(share, ofOther) > BENT && Math.min(share, ofOther) < 1 - BENT && !base.areas.has(id) && isOfNobody(inForce.set, id, was)) conflicts.add(id); // prettier-ignore
  }
  out.conflicts = [...conflicts].filter((id) => !chosen.has(id)).sort((a, b) => a - b);
  if (out.conflicts.length > 0) return out;

  const isMine = (id: number): boolean => chosen.get(id) === 'mine';
  const cells = [...chosen.keys()].filter(isMine);
  const settled = settleMine(base, mine, now, inForce, cells, new Set(own));
  for (const done of settled.made) out.edits.push({ seq: out.edits.length + 1, ...newKept(), ...done }); // prettier-ignore
  // What is redrawn as it was chosen is not left out.
  const isRedrawn = ({ seq }: DroppedEdit): boolean => {
    const { edit } = edits.find((kept) => kept.seq === seq)!;
    if (!edit.borders) return edit.areas.length > 0 && edit.areas.every(({ id }) => settled.named.has(id)); // prettier-ignore
    return settled.isDrawn && touchedBy(edit).flatMap(parents).every(isMine);
  };
  out.dropped = out.dropped.filter((one) => !isRedrawn(one));
  const last = edits.at(-1)?.seq ?? 0;
  for (const no of settled.lost) out.dropped.push({ seq: last, ...no });
  return out;
}

/** Whether most of the land of a cell was nobody's in another set, of the same origin. */
function isOfNobody(set: EdgeSet, cell: number, was: EdgeSet): boolean {
  return landIn(set, cell, was).reduce((sum, { share }) => sum + share, 0) < 0.5;
}

/** Areas whose land, place or words an edit changes: not those that only get a vertex more. */
function touchedBy({ borders, areas }: PlanEdit): number[] {
  const ids = new Set(areas.map(({ id }) => id));
  for (const id of [...(borders?.retired ?? []), ...(borders?.reshaped ?? [])]) ids.add(id);
  return [...ids];
}

/** Of what area of the edition a cell of the plan came, by the edits that made it; itself where it was there. */
function parentsOf(edits: readonly KeptPlanEdit[]): (cell: number) => number[] {
  const from = new Map<number, number[]>();
  for (const { edit } of edits) for (const { id, from: cells } of edit.borders?.created ?? []) from.set(id, cells); // prettier-ignore
  const look = (cell: number, seen: Set<number>): number[] => {
    if (seen.has(cell)) return [];
    seen.add(cell);
    const above = from.get(cell);
    return above ? above.flatMap((id) => look(id, seen)) : [cell];
  };
  return (cell) => [...new Set(look(cell, new Set()))];
}
