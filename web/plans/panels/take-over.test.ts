import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';

import { dissolve } from '#data/coverage/dissolve.ts';
import { randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import { packAreas } from '#data/wire/areas-packed.ts';

import type { Answer } from '../../live/ask-server.ts';
import { DeskHost } from '../desk/desk-host.ts';
import type { OpenAt } from '../desk/desk-messages.ts';
import { CLOSED, type DeskState } from '../desk/desk.ts';

import { takeOver } from './take-over.ts';

const coverage = coverageOf(randomCells(5));
const ids = randomCells(5).map(({ id }) => id);
const area = (id: number, parentId: number | null, level: number, of: (cell: number) => number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, labelAt: labelPoint(dissolve(coverage, of).get(id)!) }); // prettier-ignore
const areas = [area(100_000, null, 1, () => 100_000), ...ids.map((id) => area(id, 100_000, 2, (cell) => cell))]; // prettier-ignore
const AT: OpenAt = { versions: { areas: 3, buildings: 1, sites: 1, features: 1 } as OpenAt['versions'], levels: [], counts: true }; // prettier-ignore
const named = (id: number, name: string): PlanAct => ({ verb: 'describe', areas: [{ id, words: { name } }] }); // prettier-ignore

/** A plan opened on a server that refuses some names; it is away until it is let. */
async function opened(refuses: readonly string[], isAway = false) {
  let plan: Plan = { id: 'p', name: 'p', editionId: 1, status: 'draft', validFrom: null, actor: 'a', madeAt: 't', revision: 1, position: 0, editCount: 0 }; // prettier-ignore
  let away = isAway;
  const ok = (value: unknown): Answer<unknown> => ({ ok: true, value });
  const answer = (path: string, body?: unknown): Answer<unknown> => {
    if (path === '/api/areas/packed?v=3') return ok(packAreas(1, areas, coverage));
    if (path === '/api/plans/p?after=0') return ok({ plan, edits: [], next: null });
    if (away || !path.startsWith('/api/plans/p/')) return { ok: false, reason: 'unreachable', detail: '' }; // prettier-ignore
    if (path === '/api/plans/p/position') {
      plan = { ...plan, revision: plan.revision + 1, position: (body as { position: number }).position }; // prettier-ignore
      return ok(plan);
    }
    const { id, act } = body as { id: string; act: PlanAct };
    if (refuses.some((name) => JSON.stringify(act).includes(name))) return { ok: false, reason: 'bad-request', detail: '' }; // prettier-ignore
    const seq = plan.position + 1;
    plan = { ...plan, revision: plan.revision + 1, position: seq, editCount: seq };
    return ok({ plan, edit: { seq, id, act, edit: { borders: null, areas: [] }, actor: 'a', madeAt: 't' } }); // prettier-ignore
  };
  const store = createStore<DeskState>(() => CLOSED);
  const ask = async <T>(path: string, body?: unknown): Promise<Answer<T>> => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    return answer(path, body) as Answer<T>;
  };
  let next = 0;
  const host = new DeskHost({
    ask,
    bytes: (path) => ask(path),
    kept: () => Promise.resolve([]),
    keep: () => undefined,
    newId: () => `e${next++}`,
    now: () => 0,
    pause: () => new Promise((resolve) => setTimeout(resolve, 1)),
    rest: () => Promise.resolve(),
    tell: ({ opened: _, rows: __, steps: ___, ...told }) =>
      store.setState(told as Partial<DeskState>),
  });
  await host.open('p', AT);
  const made: string[] = [];
  const take = (acts: readonly PlanAct[]) => takeOver(acts, { desk: host, store, onMade: () => made.push(store.getState().saving) }); // prettier-ignore
  const saved = async (): Promise<void> => {
    while (store.getState().saving !== 'saved') await new Promise((resolve) => setTimeout(resolve, 2)); // prettier-ignore
  };
  return {
    host,
    store,
    take,
    made,
    saved,
    server: () => plan,
    comeBack: () => void (away = false),
  };
}
const [a, b, c] = ids as [number, number, number];

test('all is in the plan when it is said to be, and the server has it', async () => {
  const { take, made, server, store } = await opened([]);
  expect(await take([named(a, '甲'), named(b, '乙')])).toBeNull();
  expect(made).toHaveLength(1);
  expect(server().position).toBe(2);
  expect(store.getState()).toMatchObject({ position: 2, saving: 'saved' });
});

test.each([['first', 0], ['middle', 1], ['last', 2]])('the server refuses the %s act: nothing of the file stays', async (_, at) => {
  const names = ['甲', '乙', '丙'];
  const { host, take, server, saved } = await opened([names[at]!]);
  await host.make(named(c, '早先'));
  await saved();
  expect(await take([named(a, names[0]!), named(b, names[1]!), named(c, names[2]!)])).toEqual({ refused: 'bad-request' });
  await saved();
  expect(server().position).toBe(1);
}); // prettier-ignore

test('an act that does not hold here takes back those before it', async () => {
  const { take, made, server, saved } = await opened([]);
  expect(await take([named(a, '甲'), named(999_999, '无')])).toMatchObject({ refused: 'no-such-area' }); // prettier-ignore
  await saved();
  expect(server().position).toBe(0);
  expect(made).toEqual([]);
});

test('a refusal of what was done before is none of the file', async () => {
  const { host, store, take, server } = await opened(['早先']);
  await host.make(named(c, '早先'));
  while (store.getState().saving !== 'refused') await new Promise((resolve) => setTimeout(resolve, 2)); // prettier-ignore
  expect(await take([named(a, '甲')])).toBeNull();
  expect(server().position).toBe(1);
});

test('without a way to the server nothing is said to be done until there is one', async () => {
  const { take, made, comeBack, server } = await opened([], true);
  let answered = false;
  const taken = take([named(a, '甲')]).finally(() => (answered = true));
  await new Promise((resolve) => setTimeout(resolve, 40));
  expect([answered, made.length]).toEqual([false, 1]);
  comeBack();
  expect(await taken).toBeNull();
  expect(server().position).toBe(1);
});

test('who leaves the plan meanwhile is told nothing', async () => {
  const { host, take } = await opened([], true);
  const taken = take([named(a, '甲')]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  await host.open(null, AT);
  expect(await taken).toBe('closed');
});
