import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Area, MultiPolygonCoordinates } from '#data/areas/area.ts';
import { withParents } from '#data/areas/with-parents.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';

import { allotCodes } from './allot-codes.ts';
import { crosswalk, type CrosswalkRow } from './crosswalk.ts';
import { editPlan } from './edit-plan.ts';
import { newEdition } from './new-edition.ts';
import { FIRST_PLAN_AREA_ID } from './plan-act.ts';
import { applyPlanEdit } from './plan-edit.ts';
import { planStateOf, type PlanState } from './plan-state.ts';
import { shareCounts } from './share-counts.ts';

const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: level === 3 ? 100 : null, ownResidents: null, ownCountedOn: null }); // prettier-ignore

/** Borders of every area of a state. */
function shapesOf({ set, areas }: PlanState): Map<number, MultiPolygonCoordinates> {
  const coverage = set.toCoverage();
  const levels = [...new Set([...areas.values()].map(({ level }) => level))];
  return new Map(levels.flatMap((level) => [...dissolve(coverage, (cell) => withParents(areas, cell).find((one) => one.level === level)?.id ?? 0)])); // prettier-ignore
}

describe('a new edition', () => {
  test('with what it carries has the areas and borders of the plan, to the last vertex', () => {
    let carried = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const cells = randomCells(seed);
        const areas = [area(90_000, null, 1), area(90_001, 90_000, 2), area(90_002, 90_000, 2)];
        areas.push(...cells.map(({ id }, i) => area(id, 90_001 + (i % 2), 3)));
        const make = (): PlanState => planStateOf(coverageOf(cells), areas);
        const [before, after] = [make(), make()];
        const random = createRandom(seed);
        for (let k = 0; k < 6; k++) {
          const edit = editPlan(after, randomAct(after, random));
          if (!('refused' in edit)) applyPlanEdit(after, edit);
        }
        const codes = allotCodes(after, []);
        if ('refused' in codes) throw new Error(codes.refused);
        applyPlanEdit(after, codes);
        const rows = crosswalk(before, after, new Map(), []);
        const made = newEdition(before, after, rows, areas, 100_000);

        const forGood = (id: number): number => made.idOf.get(id) ?? id;
        expect([...made.idOf.values()].every((id) => id >= 100_000 && id < FIRST_PLAN_AREA_ID)).toBe(true); // prettier-ignore
        const shapes = shapesOf(before);
        for (const id of made.retired) shapes.delete(id);
        carried += shapes.size - made.versions.length;
        for (const { id, coordinates } of made.versions) shapes.set(id, coordinates);
        const wanted = new Map([...shapesOf(after)].map(([id, shape]) => [forGood(id), shape]));
        expect([...shapes].sort(([a], [b]) => a - b)).toEqual([...wanted].sort(([a], [b]) => a - b)); // prettier-ignore
        const parents = new Set([...after.areas.values()].map(({ parentId }) => parentId));
        const leaves = [...after.areas.keys()].filter((id) => !parents.has(id)).map(forGood);
        expect('faults' in fromPolygons(leaves.map((id) => ({ id, coordinates: shapes.get(id)! })))).toBe(false); // prettier-ignore
        for (const { id, parentId, code, level } of made.versions) {
          expect(code).not.toBe('');
          expect(parentId === null).toBe(level === 1);
          expect([id, parentId ?? 0].every((one) => one < FIRST_PLAN_AREA_ID)).toBe(true);
        }
      }),
      { numRuns: 25, seed: 5 },
    );
    expect(carried).toBeGreaterThan(25);
  });

  test('of what is as it was is nothing', () => {
    const cells = randomCells(3);
    const areas = [area(90_000, null, 1), ...cells.map(({ id }) => area(id, 90_000, 3))];
    const state = (): PlanState => planStateOf(coverageOf(cells), areas);
    expect(newEdition(state(), state(), [], areas, 1)).toMatchObject({ retired: [], versions: [] });
  });
});

describe('own counts', () => {
  const row = (fromId: number, toId: number, share: number): CrosswalkRow => ({ level: 3, fromId, toId, shareArea: share, shareHouseholds: share, shareResidents: share, households: 0, residents: 0 }); // prettier-ignore
  const counted = (id: number, ownHouseholds: number | null, ownCountedOn = '2026-01-01') => ({ id, ownHouseholds, ownResidents: null, ownCountedOn: ownHouseholds === null ? null : ownCountedOn }); // prettier-ignore

  test('are shared out in whole numbers, and none is lost', () => {
    const third = [row(1, 2, 1 / 3), row(1, 3, 1 / 3), row(1, 4, 1 / 3)];
    const own = shareCounts(third, [counted(1, 100)], [2, 3, 4, 5]);
    expect([2, 3, 4, 5].map((id) => own.get(id)!.ownHouseholds)).toEqual([33, 34, 33, null]);
    expect(own.get(2)).toEqual({ ownHouseholds: 33, ownResidents: null, ownCountedOn: '2026-01-01' }); // prettier-ignore
  });

  test('add up where land comes together, without a date where they have two', () => {
    const rows = [row(1, 3, 1), row(2, 3, 0.5), row(2, 2, 0.5)];
    const own = shareCounts(rows, [counted(1, 100), counted(2, 50, '2025-01-01')], [2, 3]);
    expect(own.get(3)).toMatchObject({ ownHouseholds: 125, ownCountedOn: null });
    expect(own.get(2)).toMatchObject({ ownHouseholds: 25, ownCountedOn: '2025-01-01' });
  });

  test('of land that stays stay', () => {
    expect(shareCounts([], [counted(1, 7)], [1]).get(1)).toMatchObject({ ownHouseholds: 7 });
  });
});
