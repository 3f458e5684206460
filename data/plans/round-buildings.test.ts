import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { checkAround } from '#data/coverage/check-around.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import {
  groundOf,
  randomGround,
  rectangle,
  type DrawnBuilding,
} from '#data/fixtures/random-ground.ts';
import { coverageOf, faultOf } from '#data/fixtures/sound.ts';
import { areaM2 } from '#data/geo/area-m2.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { editPlan } from './edit-plan.ts';
import { PlanFigures } from './figures/plan-figures.ts';
import type { PlanAct } from './plan-act.ts';
import { invertPlanEdit } from './plan-edit.ts';
import { planStateOf, type PlanState } from './plan-state.ts';
import { cellsThrough } from './problems/of-buildings.ts';
import { piecesOf } from './problems/pieces.ts';
import { roundBuildings } from './round-buildings.ts';

const [WEST, SOUTH] = [1_188_000_000, 320_000_000];
/** About 190 by 220 m. */
const STEP = 20_000;
const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: '', nameEn: null }); // prettier-ignore
const drawn = (drawing: string): PlanState => {
  const cells = gridFrom(drawing, { step: STEP });
  return planStateOf(coverageOf(cells), [area(100, null, 1), ...cells.map(({ id }) => area(id, 100, 2))]); // prettier-ignore
};
/** 18 m square, by its middle. */
const house = (id: number, x: number, y: number, compoundId: number | null = null, households = 20): DrawnBuilding =>
  ({ id, households, residents: 50, compoundId, coordinates: [[rectangle(WEST + x - 1000, SOUTH + y - 1000, WEST + x + 1000, SOUTH + y + 1000)]] }); // prettier-ignore
const compound = (id: number, west: number, south: number, east: number, north: number) => ({ id, name: `小区${id}`, ring: rectangle(WEST + west, SOUTH + south, WEST + east, SOUTH + north) }); // prettier-ignore

function opened(make: () => PlanState, ground: Parameters<typeof groundOf>[0]): PlanFigures {
  return new PlanFigures(make(), make(), groundOf(ground));
}
/** What comes of giving: the cell of each building afterwards, or why not. */
function given(figures: PlanFigures, ids: number[], to: number): string {
  const act = roundBuildings(figures, ids, to);
  if ('refused' in act) return `${act.refused} ${act.areas.join(' ')}`;
  const edit = editPlan(figures.state, act);
  if ('refused' in edit) throw new Error(edit.refused);
  figures.apply(edit);
  expect(faultOf(figures.state.set.toCoverage())).toBeNull();
  const { ids: all } = figures.ground;
  return [...all].map((id, i) => `${id}:${figures.buildings.cellOf(i)}`).join(' ');
}

