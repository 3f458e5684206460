import { describe, expect, it } from 'vitest';

import { advance, stepsOpenTo, type Act } from './advance.ts';
import type { Incident } from './incident.ts';

const AT = '2026-01-15T08:00:00.000Z';
const LATER = '2026-01-15T09:30:00.000Z';
const report: Act = {
  step: 'report',
  told: {
    id: '6f0f5a0e-7a0c-4b67-9f0a-0d6a5c1f0001',
    no: '',
    category: 'fire-lane',
    title: '消防通道堵塞',
    description: '',
    address: null,
    at: [118.7, 32],
    areaId: 7,
    editionId: 1,
    origin: 'patrol',
  },
  severity: 2,
  actor: '王芳',
  note: '',
};
const close = (expects: number): Act => ({ step: 'close', expects, actor: '李强', note: '已清理' });
const reported = (): Incident => {
  const made = advance(null, report, AT);
  if ('refusal' in made) throw new Error(made.refusal);
  return made.incident;
};

describe('advance', () => {
  it('opens an incident with the severity of its category and its first entry', () => {
    expect(advance(null, report, AT)).toEqual({
      incident: {
        ...(report as Extract<Act, { step: 'report' }>).told,
        severity: 2,
        reportedAt: AT,
        state: 'open',
        revision: 1,
        closedAt: null,
      },
      entry: { revision: 1, step: 'report', at: AT, actor: '王芳', note: '' },
    });
  });
  it('closes one, and leaves what it was given as it was', () => {
    const before = Object.freeze(reported());
    expect(advance(before, close(1), LATER)).toEqual({
      incident: { ...before, state: 'closed', revision: 2, closedAt: LATER },
      entry: { revision: 2, step: 'close', at: LATER, actor: '李强', note: '已清理' },
    });
  });
  it('says no in words', () => {
    const before = reported();
    const done = advance(before, close(1), LATER);
    if ('refusal' in done) throw new Error(done.refusal);
    expect(advance(null, close(1), LATER)).toEqual({ refusal: 'unknown-incident' });
    expect(advance(before, close(2), LATER)).toEqual({ refusal: 'revision-moved-on' });
    expect(advance(done.incident, close(2), LATER)).toEqual({ refusal: 'already-closed' });
    expect(advance(done.incident, close(1), LATER)).toEqual({ refusal: 'already-closed' });
    expect(advance(before, report, LATER)).toEqual({ refusal: 'revision-moved-on' });
  });
  it('never closes before the report, whatever the clock says', () => {
    const before = reported();
    const made = advance(before, close(1), '2026-01-15T07:59:00.000Z');
    expect(made).toMatchObject({ incident: { closedAt: AT }, entry: { at: AT } });
  });
});

it('offers exactly the steps that advance takes', () => {
  const before = reported();
  const done = advance(before, close(1), LATER);
  if ('refusal' in done) throw new Error(done.refusal);
  expect(stepsOpenTo('all', null)).toEqual(['report']);
  expect(stepsOpenTo('all', before)).toEqual(['close']);
  expect(stepsOpenTo('all', done.incident)).toEqual([]);
});
