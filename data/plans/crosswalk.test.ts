import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Area } from '#data/areas/area.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { areasOf } from '#data/fixtures/try-edit.ts';
import { landOf, sharedArea2 } from '#data/coverage/shared-land.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { crosswalk, type CrosswalkRow } from './crosswalk.ts';
import { editPlan } from './edit-plan.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from './plan-act.ts';
import { applyPlanEdit } from './plan-edit.ts';
import { planStateOf, type PlanState } from './plan-state.ts';

const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore

/** A and B below grid 101, C and D below 102; squares of 1,000 steps. */
function four(): PlanState {
  return planStateOf(coverageOf(gridFrom('AABB/AABB/CCDD/CCDD')), [
    area(100, null, 1),
    area(101, 100, 2),
    area(102, 100, 2),
    ...[1, 2, 3, 4].map((id) => area(id, id < 3 ? 101 : 102, 3)),
  ]);
}
const at = (x: number, y: number): [number, number] => [
  toDegrees(1_188_000_000 + x),
  toDegrees(320_000_000 + y),
];
function after(...acts: PlanAct[]): PlanState {
  const state = four();
  for (const act of acts) {
    const edit = editPlan(state, act);
    if ('refused' in edit) throw new Error(edit.refused);
    applyPlanEdit(state, edit);
  }
  return state;
}
const NEW = FIRST_PLAN_AREA_ID;
const said = (rows: CrosswalkRow[]): string[] =>
  rows.map((r) => `${r.fromId}>${r.toId} ${[r.shareArea, r.shareHouseholds, r.shareResidents].map((s) => Number(s.toFixed(4))).join(' ')} ${Number(r.households.toFixed(4))}`); // prettier-ignore

describe('from old areas to new', () => {
  const living = new Map([[1, { households: 100, residents: 300 }]]);
  const buildings = [
    { cell: 1, at: at(500, 2500), households: 60, residents: 150 },
    { cell: 1, at: at(1500, 2500), households: 30, residents: 150 },
  ];

  test('a split: people go with their buildings, and whom none carries with the land', () => {
    // A quarter of the land in the west.
    const split: PlanAct = { verb: 'split', line: [at(500.4, 5000), at(500, 1000)], cells: [1], firstId: NEW }; // prettier-ignore
    expect(said(crosswalk(four(), after(split), living, buildings.map((b) => ({ ...b, at: at(b.at === buildings[0]!.at ? 250 : 1500, 2500) }))))).toEqual([
      `1>${NEW} 0.25 0.625 0.5 62.5`,
      `1>${NEW + 1} 0.75 0.375 0.5 37.5`,
    ]); // prettier-ignore
  });

  test('a merge, and where nobody lives the share of land', () => {
    const merge: PlanAct = { verb: 'merge', cells: [1, 2], id: NEW };
    expect(said(crosswalk(four(), after(merge), living, buildings))).toEqual([
      `1>${NEW} 1 1 1 100`,
      `2>${NEW} 1 1 1 0`,
    ]);
  });

  test('land given to a cell of another grid is the grids’ too', () => {
    const give: PlanAct = { verb: 'give', ring: [at(0, 1500), at(1000, 1500), at(1000, 3000), at(0, 3000)], to: 3 }; // prettier-ignore
    expect(said(crosswalk(four(), after(give), living, buildings))).toEqual([
      '101>101 0.875 0.375 0.5 37.5',
      '101>102 0.125 0.625 0.5 62.5',
      '1>1 0.75 0.375 0.5 37.5',
      '1>3 0.25 0.625 0.5 62.5',
    ].sort()); // prettier-ignore
  });

  test('a cell under another parent moves whole, and what becomes empty goes whole', () => {
    const move: PlanAct = { verb: 'reassign', areas: [1, 2], parentId: 102 };
    expect(said(crosswalk(four(), after(move), living, buildings))).toEqual(['101>102 1 1 1 100']);
  });

  test('nothing changed is no row', () => {
    expect(crosswalk(four(), four(), living, [])).toEqual([]);
  });
});

describe('whatever was edited', () => {
  test('no land and nobody is lost between cells', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const cells = randomCells(seed);
        const make = (): PlanState =>
          planStateOf(coverageOf(cells), [
            area(100_000, null, 1),
            ...cells.map(({ id }) => area(id, 100_000, 2)),
          ]);
        const [before, now] = [make(), make()];
        const random = createRandom(seed);
        for (let k = 0; k < 8; k++) {
          const act = randomAct(now, random);
          if (act.verb === 'draw' || (act.verb === 'reshape' && act.between.includes(0))) continue;
          if (['move-vertex', 'simplify', 'redraw'].includes(act.verb)) continue;
          const edit = editPlan(now, act);
          if (!('refused' in edit)) applyPlanEdit(now, edit);
        }
        const exact = areasOf(before.set.toCoverage());
        for (const cell of before.set.cells()) {
          const land = landOf(before.set, cell);
          expect(land.area2).toBe(exact[cell]);
          expect(sharedArea2(land, land) / exact[cell]!).toBeCloseTo(1, 9);
        }
        const living = new Map(cells.map(({ id }) => [id, { households: 10 + id, residents: 0 }]));
        const sums = new Map<number, [number, number]>();
        const rows = crosswalk(before, now, living, []);
        for (const { level, fromId, shareArea, households } of rows) {
          if (level === 1) continue;
          const [area, people] = sums.get(fromId) ?? [0, 0];
          sums.set(fromId, [area + shareArea, people + households]);
        }
        for (const [cell, [share, people]] of sums) {
          // Where the outline was bent to the lattice a step of land along it is the outside's.
          expect(Math.abs(1 - share)).toBeLessThan(
            (2 * lengthOf(before, cell)) / exact[cell]! + 1e-6,
          );
          expect(people).toBeCloseTo(living.get(cell)!.households, 6);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
  });
});

/** Of a cell's border, lattice steps. */
function lengthOf({ set }: PlanState, cell: number): number {
  const edges = [...set.of(cell)].map((id) => set.edge(id));
  return edges.reduce((sum, { ax, ay, bx, by }) => sum + Math.hypot(bx - ax, by - ay), 0);
}
