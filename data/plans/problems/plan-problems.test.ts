import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import {
  groundOf,
  randomGround,
  rectangle,
  type DrawnBuilding,
} from '#data/fixtures/random-ground.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { FIRST_PLAN_AREA_ID, type AreaWords, type PlanAct } from '#data/plans/plan-act.ts';
import { invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';

import { fixProblem } from './fix-problem.ts';
import { divisionOf } from './of-areas.ts';
import { PlanProblems } from './plan-problems.ts';
import type { Problem } from './problem.ts';

const LEVELS = ['district', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key }));
const area = (id: number, parentId: number | null, level: number, more: { kind?: 'dedicated'; code?: string } = {}) =>
  ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, ...more }); // prettier-ignore

/** Squares of about 100 m. */
const STEP = 10_000;
const [WEST, SOUTH] = [1_188_000_000, 320_000_000];
const at = (x: number, y: number): Position => [toDegrees(WEST + x), toDegrees(SOUTH + y)];
/** The middle of a square of the drawing, counted from the south-west. */
const mid = (column: number, row: number): Position => at((column + 0.5) * STEP, (row + 0.5) * STEP); // prettier-ignore
const house = (id: number, column: number, row: number, households = 400, compoundId: number | null = null): DrawnBuilding =>
  houseAt(id, (column + 0.5) * STEP, (row + 0.5) * STEP, households, compoundId); // prettier-ignore
const houseAt = (id: number, x: number, y: number, households = 400, compoundId: number | null = null): DrawnBuilding =>
  ({ id, households, residents: Math.round(2.5 * households), compoundId, coordinates: [[rectangle(WEST + x - 400, SOUTH + y - 400, WEST + x + 400, SOUTH + y + 400)]] }); // prettier-ignore

/** Cells drawn in letters; equal digits below them one grid: '1122' says A and B are grid 101's, C and D 102's. */
function drawn(drawing: string, grids: string, more: Record<number, object> = {}): PlanState {
  const cells = gridFrom(drawing, { step: STEP });
  const gridOf = (cell: number): number => 100 + Number(grids[cell - 1]);
  return planStateOf(coverageOf(cells), [area(100, null, 1), ...[...new Set(cells.map(({ id }) => gridOf(id)))].map((id) => area(id, 100, 2, more[id])), ...cells.map(({ id }) => area(id, gridOf(id), 3, more[id]))]); // prettier-ignore
}

function opened(make: () => PlanState, ground: Parameters<typeof groundOf>[0]) {
  const figures = new PlanFigures(make(), make(), groundOf(ground));
  const problems = new PlanProblems(figures, LEVELS);
  return {
    figures,
    list: () => problems.list(),
    make: (act: PlanAct) => {
      const edit = editPlan(figures.state, act);
      if ('refused' in edit) throw new Error(edit.refused);
      problems.follow(edit, figures.apply(edit));
    },
    fix: (problem: Problem) => fixProblem(divisionOf(figures, LEVELS), problems, problem),
  };
}
type Opened = ReturnType<typeof opened>;
const brief = ({ list }: Opened): string[] => list().map(({ kind, areas, buildings, size }) => [kind, areas.join('+'), buildings.join('+'), Math.round(size)].filter((part) => part !== '').join(' ')); // prettier-ignore
/** Makes the fix of the first problem; what is left then. */
const mended = (plan: Opened): string[] => {
  const act = plan.fix(plan.list()[0]!);
  if (!act) throw new Error('no fix');
  plan.make(act);
  return brief(plan);
};

