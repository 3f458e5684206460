import { expect, test } from 'vitest';

import type { KeptPlanEdit, PlanEdit } from '#data/plans/plan-edit.ts';

import { stepOf, type NamesThen } from './step-of.ts';

const kept = (seq: number, areas: PlanEdit['areas']): KeptPlanEdit =>
  ({ seq, act: { verb: 'describe' }, edit: { borders: null, areas }, actor: '', madeAt: '' }) as unknown as KeptPlanEdit; // prettier-ignore

test('a step says in both languages what areas were called before it', () => {
  const names: NamesThen = new Map([[1, { name: '第1网格', nameEn: 'Grid 1' }]]);
  const said = (seq: number, areas: PlanEdit['areas']) => stepOf(kept(seq, areas), names).names;
  expect(said(1, [{ id: 1, was: { name: '第1网格' }, is: { name: '东网格' } }])).toEqual([
    { name: '第1网格', nameEn: 'Grid 1' },
  ]);
  // One name was changed alone: the other stays.
  expect(said(2, [{ id: 1, was: { nameEn: 'Grid 1' }, is: { nameEn: 'East Grid' } }])).toEqual([
    { name: '东网格', nameEn: 'Grid 1' },
  ]);
  expect(said(3, [{ id: 1, was: { locked: false }, is: { locked: true } }])).toEqual([
    { name: '东网格', nameEn: 'East Grid' },
  ]);
  // What is new is called what it is from now on, and what has no name is left out.
  expect(said(4, [{ id: 2, was: null, is: { name: '新网格' } }])).toEqual([
    { name: '新网格', nameEn: null },
  ]);
  expect(said(5, [{ id: 3, was: null, is: { name: '' } }])).toEqual([]);
});
