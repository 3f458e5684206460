import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { toDegrees } from '#data/geo/lattice.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now: Date;

const LATER = '2026-07-01T00:00:00.000Z';

beforeEach(async () => {
  now = new Date('2026-06-01T00:00:00Z');
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  server = await startTestApp(database.pool, () => now);
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await database.ownerPool.query<Record<string, unknown>>(sql)).rows;
const get = async (url: string) => (await server.app.inject({ method: 'GET', url })).json();
const post = async (url: string, payload: object): Promise<{ status: number; body: Plan & { plan: Plan; reason: string; detail: string } }> => {
  const answer = await server.app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, body: answer.json() };
}; // prettier-ignore
const begin = async (editionId = 1): Promise<Plan> =>
  (await post('/api/plans', { id: randomUUID(), name: '二季度调整', editionId })).body;
const save = async (plan: Plan, act: PlanAct): Promise<Plan> => {
  const { status, body } = await post(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision }); // prettier-ignore
  expect([status, body.reason]).toEqual([201, undefined]);
  return body.plan;
};
const publish = async (plan: Plan, validFrom?: string): Promise<Plan> => {
  const { status, body } = await post(`/api/plans/${plan.id}/publish`, { expects: plan.revision, ...(validFrom && { validFrom }) }); // prettier-ignore
  expect([status, body.reason]).toEqual([200, undefined]);
  return body;
};
const withdraw = (plan: Plan) => post(`/api/plans/${plan.id}/withdraw`, { expects: plan.revision });
const discard = (plan: Plan) => post(`/api/plans/${plan.id}/discard`, { expects: plan.revision });
const copy = (plan: Plan, asked: object = {}) =>
  post(`/api/plans/${plan.id}/copy`, { id: randomUUID(), name: '副本', ...asked });
const editsOf = async (plan: Plan) => (await get(`/api/plans/${plan.id}`)).edits as { act: PlanAct }[]; // prettier-ignore
const at = (x: number, y: number): [number, number] => [toDegrees(DRAWN_WEST + x), toDegrees(DRAWN_SOUTH + y)]; // prettier-ignore
const areaAt = async (x: number, y: number): Promise<number> => {
  const [lng, lat] = at(x, y);
  const { areas } = await get(`/api/areas/at?lng=${lng}&lat=${lat}`);
  return areas.at(-1).id;
};
/** Parts cell A, the square of two by two in the north-west, into west and east. */
const splitA: PlanAct = { verb: 'split', line: [at(700, 6000), at(700, 2000)], cells: [1], firstId: FIRST_PLAN_AREA_ID }; // prettier-ignore
const say = (id: number, words: object) => ({ verb: 'describe', areas: [{ id, words }] }) as PlanAct; // prettier-ignore
/** All that a plan holds: borders, names, who leads, whether land and borders are locked; and one that was taken back. */
async function drawnOf(plan: Plan): Promise<Plan> {
  let now = await save(plan, splitA);
  now = await save(now, say(FIRST_PLAN_AREA_ID, { name: '西', leaderId: 7, locked: true }));
  now = await save(now, { verb: 'lock-borders', edges: [[at(2000, 4000), at(2000, 5000)]], locked: true }); // prettier-ignore
  now = await save(now, say(3, { name: '丙' }));
  const { body } = await post(`/api/plans/${now.id}/position`, { position: 3, expects: now.revision }); // prettier-ignore
  return body;
}

/** What there is of plans and editions, to the last row. */
const all = async (): Promise<unknown> => [
  await rows('SELECT * FROM plans ORDER BY id'),
  await rows('SELECT * FROM plan_edits ORDER BY plan_id, seq'),
  await rows('SELECT * FROM editions ORDER BY id'),
  await rows('SELECT * FROM areas ORDER BY version_id'),
  await rows('SELECT * FROM lineage ORDER BY 1, 2, 3'),
  await rows('SELECT * FROM audit ORDER BY no'),
  await rows('SELECT * FROM changes ORDER BY no'),
];

/** Has an act end at its first write to each of these tables, and expects that nothing is done. */
async function endedAt(tables: string[], act: () => Promise<{ status: number }>): Promise<void> {
  const before = await all();
  await database.ownerPool.query(
    `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$`,
  );
  for (const table of tables) {
    await database.ownerPool.query(
      `CREATE TRIGGER fail BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION fail()`,
    );
    expect((await act()).status, table).toBe(500);
    await database.ownerPool.query(`DROP TRIGGER fail ON ${table}`);
    expect(await all(), table).toEqual(before);
  }
  await database.ownerPool.query('DROP FUNCTION fail()');
}