describe('each problem is found, and mended by its fix', () => {
  test('none: every grid is within its band', () => {
    const plan = opened(() => drawn('ABCD', '1122'), { buildings: [house(1, 0, 0), house(2, 3, 0)] }); // prettier-ignore
    expect(brief(plan)).toEqual([]);
  });

  test('out of band: too many by households; a part of it goes to where it fits', () => {
    const plan = opened(() => drawn('ABCD', '1122'), { buildings: [house(1, 0, 0, 350), house(2, 1, 0, 260), house(3, 2, 0, 60), house(4, 3, 0, 100)] }); // prettier-ignore
    expect(brief(plan)).toEqual(['out-of-band 102 -140', 'out-of-band 101 110']);
    expect(plan.fix(plan.list()[1]!)).toEqual({ verb: 'reassign', areas: [2], parentId: 102 });
    expect(mended(plan)).toEqual([]);
  });

  test('not contiguous: a grid in two pieces, and a cell in two pieces', () => {
    const plan = opened(() => drawn('ABC', '121'), { buildings: [house(1, 0, 0), house(2, 1, 0)] });
    expect(brief(plan)).toEqual(['not-contiguous 101 2']);
    expect(mended(plan)).toEqual([]);
    expect(plan.figures.state.areas.get(plan.figures.buildings.cellOf(1))!.parentId).toBe(102);

    const cell = opened(() => drawn('ABA/CBC/CCC', '122'), { buildings: [houseAt(1, 5000, 25_000), house(2, 1, 0)] }); // prettier-ignore
    expect(brief(cell)).toEqual(['not-contiguous 1 2', 'not-contiguous 101 2']);
    expect(mended(cell)).toEqual([]);
  });

  test('what meets at a point alone lies apart', () => {
    const plan = opened(() => drawn('AB/BA', '11'), { buildings: [house(1, 0, 0)] });
    expect(brief(plan)).toEqual(['not-contiguous 1 2', 'not-contiguous 2 2']);
  });

  test('a sliver', () => {
    const plan = opened(() => drawn('AB', '11'), { buildings: [house(1, 0, 0)] });
    plan.make({ verb: 'split', line: [at(19_900, -100), at(19_900, STEP + 100)], cells: [2], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
    // The halves have the name of the whole, too.
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['sliver', [FIRST_PLAN_AREA_ID + 1]], ['name-clash', [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1]]]); // prettier-ignore
    expect(mended(plan)).toEqual([]);
    expect(plan.figures.state.set.cells().sort()).toEqual([1, FIRST_PLAN_AREA_ID]);
  });

  test('a compound cut: the lesser part comes to the greater one', () => {
    const buildings = [house(1, 0, 0, 200), house(2, 1, 0, 80, 7), house(3, 2, 0, 90, 7), house(4, 2, 0, 90, 7), house(5, 3, 0, 150)]; // prettier-ignore
    const compounds = [{ id: 7, name: '金陵花园', ring: rectangle(WEST + 11_000, SOUTH + 1000, WEST + 29_000, SOUTH + 9000) }]; // prettier-ignore
    const plan = opened(() => drawn('ABCD', '1122'), { buildings, compounds });
    expect(brief(plan)).toEqual(['compound-cut 101+102 2 260', 'out-of-band 101 -20']);
    expect(plan.fix(plan.list()[0]!)).toEqual({ verb: 'reassign', areas: [2], parentId: 102 });
    expect(mended(plan)).toEqual(['out-of-band 101 -100']);
  });

  test('a compound cut: what of it lies among others is given, with its land', () => {
    const buildings = [house(1, 0, 0, 200), houseAt(2, 17_000, 5000, 80, 7), houseAt(3, 25_000, 5000, 80, 7), houseAt(4, 27_000, 5000, 80, 7), houseAt(6, 12_000, 5000, 150), house(5, 3, 0, 150)]; // prettier-ignore
    const compounds = [{ id: 7, name: '金陵花园', ring: rectangle(WEST + 15_000, SOUTH + 1000, WEST + 29_000, SOUTH + 9000) }]; // prettier-ignore
    const plan = opened(() => drawn('ABCD', '1122'), { buildings, compounds });
    expect(brief(plan)).toEqual(['compound-cut 101+102 2 240']);
    expect(plan.fix(plan.list()[0]!)).toMatchObject({ verb: 'give-buildings', to: 3 });
    expect(mended(plan)).toEqual([]);
    expect(plan.figures.sumsOf(102)!.households).toBe(390);
  });

  test('a large compound may be divided into grids of its own, and of no others', () => {
    const buildings = [house(1, 0, 0, 400, 7), house(2, 1, 0, 400, 7)];
    const compounds = [{ id: 7, name: '金色嘉苑', ring: rectangle(WEST, SOUTH, WEST + 20_000, SOUTH + 9000) }]; // prettier-ignore
    const grounds = { compounds, buildings };
    expect(brief(opened(() => drawn('AB', '12'), grounds))).toEqual([]);
    const shared = { ...grounds, buildings: [...buildings, house(3, 1, 0, 50)] };
    expect(brief(opened(() => drawn('AB', '12'), shared))).toEqual(['compound-cut 102 2 800']);
  });

  test('a building in no cell, and one through which a border runs', () => {
    const buildings = [house(1, 0, 0, 300), houseAt(2, STEP, 2000, 50), houseAt(3, STEP + 370, 7000, 50), house(4, 9, 0, 3)]; // prettier-ignore
    const plan = opened(() => drawn('AB', '11'), { buildings });
    // Number 3 reaches over the border by 30 steps, a foot: that is how exact footprints are.
    expect(brief(plan)).toEqual(['building-in-no-cell 4 3', 'building-in-two-cells 1+2 2 2']);
    expect(plan.list()[0]!.at[0]).toBeCloseTo(mid(9, 0)[0], 9);
    plan.make(plan.fix(plan.list()[1]!)!);
    expect(brief(plan)).toEqual(['building-in-no-cell 4 3']);
  });

  test('a dedicated grid without an owner, until it has one', () => {
    const buildings = [house(1, 0, 0)];
    const make = (): PlanState => drawn('AB', '12', { 102: { kind: 'dedicated' } });
    const plan = opened(make, { buildings });
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['no-owner', [102]]]);
    expect(plan.fix(plan.list()[0]!)).toBeNull();
    plan.make({ verb: 'describe', areas: [{ id: 102, words: { ownerId: 3 } }] });
    expect(brief(plan)).toEqual([]);
    expect(brief(opened(make, { buildings, owned: new Set([102]) }))).toEqual([]);
  });

  test('a code clash', () => {
    const plan = opened(() => drawn('ABC', '111', { 3: { code: 'C1' } }), { buildings: [house(1, 0, 0)] }); // prettier-ignore
    expect(brief(plan)).toEqual(['code-clash 1+3 2']);
    expect(mended(plan)).toEqual([]);
    expect(plan.figures.state.areas.get(3)!.code).toBe('');
  });

  test('one name for two below one area, until one has another; not for two of different areas', () => {
    const same = { 1: { name: '里仁' }, 2: { name: ' 里仁' }, 3: { name: '里仁' } };
    const plan = opened(() => drawn('ABC', '112', same), { buildings: [house(1, 0, 0), house(2, 2, 0)] }); // prettier-ignore
    expect(brief(plan)).toEqual(['name-clash 1+2 2']);
    expect(plan.fix(plan.list()[0]!)).toBeNull();
    plan.make({ verb: 'describe', areas: [{ id: 2, words: { name: '里仁东' } }] });
    expect(brief(plan)).toEqual([]);
    // Halves of a division have the name of the whole.
    plan.make({ verb: 'describe', areas: [{ id: 1, words: { name: '' } }, { id: 2, words: { name: '' } }] }); // prettier-ignore
    expect(plan.list().map(({ kind }) => kind)).toEqual(['unnamed', 'unnamed']);
  });

  test('an empty grid', () => {
    const plan = opened(() => drawn('AB', '12'), { buildings: [house(1, 0, 0)] });
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['empty', [102]]]);
    expect(mended(plan)).toEqual([]);
    expect(plan.figures.state.areas.has(102)).toBe(false);
  });

  test('an empty grid goes to where somebody lives, though its border with another empty one is longer', () => {
    const plan = opened(() => drawn('AB/AC/AC', '123'), { buildings: [house(1, 1, 2)] });
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['empty', [101]], ['empty', [103]]]); // prettier-ignore
    expect(plan.list().map((problem) => plan.fix(problem))).toEqual([
      { verb: 'reassign', areas: [1], parentId: 102 },
      { verb: 'reassign', areas: [3], parentId: 102 },
    ]);
  });

  test('an empty grid among empty ones alone goes to one of them: one less is empty', () => {
    const plan = opened(() => drawn('ABC', '123'), { buildings: [house(1, 2, 0)] });
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['empty', [101]], ['empty', [102]]]); // prettier-ignore
    expect(plan.fix(plan.list()[0]!)).toEqual({ verb: 'reassign', areas: [1], parentId: 102 });
  });

  test('no act is a fix that has another thing go wrong for the one that it mends', () => {
    const points = (column: number): Position[] => Array.from({ length: 8 }, () => mid(column, 0));
    const ground = { buildings: [house(1, 1, 0)], managementPoints: [...points(0), ...points(1)] };
    const plan = opened(() => drawn('AB', '12'), ground);
    expect(plan.list().map(({ kind, areas }) => [kind, areas])).toEqual([['empty', [101]]]);
    // Both together have sixteen points, and ten are the most.
    expect(plan.fix(plan.list()[0]!)).toBeNull();
  });

  test('too few and too many management points', () => {
    const points = (column: number, n: number): Position[] => Array.from({ length: n }, () => mid(column, 0)); // prettier-ignore
    const plan = opened(() => drawn('ABC', '123'), { buildings: [0, 1, 2].map((i) => house(i + 1, i, 0)), managementPoints: [...points(0, 4), ...points(1, 5), ...points(2, 12)] }); // prettier-ignore
    expect(brief(plan)).toEqual(['management-points 103 2', 'management-points 101 -1']);
  });
});

