import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { areaM2 } from '#data/geo/area-m2.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { groundOf, randomGround, rectangle } from '#data/fixtures/random-ground.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import type { CellShape } from '#data/coverage/coverage.ts';

import { figuresOf } from './area-figures.ts';
import { PlanFigures } from './plan-figures.ts';

const LEVELS = ['district', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key }));
const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null }); // prettier-ignore

/** Cells below grids of some, these below one district. */
function stateOf(cells: readonly CellShape[], gridOf: (cell: number) => number): PlanState {
  const grids = [...new Set(cells.map(({ id }) => gridOf(id)))];
  return planStateOf(coverageOf(cells), [area(100_000, null, 1), ...grids.map((id) => area(id, 100_000, 2)), ...cells.map(({ id }) => area(id, gridOf(id), 3))]); // prettier-ignore
}

/** All figures by area, as text. */
const allOf = (figures: PlanFigures): Record<number, unknown> =>
  Object.fromEntries([...figures.state.areas.keys()].sort((a, b) => a - b).map((id) => [id, { ...figures.sumsOf(id), ...figuresOf(figures, LEVELS, id) }])); // prettier-ignore

describe('live figures', () => {
  test('are those counted afresh after any chain of edits and undos', () => {
    let [made, staff] = [0, 0];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const cells = randomCells(seed);
        const make = (): PlanState => stateOf(cells, (cell) => 100_000 + Math.ceil(cell / 6));
        const ground = randomGround(make(), createRandom(seed));
        const base = make();
        const live = new PlanFigures(base, make(), ground);
        const random = createRandom(seed + 1);
        const done: PlanEdit[] = [];
        const afresh = (): PlanFigures => {
          const state = make();
          for (const edit of done) applyPlanEdit(state, edit);
          return new PlanFigures(base, state, ground);
        };
        const first = allOf(live);
        for (let k = 0; k < 16; k++) {
          if (random() < 0.3 && done.length > 0) live.apply(invertPlanEdit(done.pop()!));
          else {
            const before = allOf(live);
            const edit = editPlan(live.state, randomAct(live.state, random));
            if ('refused' in edit) continue;
            const touched = live.apply(edit);
            done.push(edit);
            made++;
            const after = allOf(live);
            for (const id of Object.keys(after).map(Number))
              if (!touched.areas.has(id)) expect(after[id]).toEqual(before[id]);
          }
          const fresh = allOf(afresh());
          expect(allOf(live)).toEqual(fresh);
          staff += live.sumsOf(100_000)!.members;
        }
        for (const edit of done.toReversed()) live.apply(invertPlanEdit(edit));
        expect(allOf(live)).toEqual(first);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(made).toBeGreaterThan(300);
    expect(staff).toBeGreaterThan(0);
  });

  test('of land and border are those of the shapes themselves, whoever lies beside', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const cells = randomCells(seed);
        const state = stateOf(cells, () => 100_001);
        const live = new PlanFigures(state, state, groundOf({}));
        for (const [cell, shape] of toPolygons(state.set.toCoverage())) {
          const m2 = areaM2(shape);
          // A tenth of a millimetre of height along each edge.
          expect(Math.abs(figuresOf(live, LEVELS, cell)!.areaM2 - m2)).toBeLessThan(m2 * 1e-6 + 0.01); // prettier-ignore
        }
        const whole = [...state.set.cells()].reduce((sum, cell) => sum + live.sumsOf(cell)!.cm2, 0);
        expect(live.sumsOf(100_000)!.cm2).toBe(whole);
      }),
      { numRuns: 30, seed: 3 },
    );
  });
});

/** Two grids of two cells each; squares of 10,000 steps, about 94 by 111 m. */
const STEP = 10_000;
const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
const house = (id: number, x: number, y: number, households: number | null, compoundId: number | null = null) =>
  ({ id, households, residents: households && 2 * households, compoundId, coordinates: [[rectangle(1_188_000_000 + x - 100, 320_000_000 + y - 100, 1_188_000_000 + x + 100, 320_000_000 + y + 100)]] }); // prettier-ignore
const drawn = (): PlanState => stateOf(gridFrom('ABCD', { step: STEP }), (cell) => (cell <= 2 ? 100_001 : 100_002)); // prettier-ignore