describe('buildings are given to a cell beside', () => {
  test('with the land round them and the way to it, and nobody else', () => {
    const figures = opened(() => drawn('AB'), { buildings: [house(1, 16_000, 5000), house(2, 5000, 15_000), house(3, 30_000, 5000)] }); // prettier-ignore
    expect(given(figures, [1], 2)).toBe('1:2 2:1 3:2');
    expect(piecesOf(figures.state.set, [1])).toHaveLength(1);
    // 18 m and two metres about it, and as broad a way of 30 m to the border.
    const [piece] = piecesOf(figures.state.set, [2]);
    const taken = areaM2([piece!]) - (STEP * 0.011089) * (STEP * 0.009451); // prettier-ignore
    expect(taken).toBeGreaterThan(22 * 25);
    expect(taken).toBeLessThan(30 * 60);
  });

  test('along the wall of their compound, where all of it goes', () => {
    const buildings = [house(1, 13_000, 5000, 7), house(2, 17_000, 5000, 7), house(3, 3000, 3000)];
    const figures = opened(() => drawn('AB'), { buildings, compounds: [compound(7, 11_000, 2000, 19_000, 8000)] }); // prettier-ignore
    expect(given(figures, [2], 2)).toBe('compound-would-be-cut 1');
    expect(given(figures, [1, 2], 2)).toBe('1:2 2:2 3:1');
    const corners = [...figures.state.set.of(1)].map((id) => figures.state.set.edge(id)).flatMap(({ ax, ay }) => [`${ax + figures.state.set.originX - WEST} ${ay + figures.state.set.originY - SOUTH}`]); // prettier-ignore
    expect(corners).toEqual(expect.arrayContaining(['11000 2000', '11000 8000']));
  });

  test('all of a cell, where hardly a rim of it would stay', () => {
    const buildings = [house(1, 5000, 5000, 7), house(2, 15_000, 15_000, 7)];
    const figures = opened(() => drawn('ABC'), { buildings, compounds: [compound(7, 1000, 1000, 19_000, 19_000)] }); // prettier-ignore
    expect(given(figures, [1, 2], 2)).toBe('1:2 2:2');
    expect(figures.state.set.cells().sort()).toEqual([2, 3]);
  });

  test('by a way between two others, and not where they stand too near', () => {
    const between = [house(1, 8000, 10_000), house(2, 15_000, 11_200), house(3, 15_000, 8000)];
    expect(
      given(
        opened(() => drawn('AB'), { buildings: between }),
        [1],
        2,
      ),
    ).toBe('1:2 2:1 3:1');
    const before = [house(1, 8000, 10_000), house(2, 15_000, 10_000)];
    expect(given(opened(() => drawn('AB'), { buildings: before }), [1], 2)).toBe('others-in-between 1 2'); // prettier-ignore
    expect(
      given(
        opened(() => drawn('AB'), { buildings: before }),
        [1, 2],
        2,
      ),
    ).toBe('1:2 2:2');
  });

  test('one through which the border runs comes whole to where it is meant to be', () => {
    const figures = opened(() => drawn('AB'), { buildings: [house(1, STEP, 10_000)] });
    expect([...cellsThrough(figures, 0)].sort()).toEqual([1, 2]);
    expect(given(figures, [1], 1)).toBe('1:1');
    expect(cellsThrough(figures, 0).size).toBe(0);
  });

  test('or refused: with a cell between, of no such building, or where it is already', () => {
    const make = (): PlanFigures => opened(() => drawn('ABC'), { buildings: [house(1, 5000, 5000), house(2, 90_000, 0)] }); // prettier-ignore
    expect(given(make(), [1], 3)).toBe('not-beside 1 3');
    expect(given(make(), [1, 9], 2)).toBe('no-such-building 2');
    expect(given(make(), [1], 1)).toBe('changes-nothing 1');
    expect(given(make(), [2], 1)).toBe('not-beside 1');
    expect(given(make(), [1], 9)).toBe('no-such-cell 9');
  });

  test('whoever sends it: what leaves a building out, or a cell apart, is refused', () => {
    const figures = opened(() => drawn('AB'), { buildings: [house(1, 16_000, 5000)] });
    const act = roundBuildings(figures, [1], 2) as Extract<PlanAct, { verb: 'give-buildings' }>;
    const elsewhere = { id: 2, at: [toDegrees(WEST + 1000), toDegrees(SOUTH + 1000)] as [number, number] }; // prettier-ignore
    expect(editPlan(figures.state, { ...act, buildings: [elsewhere] })).toMatchObject({ refused: 'building-left-out' }); // prettier-ignore
    const at = (x: number, y: number): [number, number] => [toDegrees(WEST + x), toDegrees(SOUTH + y)]; // prettier-ignore
    const across = [at(-1, 4000), at(30_000, 4000), at(30_000, 6000), at(-1, 6000)];
    expect(editPlan(figures.state, { ...act, ring: across })).toMatchObject({ refused: 'would-lie-apart', areas: [1] }); // prettier-ignore
  });
});

test('wherever buildings stand: exact borders, all of them there, nobody else moved, or a reason', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const cells = randomCells(seed);
      const make = (): PlanState => planStateOf(coverageOf(cells), [area(100_000, null, 1), ...cells.map(({ id }) => area(id, 100_000, 2))]); // prettier-ignore
      const figures = new PlanFigures(make(), make(), randomGround(make(), createRandom(seed)));
      const { state, ground, buildings } = figures;
      const random = createRandom(seed);
      const first = JSON.stringify(state.set.toCoverage());
      const done = [];
      for (let k = 0; k < 12; k++) {
        const from = state.set.cells()[Math.floor(random() * state.set.cells().length)]!;
        const there = [...buildings.in(from)];
        const edges = [...state.set.of(from)].map((id) => state.set.edge(id));
        const { left, right } = edges[Math.floor(random() * edges.length)]!;
        const ids = there.filter(() => random() < 0.6).map((i) => ground.ids[i]!);
        const act = roundBuildings(figures, ids, left === from ? right : left);
        const what = 'refused' in act ? act.refused : 'given';
        outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
        if ('refused' in act || act.verb !== 'give-buildings') continue;
        const meant = new Set(act.buildings.map(({ id }) => id));
        const before = Array.from(ground.ids, (_, i) => buildings.cellOf(i));
        const pieces = new Map(state.set.cells().map((cell) => [cell, piecesOf(state.set, [cell]).length])); // prettier-ignore
        const edit = editPlan(state, act);
        if ('refused' in edit) throw new Error(edit.refused);
        figures.apply(edit);
        done.push(edit);
        expect(faultOf(state.set.toCoverage())).toBeNull();
        expect(checkAround(state.set, edit.borders!.patch)).toEqual([]);
        ground.ids.forEach((id, i) => expect(buildings.cellOf(i)).toBe(meant.has(id) ? act.to : before[i])); // prettier-ignore
        for (const cell of state.set.cells()) expect(piecesOf(state.set, [cell]).length).toBeLessThanOrEqual(pieces.get(cell)!); // prettier-ignore
      }
      for (const edit of done.toReversed()) figures.apply(invertPlanEdit(edit));
      expect(JSON.stringify(state.set.toCoverage())).toBe(first);
    }),
    { numRuns: 60, seed: 5 },
  );
  expect(outcomes.get('given')).toBeGreaterThan(40);
});