test('金色嘉苑 complies: 29 grids, 14,878 flats, 30,000 people in one compound', () => {
  const drawing = Array.from({ length: 29 }, (_, i) => String.fromCharCode(65 + i)).join('');
  const cells = gridFrom(drawing, { step: STEP });
  const make = (): PlanState => planStateOf(coverageOf(cells), [area(100, null, 1), ...cells.map(({ id }) => area(id, 100, 2))]); // prettier-ignore
  const share = (total: number, i: number): number => Math.floor(((i + 1) * total) / 29) - Math.floor((i * total) / 29); // prettier-ignore
  const buildings = cells.map(({ id }, i) => ({ ...house(id, i, 0, share(14_878, i), 1), residents: share(30_000, i) })); // prettier-ignore
  const ground = {
    buildings,
    compounds: [{ id: 1, name: '金色嘉苑', ring: rectangle(WEST, SOUTH, WEST + 29 * STEP, SOUTH + STEP) }], // prettier-ignore
    managementPoints: cells.flatMap((_, i) => Array.from({ length: 7 }, () => mid(i, 0))),
  };
  const plan = opened(make, ground);
  expect(plan.figures.sumsOf(100)).toMatchObject({ households: 14_878, residents: 30_000 });
  expect(plan.figures.sumsOf(1)!.households).toBeGreaterThan(500);
  expect(brief(plan)).toEqual([]);
});

