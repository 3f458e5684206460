import { expect, test } from 'vitest';

import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { randomGround } from '#data/fixtures/random-ground.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';

import { movedGround } from './moved-ground.ts';

const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null }); // prettier-ignore
const stateOf = (seed: number): PlanState => {
  const cells = randomCells(seed);
  const gridOf = (cell: number): number => 100_000 + Math.ceil(cell / 6);
  const grids = [...new Set(cells.map(({ id }) => gridOf(id)))];
  return planStateOf(coverageOf(cells), [area(100_000, null, 1), ...grids.map((id) => area(id, 100_000, 2)), ...cells.map(({ id }) => area(id, gridOf(id), 3))]); // prettier-ignore
};

test('what an area gets less what it gives is what its figures say, after any chain of edits', () => {
  let moved = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const base = stateOf(seed);
    // Whose people are known by building alone: then all who move are counted.
    const ground = { ...randomGround(stateOf(seed), createRandom(seed)), own: new Map() };
    const before = new PlanFigures(stateOf(seed), stateOf(seed), ground);
    const figures = new PlanFigures(base, stateOf(seed), ground);
    const random = createRandom(seed + 7);
    for (let k = 0; k < 8; k++) {
      const edit = editPlan(figures.state, randomAct(figures.state, random));
      if (!('refused' in edit)) figures.apply(edit);
    }
    const groups = movedGround(base, figures, 2);
    const grids = new Set([...base.areas.values(), ...figures.state.areas.values()].filter(({ level }) => level === 2).map(({ id }) => id)); // prettier-ignore
    for (const id of grids) {
      const [was, is] = [before.sumsOf(id), figures.sumsOf(id)];
      const net = (of: (group: (typeof groups)[number]) => number): number =>
        groups.reduce((sum, group) => sum + (group.to === id ? of(group) : 0) - (group.from === id ? of(group) : 0), 0); // prettier-ignore
      for (const key of ['households', 'residents', 'incidents'] as const)
        expect((is?.[key] ?? 0) - (was?.[key] ?? 0), `seed ${seed} grid ${id} ${key}`).toBe(net((group) => group[key])); // prettier-ignore
      expect((is?.buildings ?? 0) - (was?.buildings ?? 0)).toBe(net(({ at }) => at.length));
    }
    moved += groups.length;
  }
  expect(moved).toBeGreaterThan(20);
});