describe('figures of an area', () => {
  const road = { id: 1, kind: 'road' as const, class: 'minor', name: null, nameEn: null, geometry: { type: 'LineString' as const, coordinates: [at(2 * STEP, -500), at(2 * STEP, STEP + 500)] } }; // prettier-ignore
  const ground = groundOf({
    buildings: [house(1, 5000, 5000, 200), house(2, 15_000, 5000, 220), house(3, 25_000, 5000, 640), house(4, 35_000, 5000, null)], // prettier-ignore
    incidents: [at(5000, 5000), at(20_000, 5000), at(99_000, 0)],
    members: new Map([[1, 2], [100_001, 3]]), // prettier-ignore
    features: [road],
  });
  const live = (): PlanFigures => new PlanFigures(drawn(), drawn(), ground);
  const split: PlanAct = { verb: 'split', line: [at(5500, -100), at(5500, STEP + 100)], cells: [1], firstId: FIRST_PLAN_AREA_ID }; // prettier-ignore
  const make = (figures: PlanFigures, act: PlanAct): void => {
    const edit = editPlan(figures.state, act);
    if ('refused' in edit) throw new Error(edit.refused);
    figures.apply(edit);
  };

  test('are what is there', () => {
    const figures = live();
    const [first, second] = [
      figuresOf(figures, LEVELS, 100_001)!,
      figuresOf(figures, LEVELS, 100_002)!,
    ];
    expect(first).toMatchObject({ households: 420, residents: 840, buildings: 2, members: 5, incidents: 1, deviation: 0, estimated: false }); // prettier-ignore
    // A point on the border is its eastern cell's; too many by 140 households, for 1,280 residents would do.
    expect(second).toMatchObject({ households: 640, residents: 1280, incidents: 1, members: 0, deviation: 0 }); // prettier-ignore
    // Of the border of 20,000 by 10,000 steps one short side runs along the road.
    const [side, base] = [STEP * 0.011089, 2 * STEP * 0.009451];
    expect(first.onRoads).toBeCloseTo(side / (2 * side + 2 * base), 2);
    expect(first.onRoads + first.onWater + first.onWalls).toBe(first.onRoads);
    expect(first.compactness).toBeCloseTo((4 * Math.PI * side * base) / (2 * side + 2 * base) ** 2, 2); // prettier-ignore
    expect(figuresOf(figures, LEVELS, 1)!.deviation).toBeNull();
    expect(figuresOf(figures, LEVELS, 99)).toBeUndefined();
  });

  test('say by how many households it is out of its band, or that of itself', () => {
    const figures = live();
    const band = { households: { from: 100, to: 400 }, residents: { from: 900, to: 1000 } };
    make(figures, { verb: 'describe', areas: [{ id: 100_001, words: { band } }, { id: 100_002, words: { band } }] }); // prettier-ignore
    expect([100_001, 100_002].map((id) => figuresOf(figures, LEVELS, id)!.deviation)).toEqual([20, 240]); // prettier-ignore
    make(figures, { verb: 'describe', areas: [{ id: 100_002, words: { kind: 'dedicated' } }] });
    expect(figuresOf(figures, LEVELS, 100_002)!.deviation).toBeNull();
  });

  test('of a part: its houses, and the staff of what was parted', () => {
    const figures = live();
    make(figures, split);
    const parts = [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1].map((id) => figuresOf(figures, LEVELS, id)!); // prettier-ignore
    expect(parts.map(({ households, members }) => [households, members])).toEqual([[200, 2], [0, 2]]); // prettier-ignore
    expect(figuresOf(figures, LEVELS, 100_001)).toMatchObject({ households: 420, members: 5 });
    // Whoever gets land of it later has its staff too, as its posts will go.
    expect(figuresOf(figures, LEVELS, 2)!.members).toBe(0);
    make(figures, { verb: 'give', ring: [at(9000, 2000), at(10_500, 2000), at(10_500, 4000), at(9000, 4000)], cells: [FIRST_PLAN_AREA_ID + 1], to: 2 }); // prettier-ignore
    expect(figuresOf(figures, LEVELS, 2)!.members).toBe(2);
    expect(figuresOf(figures, LEVELS, 100_001)!.members).toBe(5);
  });

  test('are seen before an edit is made, which is then not made', () => {
    const figures = live();
    const before = allOf(figures);
    const edit = editPlan(figures.state, split);
    if ('refused' in edit) throw new Error(edit.refused);
    const seen = figures.tryOut(edit, ({ areas }) => [...areas].map((id) => figuresOf(figures, LEVELS, id)?.households)); // prettier-ignore
    expect(seen.sort()).toEqual([0, 1060, 200, 220, 420, undefined]);
    expect(allOf(figures)).toEqual(before);
  });

  test('that were counted by area go with the land, and are estimated', () => {
    const own = new Map([[1, { households: 100, residents: null }], [2, { households: 40, residents: null }]]); // prettier-ignore
    const figures = new PlanFigures(drawn(), drawn(), groundOf({ own }));
    expect(figuresOf(figures, LEVELS, 100_001)).toMatchObject({ households: 140, residents: null, estimated: false }); // prettier-ignore
    make(figures, split);
    const parts = [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1].map((id) => figuresOf(figures, LEVELS, id)!); // prettier-ignore
    expect(parts.map(({ households, estimated }) => [households, estimated])).toEqual([[55, true], [45, true]]); // prettier-ignore
    expect(figuresOf(figures, LEVELS, 100_001)!.households).toBe(140);
  });
});
