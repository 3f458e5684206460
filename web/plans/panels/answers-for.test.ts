import { describe, expect, test } from 'vitest';

import { FIRST_PLAN_AREA_ID } from '#data/plans/plan-act.ts';
import type { PlanArea } from '#data/plans/plan-state.ts';

import { answersFor, type Held } from './answers-for.ts';

const LEVELS = ['district', 'street', 'community', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key })); // prettier-ignore
const area = (id: number, level: number, more: Partial<PlanArea> = {}): PlanArea => ({ id, parentId: null, level, name: `区域${id}`, nameEn: null, code: '', kind: 'comprehensive', leaderId: null, ownerId: null, band: null, locked: false, ...more }); // prettier-ignore
const said = (of: PlanArea, held: Held = new Map(), others: PlanArea[] = []) =>
  answersFor(of, (id) => others.find((one) => one.id === id), LEVELS, held, 'en');
const post = (role: string, name: string, organisation: object | null = null) => ({ role, name, organisation }); // prettier-ignore
const chain = (id: number, posts: object[]): [string, unknown] => [`/api/areas/${id}/chain`, { areas: [{ area: { id }, posts }] }]; // prettier-ignore

describe('who answers for an area', () => {
  test('whom the plan names comes before its posts', () => {
    const named = area(4, 4, { leaderId: 7 });
    expect(said(named)).toEqual({ asks: ['/api/people?ids=7'] });
    const held = new Map([['/api/people?ids=7', { people: [{ id: 7, name: '周敏' }] }]]);
    expect(said(named, held)).toEqual({ name: '周敏', of: named });
    const unnamed = area(4, 4);
    expect(said(unnamed)).toEqual({ asks: ['/api/areas/4/chain'] });
    const posts = new Map([chain(4, [post('worker', '吴二'), post('leader', '李四')])]);
    expect(said(unnamed, posts)).toEqual({ name: '李四', of: unnamed });
    expect(said(unnamed, new Map([chain(4, [post('worker', '吴二')])]))).toBe('nobody');
  });
  test('of a dedicated one it is the organisation that owns it, whoever leads it', () => {
    const owned = area(4, 4, { kind: 'dedicated', ownerId: 3, leaderId: 7 });
    const held = new Map<string, unknown>([['/api/organisations?ids=3', { organisations: [{ id: 3, name: '大学', nameEn: 'University' }] }]]); // prettier-ignore
    expect(said(owned, held)).toEqual({ name: 'University', of: owned });
    const byPost = area(5, 4, { kind: 'dedicated', leaderId: 7 });
    const posts = new Map([chain(5, [post('leader', '李四', { name: '市场', nameEn: null })])]);
    expect(said(byPost, posts)).toEqual({ name: '市场', of: byPost });
    expect(said(byPost, new Map([chain(5, [post('leader', '李四')])]))).toBe('nobody');
  });
  test('a new one has nobody until somebody is named', () => {
    expect(said(area(FIRST_PLAN_AREA_ID, 4))).toBe('nobody');
  });
  test('of a micro-grid it is its grid’s, where it has nobody of its own', () => {
    const grid = area(4, 4, { leaderId: 7 });
    const part = area(FIRST_PLAN_AREA_ID, 5, { parentId: 4 });
    const held = new Map([['/api/people?ids=7', { people: [{ id: 7, name: '周敏' }] }]]);
    expect(said(part, held, [grid])).toEqual({ name: '周敏', of: grid });
    // While the nearer one is asked for the farther one is not said.
    const old = area(5, 5, { parentId: 4 });
    expect(said(old, held, [grid])).toEqual({ asks: ['/api/areas/5/chain'] });
    expect(said(old, new Map([...held, chain(5, [])]), [grid])).toEqual({ name: '周敏', of: grid });
  });
  test('a street need have nobody, and of one that could not be asked nothing is claimed', () => {
    expect(said(area(2, 2), new Map([chain(2, [])]))).toBe('nobody-need');
    expect(said(area(4, 4), new Map([['/api/areas/4/chain', null]]))).toBe('unknown');
  });
});
