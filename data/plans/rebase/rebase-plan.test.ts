import { describe, expect, test } from 'vitest';

import { landOf } from '#data/coverage/shared-land.ts';
import { drawOn, published, stateOf } from '#data/fixtures/drawn-plans.ts';
import { textOf } from '#data/fixtures/random-acts.ts';
import { faultOf } from '#data/fixtures/sound.ts';
import { landIn } from '#data/plans/figures/former-land.ts';
import { applyPlanEdit, invertPlanEdit } from '#data/plans/plan-edit.ts';

import { changedCells, hasSameLand, setFrom } from './changed-cells.ts';
import { rebasePlan } from './rebase-plan.ts';

const newKept = () => ({ id: 'settled', actor: '', madeAt: '' });

describe('a plan brought over to another edition', () => {
  test('is sound, and has the land that both have drawn, where nothing stands in the way', () => {
    let [over, stands] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const [base, mine, now] = [stateOf(seed), stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 500, 2);
      drawOn(now, seed + 900, 2);
      const there = published(now);
      const theirs = setFrom(published(now).set, there.set.originX, there.set.originY);
      const was = setFrom(base.set, there.set.originX, there.set.originY);
      const drawn = setFrom(mine.set, there.set.originX, there.set.originY);
      const changed = new Set(changedCells(was, theirs));
      const own = changedCells(was, drawn);
      const both = own.filter((cell) => changed.has(cell) && !hasSameLand(drawn, theirs, cell));
      const rebased = rebasePlan(base, mine, there, edits, new Map(), newKept);
      expect(both.every((cell) => rebased.conflicts.includes(cell))).toBe(true);
      expect(faultOf(there.set.toCoverage())).toBeNull();
      expect(rebased.edits.length + rebased.dropped.length).toBe(edits.length);
      if (rebased.conflicts.length > 0) {
        stands++;
        continue;
      }
      over++;
      for (const cell of own) if (drawn.has(cell)) expect(hasSameLand(drawn, there.set, cell), `seed ${seed} cell ${cell}`).toBe(true); // prettier-ignore
      for (const cell of changed) if (theirs.has(cell) && !own.includes(cell)) expect(hasSameLand(theirs, there.set, cell)).toBe(true); // prettier-ignore
    }
    expect(
      [over, stands].every((n) => n > 2),
      `${over} ${stands}`,
    ).toBe(true);
  });

  test('leaves all to the edition in force where that is chosen', () => {
    let [met, beside] = [0, 0];
    for (let seed = 1; seed <= 40; seed++) {
      const [base, mine, now] = [stateOf(seed), stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 500, 3);
      drawOn(now, seed + 900, 3);
      const first = rebasePlan(base, mine, published(now), edits, new Map(), newKept);
      if (first.conflicts.length === 0) continue;
      met++;
      const chosen = new Map(first.conflicts.map((id) => [id, 'theirs' as const]));
      const there = published(now);
      const rebased = rebasePlan(base, mine, there, edits, chosen, newKept);
      // A border that another edit bends to a lattice point is where it was: of these the cells are but a few steps across.
      for (const { edit } of rebased.edits)
        for (const id of [
          ...(edit.borders?.retired ?? []),
          ...(edit.borders?.reshaped ?? []),
          ...edit.areas.map((area) => area.id),
        ])
          expect(chosen.has(id)).toBe(false);
      // What an edit does beside is made, under its own name, or each of its parts apart.
      const told = new Set([...rebased.edits.map(({ id }) => id), ...rebased.dropped.map(({ seq }) => `e${seq}`)]); // prettier-ignore
      expect(edits.every(({ id }) => told.has(id))).toBe(true);
      if (rebased.dropped.some(({ seq }) => rebased.edits.some(({ id }) => id === `e${seq}`))) beside++; // prettier-ignore
    }
    expect(beside).toBeGreaterThan(0);
    expect(met).toBeGreaterThan(3);
  });

  test('lies as the plan has it where that is chosen, though its edits do not hold there', () => {
    let [settled, lies, told] = [0, 0, 0];
    for (let seed = 1; seed <= 80; seed++) {
      const [base, mine, now] = [stateOf(seed), stateOf(seed), stateOf(seed)];
      const edits = drawOn(mine, seed + 500, 3);
      drawOn(now, seed + 900, 3);
      const first = rebasePlan(base, mine, published(now), edits, new Map(), newKept);
      if (first.conflicts.length === 0) continue;
      const chosen = new Map(first.conflicts.map((id) => [id, 'mine' as const]));
      const there = published(now);
      const before = textOf(there);
      const rebased = rebasePlan(base, mine, there, edits, chosen, newKept);
      expect(rebased.conflicts).toEqual([]);
      expect(faultOf(there.set.toCoverage())).toBeNull();
      // What cannot be drawn is told: borders that would lie too near, or that are locked.
      if (rebased.dropped.some(({ seq }) => edits[seq - 1]!.edit.borders)) {
        told++;
        continue;
      }
      if (rebased.edits.some(({ id }) => id === 'settled')) settled++;
      // Land of cells that were chosen, by cells of the plan that have no other.
      const drawn = setFrom(mine.set, there.set.originX, there.set.originY);
      const was = setFrom(base.set, there.set.originX, there.set.originY);
      const own = new Set(changedCells(was, drawn));
      for (const cell of first.conflicts.filter((id) => own.has(id)))
        for (const { cell: part } of landIn(was, cell, drawn)) {
          if (!landIn(drawn, part, was).every(({ cell: from }) => chosen.has(from) && own.has(from))) continue; // prettier-ignore
          // Some are but a few steps across: there a border that is bent by one is much.
          if (landOf(drawn, part).area2 < 1000) continue;
          const most = landIn(drawn, part, there.set).reduce((a, b) => (b.share > a.share ? b : a));
          expect(most.share, `seed ${seed} cell ${part}`).toBeGreaterThan(0.97);
          // It may have more, but of none that was chosen.
          const chosenLand = landIn(there.set, most.cell, was).reduce((sum, from) => sum + (chosen.has(from.cell) ? from.share : 0), 0); // prettier-ignore
          expect(chosenLand * landOf(there.set, most.cell).area2, `seed ${seed} cell ${part}`).toBeLessThan(1.03 * landOf(drawn, part).area2); // prettier-ignore
          lies++;
        }
      for (const { edit } of rebased.edits.toReversed()) applyPlanEdit(there, invertPlanEdit(edit));
      expect(textOf(there)).toBe(before);
    }
    expect(settled).toBeGreaterThan(10 * told);
    expect(lies).toBeGreaterThan(30);
  });
});
