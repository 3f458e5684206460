import { describe, expect, test } from 'vitest';

import { dissolve } from '#data/coverage/dissolve.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { Plan } from '#data/plans/plan.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { packAreas } from '#data/wire/areas-packed.ts';

import type { Answer } from '../../live/ask-server.ts';

import { DeskHost } from './desk-host.ts';
import type { DeskTold, OpenAt } from './desk-messages.ts';

const coverage = coverageOf(randomCells(5));
const ids = randomCells(5).map(({ id }) => id);
const area = (id: number, parentId: number | null, level: number, of: (cell: number) => number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, labelAt: labelPoint(dissolve(coverage, of).get(id)!) }); // prettier-ignore
const areas = [area(100_000, null, 1, () => 100_000), ...ids.map((id) => area(id, 100_000, 2, (cell) => cell))]; // prettier-ignore
const bytesOf = (editionId: number): Uint8Array => packAreas(editionId, areas, coverage);
const AT: OpenAt = { versions: { areas: 3, buildings: 1, sites: 1, features: 1 } as OpenAt['versions'], levels: [], counts: true }; // prettier-ignore
const PLAN: Plan = { id: 'p', name: 'p', editionId: 1, status: 'draft', validFrom: null, actor: 'a', madeAt: 't', revision: 1, position: 0, editCount: 0 }; // prettier-ignore

function hostOn(answers: Record<string, Answer<unknown>>) {
  let told: DeskTold = {};
  const asked: string[] = [];
  const answer = <T>(path: string): Promise<Answer<T>> => {
    asked.push(path);
    return Promise.resolve((answers[path] ?? { ok: false, reason: 'not-found', detail: '' }) as Answer<T>); // prettier-ignore
  };
  const host = new DeskHost({
    ask: answer,
    bytes: answer,
    kept: () => Promise.resolve([]),
    keep: () => undefined,
    newId: () => 'p',
    now: () => 0,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    rest: () => Promise.resolve(),
    tell: (more) => void (told = { ...told, ...more }),
  });
  return { host, told: () => told, asked };
}
const good = (value: unknown): Answer<unknown> => ({ ok: true, value });
const PACKED = '/api/areas/packed?v=3';

describe('the host of a desk', () => {
  test('looks at the edition in force, in which nothing is done', async () => {
    const { host, told } = hostOn({ [PACKED]: good(bytesOf(1)) });
    await host.open(null, AT);
    expect(told()).toMatchObject({ phase: 'ready', plan: null, opened: { editionId: 1 } });
    expect(told().rows).toHaveLength(areas.length);
    expect(await host.make({ verb: 'merge', cells: [1, 2], id: 1e9 })).toEqual({ refused: 'not-a-draft', areas: [] }); // prettier-ignore
    // What figures are counted from did not come: all that needs none goes on.
    await expect.poll(() => told().ground).toBe('failed');
    expect(await host.giveBuildings([1], 2)).toMatchObject({ refused: 'no-ground-yet' });
    expect(await host.areasAt([0, 0])).toEqual([]);
  });

  test('asks nothing of the whole district for who may not see it', async () => {
    const { host, told, asked } = hostOn({ [PACKED]: good(bytesOf(1)) });
    await host.open(null, { ...AT, counts: false });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([told().phase, asked]).toEqual(['ready', [PACKED]]);
  });

  test('opens a plan that is drawn on another edition than that in force', async () => {
    const { host, told, asked } = hostOn({ [PACKED]: good(bytesOf(2)), '/api/editions/1/areas/packed': good(bytesOf(1)), '/api/plans/p?after=0': good({ plan: PLAN, edits: [], next: null }), '/api/plans/p/edits': { ok: false, reason: 'unreachable', detail: '' } }); // prettier-ignore
    await host.open('p', AT);
    expect(told()).toMatchObject({ phase: 'ready', plan: PLAN, opened: { editionId: 1 } });
    expect(asked).toContain('/api/editions/1/areas/packed');
    const state = planStateOf(coverage, areas);
    const random = createRandom(1);
    let act = randomAct(state, random);
    while ((await host.preview(act))?.refused !== null) act = randomAct(state, random);
    const made = host.make(act);
    expect(await made).toBeNull();
    expect(told().position).toBe(1);
    await host.seek(0);
    expect(told().position).toBe(0);
    await host.close();
    expect(told().phase).toBe('closed');
  });

  test('looks at another edition than that in force, and begins a plan on the one in force', async () => {
    const begun: Plan = { ...PLAN, editionId: 2 };
    const { host, told, asked } = hostOn({ [PACKED]: good(bytesOf(2)), '/api/editions/1/areas/packed': good(bytesOf(1)), '/api/plans': good(begun), '/api/plans/p?after=0': good({ plan: begun, edits: [], next: null }) }); // prettier-ignore
    await host.open(1, AT);
    expect(told()).toMatchObject({ phase: 'ready', plan: null, edition: 1, opened: { editionId: 1 } }); // prettier-ignore
    expect(asked).not.toContain(PACKED);
    expect(await host.make({ verb: 'merge', cells: [1, 2], id: 1e9 })).toEqual({ refused: 'not-a-draft', areas: [] }); // prettier-ignore
    // Whose a point is the page learns from here.
    await expect.poll(() => told().index).toBeDefined();
    expect(await host.begin('p', AT)).toBeNull();
    expect(told()).toMatchObject({ phase: 'ready', plan: begun, edition: null, opened: { editionId: 2 } }); // prettier-ignore
    await host.open(7, AT);
    expect(told()).toMatchObject({ phase: 'failed', reason: 'not-found' });
    await host.close();
  });

  test.each([
    ['bytes that are no areas', { [PACKED]: good(new Uint8Array([1, 2, 3])) }, 'internal'],
    ['no answer', { [PACKED]: { ok: false, reason: 'unreachable', detail: '' } }, 'unreachable'],
    ['no such plan', { [PACKED]: good(bytesOf(1)), '/api/plans/p?after=0': { ok: false, reason: 'unknown-plan', detail: '' } }, 'unknown-plan'],
    ['an edit of another state', { [PACKED]: good(bytesOf(1)), '/api/plans/p?after=0': good({ plan: { ...PLAN, position: 1, editCount: 1 }, edits: [{ seq: 1, id: 'e', act: { verb: 'merge' }, edit: { borders: null, areas: [{ id: 777_777, was: {}, is: null }] }, actor: '', madeAt: '' }], next: null }) }, 'internal'],
  ] as [string, Record<string, Answer<unknown>>, string][])('says of %s why nothing is shown', async (_, answers, reason) => {
    const { host, told } = hostOn(answers);
    await host.open(Object.keys(answers).length > 1 ? 'p' : null, AT).catch(() => undefined);
    expect(told()).toMatchObject({ phase: 'failed', reason });
    expect(told().rows).toBeUndefined();
    expect(() => host.seek(1)).toThrow('no plan is open');
  }); // prettier-ignore

  test('answers only the newest opening', async () => {
    const { host, told } = hostOn({ [PACKED]: good(bytesOf(1)) });
    await Promise.all([host.open('p', AT), host.open(null, AT)]);
    expect(told()).toMatchObject({ phase: 'ready', plan: null });
  });

  test('begins a plan on what is looked at, or says why not', async () => {
    const { host } = hostOn({ [PACKED]: good(bytesOf(1)) });
    await host.open(null, AT);
    expect(await host.begin('x', AT)).toBe('not-found');
  });
});