test('after any chain of edits and undos the problems are those of the plan looked at afresh', () => {
  const found = new Map<string, number>();
  let fixes = 0;
  const words = (random: () => number): Partial<AreaWords> => (random() < 0.5 ? { kind: 'dedicated', ownerId: random() < 0.5 ? 3 : null } : { kind: 'comprehensive', band: { households: { from: 20, to: 200 }, residents: { from: 0, to: 1 } } }); // prettier-ignore
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const cells = randomCells(seed);
      const grids = [...new Set(cells.map(({ id }) => 100_000 + Math.ceil(id / 6)))];
      const make = (): PlanState => planStateOf(coverageOf(cells), [area(100_000, null, 1), ...grids.map((id) => area(id, 100_000, 2)), ...cells.map(({ id }) => area(id, 100_000 + Math.ceil(id / 6), 3))]); // prettier-ignore
      const ground = randomGround(make(), createRandom(seed));
      const figures = new PlanFigures(make(), make(), ground);
      const problems = new PlanProblems(figures, LEVELS);
      const random = createRandom(seed + 1);
      const first = JSON.stringify(problems.list());
      const done: PlanEdit[] = [];
      const follow = (edit: PlanEdit): void => problems.follow(edit, figures.apply(edit));
      for (let k = 0; k < 16; k++) {
        if (random() < 0.3 && done.length > 0) follow(invertPlanEdit(done.pop()!));
        else {
          const grid = grids[Math.floor(random() * grids.length)]!;
          const act: PlanAct = random() < 0.2 && figures.state.areas.has(grid) ? { verb: 'describe', areas: [{ id: grid, words: words(random) }] } : randomAct(figures.state, random); // prettier-ignore
          const edit = editPlan(figures.state, act);
          if ('refused' in edit) continue;
          follow(edit);
          done.push(edit);
        }
        const afresh = new PlanProblems(figures, LEVELS).list();
        expect(problems.list()).toEqual(afresh);
        for (const { kind } of afresh) found.set(kind, (found.get(kind) ?? 0) + 1);
        const worst = afresh[0];
        if (worst && k % 5 === 0) {
          const fix = fixProblem(divisionOf(figures, LEVELS), problems, worst);
          expect(new PlanProblems(figures, LEVELS).list()).toEqual(afresh);
          expect(problems.list()).toEqual(afresh);
          const edit = fix && editPlan(figures.state, fix);
          if (!edit) continue;
          if ('refused' in edit) throw new Error(edit.refused);
          const after = problems.afterwards(edit);
          expect(after.length).toBeLessThan(afresh.length);
          fixes++;
        }
      }
      for (const edit of done.toReversed()) follow(invertPlanEdit(edit));
      expect(JSON.stringify(problems.list())).toBe(first);
    }),
    { numRuns: 25, seed: 11 },
  );
  expect(fixes).toBeGreaterThan(5);
  expect([...found.keys()].sort()).toEqual(['building-in-no-cell', 'building-in-two-cells', 'compound-cut', 'empty', 'management-points', 'name-clash', 'no-owner', 'not-contiguous', 'out-of-band', 'sliver', 'unnamed']); // prettier-ignore
});