describe('a plan that waits and is withdrawn', () => {
  it('is a draft again with all that it holds, and is drawn on and published anew', async () => {
    const drawn = await drawnOf(await begin());
    const edits = await editsOf(drawn);
    const waiting = await publish(drawn, LATER);
    const { status, body } = await withdraw(waiting);
    expect([status, body]).toEqual([200, { ...drawn, revision: waiting.revision + 1 }]);
    expect(await editsOf(body)).toEqual(edits);
    expect(await rows('SELECT id FROM editions')).toEqual([{ id: 1 }]);
    expect(await rows(`SELECT act, noun, thing, said FROM audit WHERE act = 'withdraw-plan'`)).toEqual([
      { act: 'withdraw-plan', noun: 'plans', thing: drawn.id, said: JSON.stringify({ validFrom: LATER, steps: 3 }) },
    ]); // prettier-ignore
    // What was taken back before is made again, and more is drawn.
    const redone = await post(`/api/plans/${body.id}/position`, { position: 4, expects: body.revision }); // prettier-ignore
    const more = await save(redone.body, say(5, { name: '戊' }));
    await publish(more);
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
    expect(await rows(`SELECT name, leader_id, locked FROM areas WHERE id = ${await areaAt(500, 4000)}`)).toEqual([{ name: '西', leader_id: 7, locked: true }]); // prettier-ignore
    expect(await rows(`SELECT name FROM areas WHERE to_edition IS NULL AND id IN (3, 5) ORDER BY id`)).toEqual([{ name: '丙' }, { name: '戊' }]); // prettier-ignore
    expect(await rows('SELECT id, cardinality(locked_borders) > 0 AS locks FROM editions ORDER BY id')).toEqual([{ id: 1, locks: false }, { id: 2, locks: true }]); // prettier-ignore
    expect(await withdraw({ ...more, revision: more.revision + 1 })).toMatchObject({ status: 409, body: { reason: 'in-force-already' } }); // prettier-ignore
  });

  it('is withdrawn once, however often it is asked, and by one of two', async () => {
    const drawn = await save(await begin(), splitA);
    expect((await withdraw(drawn)).body).toEqual(drawn);
    const waiting = await publish(drawn, LATER);
    const other = await startTestApp(database.pool, () => now);
    const both = await Promise.all([
      withdraw(waiting),
      other.app.inject({ method: 'POST', url: `/api/plans/${waiting.id}/withdraw`, payload: { expects: waiting.revision } }),
    ]); // prettier-ignore
    await other.close();
    const draft = { ...drawn, revision: waiting.revision + 1 };
    expect([both[0].body, both[1].json()]).toEqual([draft, draft]);
    expect((await withdraw(waiting)).body).toEqual(draft);
    expect(await rows(`SELECT count(*)::int AS n FROM audit WHERE act = 'withdraw-plan'`)).toEqual([{ n: 1 }]); // prettier-ignore
    expect(await withdraw({ ...drawn, id: randomUUID() })).toMatchObject({ status: 404, body: { reason: 'unknown-plan' } }); // prettier-ignore
  });

  it('is as it was where withdrawing ends half-way', async () => {
    const waiting = await publish(await save(await begin(), splitA), LATER);
    await endedAt(['lineage', 'areas', 'editions', 'plans', 'audit', 'changes'], () =>
      withdraw(waiting),
    );
    expect((await withdraw(waiting)).body.status).toBe('draft');
  });

  it('goes over to what is in force by then, as any draft', async () => {
    const waiting = await publish(await save(await begin(), splitA), LATER);
    const draft = (await withdraw(waiting)).body;
    await publish(await save(await begin(), say(5, { name: '戊' })));
    const { status, body } = await post(`/api/plans/${draft.id}/rebase`, { expects: draft.revision }); // prettier-ignore
    expect([status, body.plan.editionId, body.plan.position]).toEqual([200, 2, 1]);
  });
});

