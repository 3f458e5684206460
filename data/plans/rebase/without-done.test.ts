import { describe, expect, test } from 'vitest';

import { drawOn, published, stateOf } from '#data/fixtures/drawn-plans.ts';
import { faultOf } from '#data/fixtures/sound.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { cellOfLand, changedCells, setFrom } from './changed-cells.ts';
import { rebasePlan } from './rebase-plan.ts';
import { withoutDone } from './without-done.ts';

const newKept = () => ({ id: 'settled', actor: '', madeAt: '' });

/** Whether each cell of a state has its land, and its name, in another. */
function expectSame(state: PlanState, other: PlanState, hint: string): void {
  const there = setFrom(other.set, state.set.originX, state.set.originY);
  for (const cell of state.set.cells()) {
    const id = cellOfLand(state.set, there, cell);
    expect(id, `${hint} cell ${cell}`).not.toBeNull();
    const [{ name, kind, leaderId }, is] = [state.areas.get(cell)!, other.areas.get(id!)!];
    expect([is.name, is.kind, is.leaderId], `${hint} cell ${cell}`).toEqual([name, kind, leaderId]);
  }
}

describe('a plan of which some is in force', () => {
  test('has nothing left where all of it is', () => {
    let count = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const [base, mine] = [stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 500, 6);
      const left = withoutDone(base, mine, published(mine), edits);
      expect(left.edits, `seed ${seed}`).toEqual([]);
      count += left.done.length;
    }
    expect(count).toBeGreaterThan(150);
  });

  test('keeps what was drawn since, on the areas in force and under their ids, without a question', () => {
    let [dropped, kept] = [0, 0];
    for (let seed = 1; seed <= 30; seed++) {
      const [base, mine, early] = [stateOf(seed), stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 700, 6);
      for (const { edit } of edits.slice(0, 3)) applyPlanEdit(early, edit);
      const theirs = published(early);
      const left = withoutDone(base, mine, theirs, edits);
      dropped += left.done.length;
      kept += left.edits.length;
      expect([...left.done, ...left.edits.map(({ seq }) => seq)].sort()).toEqual([1, 2, 3, 4, 5, 6].slice(0, edits.length)); // prettier-ignore
      const now = published(early);
      const over = rebasePlan(left.base, left.mine, now, left.edits, new Map(), newKept);
      expect([over.conflicts, over.dropped], `seed ${seed}`).toEqual([[], []]);
      expect(faultOf(now.set.toCoverage())).toBeNull();
      expectSame(mine, now, `seed ${seed}`);
    }
    expect(Math.min(dropped, kept)).toBeGreaterThan(50);
  });

  test('is as it was where none of it is in force', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const [base, mine] = [stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 500, 4);
      const left = withoutDone(base, mine, published(stateOf(seed)), edits);
      expect([left.done, left.edits]).toEqual([[], edits]);
      expect(changedCells(base.set, left.base.set)).toEqual([]);
    }
  });
});
