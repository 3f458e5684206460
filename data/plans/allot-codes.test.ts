import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Area } from '#data/areas/area.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { randomAct, textOf } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { allotCodes } from './allot-codes.ts';
import { editPlan } from './edit-plan.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from './plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import { planStateOf, type PlanState } from './plan-state.ts';

const area = (id: number, parentId: number | null, level: number, code: string): Area => ({ id, parentId, level, code, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
const pad = (no: number, digits = 2): string => String(no).padStart(digits, '0');

/** A street of two communities: 11 with grids 21 (cells A, B) and 22 (C), 12 with grid 23 (D). */
function district(): PlanState {
  const state = planStateOf(coverageOf(gridFrom('AABB/AABB/CCDD/CCDD')), [
    area(100, null, 1, '320109'),
    area(101, 100, 2, '320109001000'),
    area(11, 101, 3, '320109001001'),
    area(12, 101, 3, '320109001002'),
    area(21, 11, 4, '32010900100101'),
    area(22, 11, 4, '32010900100102'),
    area(23, 12, 4, '32010900100201'),
    area(1, 21, 5, '3201090010010101'),
    area(2, 21, 5, '3201090010010102'),
    area(3, 22, 5, '3201090010010201'),
    area(4, 23, 5, '3201090010020101'),
  ]);
  expect(state.scheme.name).toBe('cj-t-213');
  return state;
}
const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
const made = (edit: PlanEdit | PlanEditRefusal): PlanEdit => {
  if ('refused' in edit) throw new Error(`${edit.refused} ${edit.areas.join(' ')}`);
  return edit;
};
const act = (state: PlanState, asked: PlanAct): void => applyPlanEdit(state, made(editPlan(state, asked))); // prettier-ignore
const [P, Q, R] = [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1, FIRST_PLAN_AREA_ID + 2] as const;
const codesOf = (edit: PlanEdit | PlanEditRefusal) =>
  made(edit).areas.map(({ id, is }) => [id, is?.code]);
const splitA: PlanAct = { verb: 'split', line: [at(0, 3000), at(2000, 3000)], cells: [1], firstId: P }; // prettier-ignore
const describeCode = (id: number, code: string): PlanAct => ({ verb: 'describe', areas: [{ id, words: { code } }] }); // prettier-ignore

describe('codes of what is new', () => {
  test('a split retires a code and allots two, the northern one first; a merge one', () => {
    const state = district();
    expect(codesOf(allotCodes(state, []))).toEqual([]);
    act(state, splitA);
    const [north, south] = toOrder(state, P, Q);
    expect(new Map(codesOf(allotCodes(state, [])) as [number, string][])).toEqual(
      new Map([[north, '3201090010010103'], [south, '3201090010010104']]), // prettier-ignore
    );
    // …03 was given once and retired since.
    expect(codesOf(allotCodes(state, ['3201090010010103'])).map(([, code]) => code).sort()).toEqual(['3201090010010104', '3201090010010105']); // prettier-ignore
    act(state, describeCode(north, '3201090010010103'));
    expect(codesOf(allotCodes(state, []))).toEqual([[south, '3201090010010104']]);
    act(state, { verb: 'merge', cells: [P, Q, 2], id: R });
    expect(codesOf(allotCodes(state, []))).toEqual([[R, '3201090010010103']]);
  });

  test('what comes below another parent gets a code of its own there, with all below it', () => {
    const state = district();
    act(state, { verb: 'reassign', areas: [22], parentId: 12 });
    expect(codesOf(allotCodes(state, []))).toEqual([
      [3, '3201090010020201'],
      [22, '32010900100202'],
    ]);
  });

  test('a community is numbered by the statistics office: its code is entered', () => {
    const state = district();
    act(state, { verb: 'reassign', areas: [22], parentId: 101, found: { id: P, level: 3 } });
    expect(allotCodes(state, [])).toEqual({ refused: 'code-from-outside', areas: [P] });
    act(state, describeCode(P, '320109001003'));
    expect(codesOf(allotCodes(state, []))).toEqual([[3, '3201090010030101'], [22, '32010900100301']]); // prettier-ignore
  });

  test('says whose code has nothing left after it', () => {
    const state = district();
    act(state, splitA);
    const taken = Array.from({ length: 98 }, (_, i) => `32010900100101${pad(i + 1)}`);
    expect(allotCodes(state, taken)).toEqual({ refused: 'codes-used-up', areas: [21] });
    act(state, describeCode(21, '32010900100109'));
    expect(codesOf(allotCodes(state, taken))).toHaveLength(3);
  });
});

describe('a code that is said', () => {
  const refusal = (state: PlanState, asked: PlanAct) => {
    const edit = editPlan(state, asked);
    return 'refused' in edit ? `${edit.refused} ${edit.areas.join(' ')}` : null;
  };
  test('is of the scheme and nobody else’s', () => {
    const state = district();
    act(state, splitA);
    expect(refusal(state, describeCode(P, '3201090010010105'))).toBeNull();
    expect(refusal(state, describeCode(P, ''))).toBe(`changes-nothing ${P}`);
    expect(refusal(state, describeCode(P, '3201090010010102'))).toBe(`code-in-use 2 ${P}`);
    expect(refusal(state, describeCode(P, '3201090010010101'))).toBe(`code-retired ${P}`);
    expect(refusal(state, describeCode(P, '3201090010010205'))).toBe(`not-a-code ${P}`);
    expect(refusal(state, describeCode(P, '甲'))).toBe(`not-a-code ${P}`);
    const twice: PlanAct = { verb: 'describe', areas: [P, Q].map((id) => ({ id, words: { code: '3201090010010105' } })) }; // prettier-ignore
    expect(refusal(state, twice)).toBe(`code-in-use ${P} ${Q}`);
    const swap: PlanAct = { verb: 'describe', areas: [{ id: 2, words: { code: '3201090010010109' } }, { id: P, words: { code: '3201090010010102' } }] }; // prettier-ignore
    expect(refusal(state, swap)).toBe(`code-retired ${P}`);
    // Its own, again.
    act(state, describeCode(2, '3201090010010109'));
    expect(refusal(state, describeCode(2, '3201090010010102'))).toBeNull();
  });
  test('with an act that makes an area, too', () => {
    const state = district();
    const carve = (code: string): PlanAct => ({ verb: 'carve', ring: [at(100, 3000), at(900, 3000), at(500, 3800)], id: P, words: { code } }); // prettier-ignore
    expect(refusal(state, carve('3201090010010102'))).toBe(`code-in-use 2 ${P}`);
    expect(refusal(state, carve('x'))).toBe(`not-a-code ${P}`);
    expect(refusal(state, carve('3201090010010107'))).toBeNull();
    const found = (code: string): PlanAct => ({ verb: 'reassign', areas: [22], parentId: 101, found: { id: P, level: 3, words: { code } } }); // prettier-ignore
    expect(refusal(state, found('320109001002'))).toBe(`code-in-use 12 ${P}`);
    expect(refusal(state, found('320109002009'))).toBe(`not-a-code ${P}`);
    expect(refusal(state, found('320109001009'))).toBeNull();
  });
});

test('after any acts: all have a code of the scheme, no two the same, none given before; once more changes nothing', () => {
  let [allotted, refusals] = [0, 0];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.boolean(), (seed, isFree) => {
      const cells = randomCells(seed);
      const gridNo = (id: number): number => Math.ceil(id / 6);
      const grids = [...new Set(cells.map(({ id }) => gridNo(id)))];
      const start = (): PlanState =>
        planStateOf(coverageOf(cells), [
          area(100_000, null, 1, isFree ? 'Z' : '320109'),
          area(100_001, 100_000, 2, isFree ? 'Y' : '320109001000'),
          area(100_002, 100_001, 3, '320109001001'),
          ...grids.map((no) => area(200_000 + no, 100_002, 4, `320109001001${pad(no)}`)),
          ...cells.map(({ id }) => area(id, 200_000 + gridNo(id), 5, `320109001001${pad(gridNo(id))}${pad(((id - 1) % 6) + 1)}`)), // prettier-ignore
        ]);
      const state = start();
      expect(state.scheme.name).toBe(isFree ? 'free' : 'cj-t-213');
      const random = createRandom(seed);
      const given = new Set(state.bearers.keys());
      for (let k = 0; k < 12; k++) {
        const edit = editPlan(state, randomAct(state, random));
        if (!('refused' in edit)) applyPlanEdit(state, edit);
        if (k % 4 !== 3) continue;
        const before = textOf(state);
        const codes = allotCodes(state, given);
        expect(textOf(state)).toBe(before);
        expect(allotCodes(state, [...given].reverse())).toEqual(codes);
        if ('refused' in codes) {
          refusals++;
          continue;
        }
        applyPlanEdit(state, codes);
        for (const { is, was } of codes.areas) {
          allotted++;
          expect(given.has(is!.code!), is!.code!).toBe(false);
          expect(Object.keys(was!)).toEqual(['code']);
        }
        const now = [...state.areas.values()];
        expect(new Set(now.map(({ code }) => code)).size).toBe(now.length);
        for (const { level, code, parentId } of now)
          expect(state.scheme.isCode(level, code, parentId === null ? null : state.areas.get(parentId)!)).toBe(true); // prettier-ignore
        for (const { code } of now) given.add(code);
        expect(allotCodes(state, given)).toEqual({ borders: null, areas: [] });
        const after = textOf(state);
        applyPlanEdit(state, invertPlanEdit(codes));
        expect(textOf(state)).toBe(before);
        applyPlanEdit(state, codes);
        expect(textOf(state)).toBe(after);
      }
    }),
    { numRuns: 25, seed: 7 },
  );
  expect(allotted).toBeGreaterThan(250);
  expect(refusals).toBeLessThan(10);
});

/** Two cells, the northern one first. */
function toOrder({ set }: PlanState, a: number, b: number): [number, number] {
  const top = (cell: number): number => Math.max(...[...set.of(cell)].map((id) => set.edge(id).by));
  return top(a) > top(b) ? [a, b] : [b, a];
}