describe('a draft that is thrown away', () => {
  it('is changed no more, and is thrown away once', async () => {
    const drawn = await save(await begin(), splitA);
    expect(await discard({ ...drawn, revision: 1 })).toMatchObject({ status: 409, body: { reason: 'plan-moved-on' } }); // prettier-ignore
    const both = await Promise.all([discard(drawn), discard(drawn)]);
    const gone = { ...drawn, status: 'withdrawn', revision: drawn.revision + 1 };
    expect(both).toEqual([200, 200].map((status) => ({ status, body: gone })));
    expect(await rows(`SELECT thing, said FROM audit WHERE act = 'discard-plan'`)).toEqual([{ thing: drawn.id, said: '{"steps":1}' }]); // prettier-ignore
    const more = { id: randomUUID(), act: say(3, { name: '丙' }), expects: gone.revision };
    expect((await post(`/api/plans/${drawn.id}/edits`, more)).body.reason).toBe('not-a-draft');
    expect((await post(`/api/plans/${drawn.id}/publish`, { expects: gone.revision })).body.reason).toBe('not-a-draft'); // prettier-ignore
    expect(await discard({ ...drawn, id: randomUUID() })).toMatchObject({ status: 404 });
  });

  it('is none that is published', async () => {
    const waiting = await publish(await save(await begin(), splitA), LATER);
    expect(await discard(waiting)).toMatchObject({ status: 409, body: { reason: 'not-a-draft', detail: 'published' } }); // prettier-ignore
  });

  it('is as it was where that ends half-way', async () => {
    const drawn = await save(await begin(), splitA);
    await endedAt(['plans', 'audit', 'changes'], () => discard(drawn));
    expect((await discard(drawn)).body.status).toBe('withdrawn');
  });
});

