import { describe, expect, it } from 'vitest';

import type { Plan } from '#data/plans/plan.ts';

import { mergeTold } from './merge-told.ts';

const plan = (id: string, day: number, revision = 1): Plan => ({
  id,
  name: id,
  editionId: 1,
  status: 'draft',
  validFrom: null,
  actor: '',
  madeAt: `2026-11-${10 + day}T00:00:00.000Z`,
  revision,
  position: 0,
  editCount: 0,
});
const told = (...plans: Plan[]) => new Map(plans.map((p) => [p.id, p]));
const ids = (plans: readonly Plan[]) => plans.map((p) => `${p.id}${p.revision}`);

describe('plans as they are told', () => {
  it('have the later revision, whichever came first', () => {
    const read = [plan('b', 2, 5), plan('a', 1, 5)];
    expect(ids(mergeTold(read, told(plan('a', 1, 6), plan('b', 2, 4)), true))).toEqual([
      'b5',
      'a6',
    ]);
  });
  it('come first where they are new', () => {
    expect(ids(mergeTold([plan('a', 1)], told(plan('c', 3)), false))).toEqual(['c1', 'a1']);
  });
  it('leave older ones to the page that has them', () => {
    const read = [plan('c', 3), plan('b', 2)];
    expect(ids(mergeTold(read, told(plan('a', 1)), false))).toEqual(['c1', 'b1']);
    expect(ids(mergeTold(read, told(plan('a', 1)), true))).toEqual(['c1', 'b1', 'a1']);
  });
});