describe('a copy of a plan', () => {
  it('is a draft with the same edits, those taken back among them, whatever the plan is', async () => {
    const drawn = await drawnOf(await begin());
    const edits = await editsOf(drawn);
    const gone = (await discard(drawn)).body;
    const first = await copy(gone, { actor: '张三' });
    expect(first.status).toBe(201);
    expect(first.body).toEqual({ ...drawn, id: first.body.id, name: '副本', actor: '张三', madeAt: now.toISOString(), revision: 2 }); // prettier-ignore
    expect(await editsOf(first.body)).toEqual(edits);
    // It is drawn on by itself: the one it was copied from stays.
    const more = await save(first.body, say(5, { name: '戊' }));
    expect(await editsOf(drawn)).toEqual(edits);
    const waiting = await publish(more, LATER);
    const second = (await copy(waiting)).body;
    expect([second.status, second.validFrom, second.position]).toEqual(['draft', null, 4]);
    expect((await get(`/api/plans/${second.id}`)).plan.status).toBe('draft');
    now = new Date(LATER);
    await server.deps.editions.bringDue();
    // What was copied while it waited is brought over without a question: all of it is in force.
    expect(await get(`/api/plans/${second.id}/conflicts`)).toMatchObject({ editionId: 2, conflicts: [] }); // prettier-ignore
    const { body } = await post(`/api/plans/${second.id}/rebase`, { expects: second.revision });
    const { plan, dropped } = body as unknown as { plan: Plan; dropped: { why: string }[] };
    expect([plan.editionId, plan.position, plan.editCount]).toEqual([2, 0, 0]);
    expect(dropped.map(({ why }) => why)).toEqual(Array.from({ length: 4 }, () => 'in-force'));
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
  });

  it('of what is in force begins on what it has become, without a step', async () => {
    // Two grids of their own, one named later, and three pieces, one with a grid of its own.
    const found = (id: number, areas: number[], name?: string): PlanAct => ({ verb: 'reassign', areas, parentId: 100, found: { id, level: 2, ...(name && { words: { name } }) } }); // prettier-ignore
    const carve = (id: number, x: number, y: number, more: object = {}): PlanAct => ({ verb: 'carve', ring: [at(x, y), at(x + 300, y), at(x + 300, y + 300), at(x, y + 300)], id, ...more }); // prettier-ignore
    const id = (i: number): number => FIRST_PLAN_AREA_ID + i;
    let plan = await save(await begin(), found(id(0), [1, 2]));
    plan = await save(plan, found(id(1), [7], '新网格'));
    plan = await save(plan, say(id(0), { name: '东南网格' }));
    plan = await save(plan, carve(id(2), 500, 3500));
    plan = await save(plan, carve(id(3), 1500, 500, { words: { name: '专属', kind: 'dedicated' }, found: { id: id(4), level: 2, words: { name: '专属网格' } } })); // prettier-ignore
    plan = await save(plan, carve(id(5), 900, 3800, { parentId: id(0) }));
    await publish(plan);
    const areas = await rows('SELECT * FROM areas ORDER BY version_id');

    const first = await copy(plan);
    expect(first).toMatchObject({ status: 201, body: { status: 'draft', editionId: 2, position: 0, editCount: 0 } }); // prettier-ignore
    expect((await copy(plan, { id: first.body.id })).status).toBe(200);
    // Drawn on, it changes what is drawn alone: the areas that the plan made keep ids, codes and names.
    now = new Date('2026-06-02T00:00:00Z');
    const carved = await areaAt(600, 3600);
    await publish(await save(first.body, say(carved, { name: '小块' })));
    const after = await rows('SELECT * FROM areas ORDER BY version_id');
    expect(after.length).toBe(areas.length + 1);
    expect(await rows('SELECT count(*)::int AS n FROM areas WHERE from_edition = 3')).toEqual([{ n: 1 }]); // prettier-ignore

    // A later edition has another name of it: that is left, the rest of the plan is still in force.
    const second = (await copy(plan)).body;
    expect([second.editionId, second.editCount]).toEqual([3, 0]);
  });

  it('has what is not in force any more, and brings that over alone', async () => {
    let plan = await save(await begin(), splitA);
    plan = await save(plan, say(FIRST_PLAN_AREA_ID, { name: '西' }));
    plan = await save(plan, say(5, { name: '戊' }));
    await publish(plan);
    const [west, east] = [await areaAt(500, 4000), await areaAt(1200, 4000)];
    now = new Date('2026-06-02T00:00:00Z');
    await publish(await save(await begin(2), say(5, { name: '五' })));
    const { body } = await copy(plan);
    expect([body.editionId, body.position]).toEqual([1, 3]);
    const { conflicts } = await get(`/api/plans/${body.id}/conflicts`);
    expect(conflicts.map((one: { id: number }) => one.id)).toEqual([5]);
    const over = await post(`/api/plans/${body.id}/rebase`, { expects: body.revision, mine: [5] });
    expect([over.status, over.body.plan.editionId, over.body.plan.position]).toEqual([200, 3, 1]);
    now = new Date('2026-06-03T00:00:00Z');
    await publish(over.body.plan);
    expect([await areaAt(500, 4000), await areaAt(1200, 4000)]).toEqual([west, east]);
    expect(await rows('SELECT name FROM areas WHERE id = 5 AND to_edition IS NULL')).toEqual([{ name: '戊' }]); // prettier-ignore
  });

  it('goes over to the edition in force: after a roll-back as it was drawn', async () => {
    const first = await publish(await save(await begin(), splitA));
    now = new Date('2026-06-02T00:00:00Z');
    await post('/api/editions/1/restore', { id: randomUUID(), name: '恢复', expects: 2 });
    expect(await areaAt(500, 4000)).toBe(1);
    const { body } = await copy(first);
    const over = await post(`/api/plans/${body.id}/rebase`, { expects: body.revision });
    expect([over.status, over.body.plan.editionId, over.body.plan.position]).toEqual([200, 3, 1]);
    now = new Date('2026-06-03T00:00:00Z');
    await publish(over.body.plan);
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
  });

  it('is made once, however often and by however many it is asked', async () => {
    const drawn = await save(await begin(), splitA);
    const id = randomUUID();
    const both = await Promise.all([copy(drawn, { id }), copy(drawn, { id: id.toUpperCase() })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(both[0].body).toEqual(both[1].body);
    expect(await rows(`SELECT count(*)::int AS n FROM plan_edits WHERE plan_id = '${id}'`)).toEqual([{ n: 1 }]); // prettier-ignore
    for (const asked of [{ id, name: '别的' }, { id: drawn.id, name: drawn.name }])
      expect(await copy(drawn, asked)).toMatchObject({ status: 409, body: { reason: 'other-of-this-id' } }); // prettier-ignore
  });

  it('is refused with a word', async () => {
    const drawn = await begin();
    expect(await copy(drawn)).toMatchObject({ status: 422, body: { reason: 'changes-nothing' } });
    expect(await copy({ ...drawn, id: randomUUID() })).toMatchObject({ status: 404, body: { reason: 'unknown-plan' } }); // prettier-ignore
    for (const [asked, field] of [
      [{ name: ' ' }, 'name'],
      [{ name: 'x'.repeat(201) }, 'name'],
      [{ id: 'x' }, 'id'],
      [{ actor: 'x'.repeat(101) }, 'actor'],
      [{ status: 'published' }, 'status'],
    ] as const) {
      const { status, body } = await copy(drawn, asked);
      expect([status, body.detail]).toEqual([400, expect.stringContaining(field)]);
    }
    expect(await rows('SELECT count(*)::int AS n FROM plans')).toEqual([{ n: 1 }]);
  });

  it('is not there where copying ends half-way', async () => {
    const drawn = await save(await begin(), splitA);
    const id = randomUUID();
    await endedAt(['plans', 'plan_edits', 'changes'], () => copy(drawn, { id }));
    expect((await copy(drawn, { id })).status).toBe(201);
  });
});
