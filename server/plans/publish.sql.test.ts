import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { toDegrees } from '#data/geo/lattice.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import type { Change } from '#data/wire/messages.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now: Date;
let told: Change[];

const start = async (): Promise<void> => {
  server = await startTestApp(database.pool, () => now);
  server.deps.hub.onChange((change) => void told.push(change));
};
beforeEach(async () => {
  now = new Date('2026-06-01T00:00:00Z');
  told = [];
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  await start();
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await database.ownerPool.query<Record<string, unknown>>(sql)).rows;
const get = async (url: string) => (await server.app.inject({ method: 'GET', url })).json();
const post = async (url: string, payload: object): Promise<{ status: number; body: Plan & { plan: Plan; reason: string } }> => {
  const answer = await server.app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, body: answer.json() };
}; // prettier-ignore
const begin = async (editionId = 1): Promise<Plan> =>
  (await post('/api/plans', { id: randomUUID(), name: '二季度调整', editionId })).body;
const save = async (plan: Plan, act: PlanAct): Promise<Plan> =>
  (await post(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision }))
    .body.plan;
const publish = (plan: Plan, validFrom?: string) =>
  post(`/api/plans/${plan.id}/publish`, { expects: plan.revision, ...(validFrom ? { validFrom } : {}) }); // prettier-ignore
const at = (x: number, y: number): [number, number] => [toDegrees(DRAWN_WEST + x), toDegrees(DRAWN_SOUTH + y)]; // prettier-ignore
const chainAt = async (x: number, y: number, time: string): Promise<(number | string)[]> => {
  const [lng, lat] = at(x, y);
  const { editionId, areas } = await get(`/api/areas/at?lng=${lng}&lat=${lat}&time=${time}`);
  return [editionId, ...areas.map((area: { id: number }) => area.id)];
};
/** Parts cell A, the square of two by two in the north-west, into west and east. */
const splitA: PlanAct = { verb: 'split', line: [at(700, 6000), at(700, 2000)], cells: [1], firstId: FIRST_PLAN_AREA_ID }; // prettier-ignore
const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
};
const hang = (): Promise<unknown> =>
  database.ownerPool.query(`
    INSERT INTO buildings (id, code, use, households, residents, area_id, edition_id, geom, source_key)
    SELECT n, 'B' || n, 'residential', 10 * n, 30, 1, 1, ST_Multi(ST_MakeEnvelope(x, ${at(0, 4400)[1]}, x + 1e-5, ${at(0, 4500)[1]}, 4490)), n::text
    FROM (VALUES (1, ${at(300, 0)[0]}), (2, ${at(1300, 0)[0]})) v (n, x);
    INSERT INTO sites (id, code, kind, class, name, geom, area_id, edition_id, source_key)
    SELECT 1, 'S1', 'station', 'hub', '站', ST_SetSRID(ST_MakePoint(${at(1500, 3500).join()}), 4490), 1, 1, '1';
    INSERT INTO categories VALUES ('c', 'c', 'c', 3);
    INSERT INTO incidents (id, no, category, severity, title, geom, area_id, edition_id, origin, reported_at, state, closed_at, source_key)
    SELECT gen_random_uuid(), n, 'c', 3, 't', ST_SetSRID(ST_MakePoint(${at(500, 3500).join()}), 4490), 1, 1, 'patrol', '2026-02-01', s, c::timestamptz, n
    FROM (VALUES ('1', 'open', NULL), ('2', 'closed', '2026-02-02')) v (n, s, c);
    INSERT INTO people (id, name, source_key) VALUES (8, '李二', '8');
    INSERT INTO posts (id, person_id, role, area_id, from_at, to_at) VALUES (1, 7, 'worker', 1, '2026-01-01', NULL), (2, 8, 'leader', 2, '2026-01-01', NULL),
      (3, 8, 'volunteer', 1, '2026-08-01', NULL), (4, 8, 'volunteer', 1, '2026-01-01', '2026-02-01');
    INSERT INTO units (id, code, kind, name, home_area_id, source_key) VALUES (1, 'U1', 'worker', '王一', 1, '1');
    INSERT INTO precincts (id, code, name, source_key) VALUES (1, 'P1', '片区', '1');
    INSERT INTO precinct_areas VALUES (1, 1), (1, 2);`);

describe('a plan that is published from now on', () => {
  it('is in force when the answer comes, and all that hangs on areas has gone with it', async () => {
    await hang();
    const drawn = await save(await save(await begin(), splitA), { verb: 'describe', areas: [{ id: 2, words: { leaderId: 7 } }] }); // prettier-ignore
    const { status, body } = await publish(drawn);
    expect([status, body.status, body.validFrom]).toEqual([200, 'published', now.toISOString()]);

    expect(await get('/api/editions')).toEqual({
      editions: [
        { id: 2, name: '二季度调整', validFrom: now.toISOString(), state: 'in-force', follows: 1, planId: drawn.id },
        { id: 1, name: '', validFrom: expect.any(String), state: 'past', follows: null, planId: null },
      ],
      next: null,
    }); // prettier-ignore
    expect(server.deps.areas.editionId).toBe(2);
    // The whole district, A's grid and its neighbours got vertices or words; the rest is carried.
    expect(await rows('SELECT id, code, parent_id, source, source_key FROM areas WHERE from_edition = 2 ORDER BY id')).toEqual([
      { id: 2, code: 'C2', parent_id: 101, source: '', source_key: 'C2' },
      { id: 5, code: 'C5', parent_id: 102, source: '', source_key: 'C5' },
      { id: 100, code: 'C100', parent_id: null, source: '', source_key: 'C100' },
      { id: 101, code: 'C101', parent_id: 100, source: '', source_key: 'C101' },
      { id: 102, code: 'C102', parent_id: 100, source: '', source_key: 'C102' },
      { id: 104, code: 'C101-01', parent_id: 101, source: 'plan', source_key: `${drawn.id}/${FIRST_PLAN_AREA_ID}` },
      { id: 105, code: 'C101-02', parent_id: 101, source: 'plan', source_key: `${drawn.id}/${FIRST_PLAN_AREA_ID + 1}` },
    ]); // prettier-ignore
    expect(await rows('SELECT count(*)::int AS n FROM areas')).toEqual([{ n: 13 + 7 }]);
    expect(await rows('SELECT from_area_id AS f, to_area_id AS t, share_area AS a, share_households AS h, households AS n FROM lineage ORDER BY 1, 2')).toEqual([
      { f: 1, t: 104, a: 0.35, h: 1 / 3, n: 10 },
      { f: 1, t: 105, a: 0.65, h: 2 / 3, n: 20 },
    ]); // prettier-ignore

    expect(await rows('SELECT id, area_id, edition_id FROM buildings ORDER BY id')).toEqual([{ id: 1, area_id: 104, edition_id: 2 }, { id: 2, area_id: 105, edition_id: 2 }]); // prettier-ignore
    expect(await rows('SELECT area_id, edition_id FROM sites')).toEqual([{ area_id: 105, edition_id: 2 }]); // prettier-ignore
    expect(await rows('SELECT no, area_id, edition_id FROM incidents ORDER BY no')).toEqual([{ no: '1', area_id: 104, edition_id: 2 }, { no: '2', area_id: 1, edition_id: 1 }]); // prettier-ignore
    expect(await rows('SELECT home_area_id FROM units')).toEqual([{ home_area_id: 105 }]);
    expect(await rows('SELECT area_id FROM precinct_areas ORDER BY 1')).toEqual([1, 2, 104, 105].map((area_id) => ({ area_id }))); // prettier-ignore
    expect(await rows(`SELECT person_id AS p, role, area_id AS a, from_at::date::text AS f, to_at::date::text AS t FROM posts ORDER BY role, a, f, p`)).toEqual([
      { p: 8, role: 'leader', a: 2, f: '2026-01-01', t: '2026-06-01' },
      { p: 7, role: 'leader', a: 2, f: '2026-06-01', t: null },
      { p: 8, role: 'volunteer', a: 1, f: '2026-01-01', t: '2026-02-01' },
      { p: 8, role: 'volunteer', a: 104, f: '2026-08-01', t: null },
      { p: 8, role: 'volunteer', a: 105, f: '2026-08-01', t: null },
      { p: 7, role: 'worker', a: 1, f: '2026-01-01', t: '2026-06-01' },
      { p: 7, role: 'worker', a: 104, f: '2026-06-01', t: null },
      { p: 7, role: 'worker', a: 105, f: '2026-06-01', t: null },
    ]); // prettier-ignore
    // The audit keeps each of them.
    const kept = await rows(`SELECT act, said::json->'personId' AS p, said::json->>'role' AS role, said::json->'areaId' AS a, said::json->'editionId' AS e FROM audit WHERE noun = 'posts' ORDER BY act, 3, said::json->>'areaId' COLLATE "C"`); // prettier-ignore
    expect(kept).toEqual([
      { act: 'end-post', p: 8, role: 'leader', a: 2, e: 2 },
      { act: 'end-post', p: 7, role: 'worker', a: 1, e: 2 },
      { act: 'give-post', p: 7, role: 'leader', a: 2, e: 2 },
      { act: 'give-post', p: 8, role: 'volunteer', a: 104, e: 2 },
      { act: 'give-post', p: 8, role: 'volunteer', a: 105, e: 2 },
      { act: 'give-post', p: 7, role: 'worker', a: 104, e: 2 },
      { act: 'give-post', p: 7, role: 'worker', a: 105, e: 2 },
    ]); // prettier-ignore

    await until(() => told.length === 4);
    const { versions } = told[3] as Extract<Change, { noun: 'areas' }>;
    const at = now.toISOString();
    const changed = (plan: unknown) => ({ noun: 'plans', kind: 'changed', at, plan });
    expect(told).toEqual([
      changed(expect.objectContaining({ revision: 2 })),
      changed(drawn),
      changed(body),
      { noun: 'areas', kind: 'in-force', at, editionId: 2, versions },
    ]);
    const packed = await server.app.inject({ method: 'GET', url: `/api/areas/packed?v=${versions.areas}` }); // prettier-ignore
    expect(unpackAreas(new Uint8Array(packed.rawPayload)).editionId).toBe(2);
    expect(packed.headers['cache-control']).toContain('immutable');
  });

  it('leaves the past as it was', async () => {
    const before = await chainAt(500, 3500, '2026-05-01T00:00:00Z');
    expect(before).toEqual([1, 100, 101, 1]);
    await publish(await save(await begin(), splitA));
    expect(await chainAt(500, 3500, '2026-05-01T00:00:00Z')).toEqual(before);
    expect(await chainAt(500, 3500, now.toISOString())).toEqual([2, 100, 101, 104]);
    expect(await rows(`SELECT role FROM posts`)).toEqual([]);
  });

  it('says what became of the areas before, with the codes that were allotted', async () => {
    await hang();
    const { body } = await publish(await save(await begin(), splitA));
    const { rows, plan } = await get(`/api/plans/${body.id}/crosswalk`);
    expect(plan).toEqual(body);
    expect(rows).toMatchObject([
      { level: 3, fromId: 1, fromCode: 'C1', toId: 104, toCode: 'C101-01', shareArea: 0.35, households: 10 },
      { level: 3, fromId: 1, fromCode: 'C1', toId: 105, toCode: 'C101-02', shareArea: 0.65, households: 20 },
    ]); // prettier-ignore
    expect(await get('/api/editions/2/crosswalk')).toMatchObject({ edition: { id: 2, planId: body.id }, rows }); // prettier-ignore
    expect((await get('/api/editions/1/crosswalk')).rows).toEqual([]);
    expect((await get('/api/editions/9/crosswalk')).reason).toBe('unknown-edition');
    for (const url of [`/api/plans/${body.id}/crosswalk.csv`, '/api/editions/2/crosswalk.csv']) {
      const { headers, body: csv } = await server.app.inject(url);
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      expect(csv.split('\r\n')).toEqual([
        '\ufefflevel,from_code,from_name,to_code,to_name,share_area,share_households,share_residents,households,residents,from_id,to_id',
        '3,C1,区域1,C101-01,区域1,0.35,0.333333333,0.5,10,30,1,104',
        '3,C1,区域1,C101-02,区域1,0.65,0.666666667,0.5,20,30,1,105',
        '',
      ]);
    }
  });

  it('is published once, however often it is asked', async () => {
    const plan = await save(await begin(), splitA);
    const first = await publish(plan);
    const changes = await rows('SELECT count(*)::int AS n FROM changes');
    expect(await publish(plan)).toEqual(first);
    const all = await Promise.all([publish(plan), publish(plan)]);
    expect(all.map(({ status }) => status)).toEqual([200, 200]);
    expect(await rows('SELECT count(*)::int AS n FROM changes')).toEqual(changes);
    expect((await publish(first.body)).body.reason).toBe('not-a-draft');
    expect((await post(`/api/plans/${plan.id}/withdraw`, { expects: first.body.revision })).body.reason).toBe('in-force-already'); // prettier-ignore
  });

  it('is followed by others: each begins where the last one ended', async () => {
    await publish(await save(await begin(), splitA));
    now = new Date('2026-06-02T00:00:00Z');
    const next = await begin(2);
    const merged = await save(next, { verb: 'merge', cells: [104, 105], id: FIRST_PLAN_AREA_ID });
    expect((await publish(merged)).status).toBe(200);
    expect(await rows(`SELECT from_area_id AS f, to_area_id AS t, share_area AS a FROM lineage WHERE edition_id = 3 ORDER BY 1`)).toEqual([{ f: 104, t: 106, a: 1 }, { f: 105, t: 106, a: 1 }]); // prettier-ignore
    // Neither of the codes that were given before is given again.
    expect(await rows('SELECT code FROM areas WHERE id = 106')).toEqual([{ code: 'C101-03' }]);
    expect(await chainAt(500, 3500, '2026-06-01T12:00:00Z')).toEqual([2, 100, 101, 104]);
    expect(await chainAt(500, 3500, now.toISOString())).toEqual([3, 100, 101, 106]);
  });

  it('goes on with what was said of its areas, on the screen as on the server', async () => {
    const words = { leaderId: 7, ownerId: 3, kind: 'dedicated' as const, locked: true };
    await publish(await save(await begin(), { verb: 'describe', areas: [{ id: 2, words }] }));
    now = new Date('2026-06-02T00:00:00Z');
    const { rawPayload } = await server.app.inject('/api/areas/packed');
    const packed = unpackAreas(new Uint8Array(rawPayload));
    const shown = planStateOf(fromPacked(packed), packed.areas);
    const { areas } = server.deps;
    expect(shown.areas).toEqual(planStateOf(areas.coverage!, areas.areas).areas);
    expect(shown.areas.get(2)).toMatchObject(words);
    const split: PlanAct = { ...splitA, cells: [2], line: [at(3000, 6000), at(3000, 2000)] };
    const plan = await begin(2);
    const refused = await post(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act: split, expects: 1 }); // prettier-ignore
    expect([refused.body.reason, editPlan(shown, split)]).toMatchObject(['locked', { refused: 'locked' }]); // prettier-ignore
  });

  it('is refused with a word, and nothing is there then', async () => {
    const drawn = await begin();
    expect((await publish(drawn)).body.reason).toBe('changes-nothing');
    const plan = await save(drawn, splitA);
    expect((await publish(drawn)).body.reason).toBe('plan-moved-on');
    expect((await publish(plan, '2026-05-31T23:59:59Z')).body.reason).toBe('valid-from-past');
    expect((await publish({ ...plan, id: randomUUID() })).body.reason).toBe('unknown-plan');
    const same = await save(await begin(), splitA);
    const other = await save(await begin(), { ...splitA, line: [at(1300, 6000), at(1300, 2000)] });
    await publish(plan, '2026-07-01T00:00:00Z');
    expect(await publish(other)).toMatchObject({ status: 409, body: { reason: 'edition-waits' } });
    now = new Date('2026-07-01T00:00:00Z');
    await server.deps.editions.bringDue();
    expect(await publish(other)).toMatchObject({ status: 409, body: { reason: 'plan-conflicts' } }); // prettier-ignore
    // What does what is in force already is no conflict, and nothing.
    now = new Date('2026-07-01T00:00:01Z');
    expect((await publish(same)).body.reason).toBe('changes-nothing');
    expect(await rows('SELECT id FROM editions ORDER BY 1')).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

describe('a plan that is published from a later time on', () => {
  const later = '2026-07-01T00:00:00.000Z';
  const pictureOf = async (): Promise<unknown[]> => [
    (await server.app.inject({ method: 'GET', url: '/api/areas/packed' })).rawPayload,
    await get('/api/district'),
    await get('/api/areas/figures'),
    await get('/api/search?q=C101-01'),
    await chainAt(500, 3500, later),
    await rows('SELECT * FROM buildings'),
  ];

  it('waits, and nothing that anybody sees is other until then', async () => {
    await hang();
    const before = await pictureOf();
    const { body } = await publish(await save(await begin(), splitA), later);
    expect(body).toMatchObject({ status: 'published', validFrom: later });
    expect((await get('/api/editions')).editions[0]).toMatchObject({ id: 2, state: 'waiting' });
    expect(await pictureOf()).toEqual(before);
    // By itself, at its time.
    now = new Date(Date.parse(later) - 300);
    await server.deps.editions.bringDue();
    expect(await pictureOf()).toEqual(before);
    now = new Date(later);
    await until(() => server.deps.areas.editionId === 2);
    expect(await chainAt(500, 3500, later)).toEqual([2, 100, 101, 104]);
    await until(() => told.some(({ noun }) => noun === 'areas'));
    expect(told.at(-1)).toMatchObject({ noun: 'areas', editionId: 2 });
  });

  it('comes into force at the next start, once, where nobody was there at its time', async () => {
    await hang();
    await publish(await save(await begin(), splitA), later);
    await server.close();
    now = new Date('2026-07-03T08:00:00Z');
    await start();
    expect(server.deps.areas.editionId).toBe(2);
    await server.deps.editions.bringDue();
    expect(await rows(`SELECT count(*)::int AS n FROM changes WHERE noun = 'areas'`)).toEqual([{ n: 1 }]); // prettier-ignore
    expect(await rows(`SELECT DISTINCT from_at FROM posts WHERE area_id = 104 AND role = 'worker'`)).toEqual([{ from_at: new Date(later) }]); // prettier-ignore
    expect(await chainAt(500, 3500, '2026-07-02T00:00:00Z')).toEqual([2, 100, 101, 104]);
  });

  it('is brought into force by one of two processes', async () => {
    await hang();
    await publish(await save(await begin(), splitA), later);
    const other = await startTestApp(database.pool, () => now);
    now = new Date(later);
    await Promise.all([server.deps.editions.bringDue(), other.deps.editions.bringDue()]);
    await until(() => server.deps.areas.editionId === 2);
    expect(await rows(`SELECT count(*)::int AS n FROM changes WHERE noun = 'areas'`)).toEqual([{ n: 1 }]); // prettier-ignore
    expect(await rows(`SELECT count(*)::int AS n FROM posts WHERE area_id = 104 AND role = 'worker'`)).toEqual([{ n: 1 }]); // prettier-ignore
    await other.close();
  });

  it('is withdrawn as if it had never been, until it is in force', async () => {
    const all = () => rows('SELECT * FROM areas ORDER BY version_id');
    const before = [await all(), await pictureOf()];
    const { body } = await publish(await save(await begin(), splitA), later);
    const withdraw = (expects: number) => post(`/api/plans/${body.id}/withdraw`, { expects });
    expect((await withdraw(1)).body.reason).toBe('plan-moved-on');
    const gone = await withdraw(body.revision);
    expect(gone).toMatchObject({ status: 200, body: { status: 'draft', validFrom: null } });
    expect(await withdraw(body.revision)).toEqual(gone);
    expect([await all(), await pictureOf()]).toEqual(before);
    expect(await rows('SELECT id FROM editions')).toEqual([{ id: 1 }]);
    now = new Date('2026-08-01T00:00:00Z');
    await server.deps.editions.bringDue();
    expect(server.deps.areas.editionId).toBe(1);
  });

  it('places what is reported while it comes into force by the new borders', async () => {
    await hang();
    await publish(await save(await begin(), splitA), later);
    const asked = now;
    now = new Date(later);
    const report = () =>
      server.app.inject({ method: 'POST', url: '/api/incidents', payload: { id: randomUUID(), category: 'c', title: 't', at: at(500, 3500) } }); // prettier-ignore
    const [, ...all] = await Promise.all([server.deps.editions.bringDue(), ...Array.from({ length: 8 }, report)]); // prettier-ignore
    expect(all.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(201));
    // One whose clock was before that time, and whose turn comes after it.
    now = asked;
    expect((await report()).json()).toMatchObject({ areaId: 104, editionId: 2 });
    expect(await rows(`SELECT DISTINCT area_id, edition_id FROM incidents WHERE state = 'open'`)).toEqual([{ area_id: 104, edition_id: 2 }]); // prettier-ignore
  });
});

describe('locks on borders', () => {
  /** The east border of cell A. */
  const lock = (locked: boolean): PlanAct => ({ verb: 'lock-borders', edges: [[at(2000, 4000), at(2000, 5000)]], locked }); // prettier-ignore
  const merge: PlanAct = { verb: 'merge', cells: [1, 2], id: FIRST_PLAN_AREA_ID };
  const why = async (plan: Plan, act: PlanAct): Promise<string> =>
    (await post(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision })).body.reason; // prettier-ignore
  const stateShown = async () => {
    const { rawPayload } = await server.app.inject('/api/areas/packed');
    const packed = unpackAreas(new Uint8Array(rawPayload));
    return planStateOf(fromPacked(packed), packed.areas, packed.lockedBorders);
  };

  it('stay with the edition: the next plan begins with them, on the screen as on the server', async () => {
    const drawn = await stateShown();
    const made = editPlan(drawn, lock(true));
    if ('refused' in made) throw new Error(made.refused);
    applyPlanEdit(drawn, made);
    expect(drawn.lockedBorders.size).toBeGreaterThan(0);
    // Locks alone make an edition.
    expect((await publish(await save(await begin(), lock(true)))).status).toBe(200);
    expect((await stateShown()).lockedBorders).toEqual(drawn.lockedBorders);
    now = new Date('2026-06-02T00:00:00Z');
    expect(await why(await begin(2), merge)).toBe('border-locked');
    expect(editPlan(await stateShown(), merge)).toMatchObject({ refused: 'border-locked', areas: [1, 2] }); // prettier-ignore
    // So it is for a process that comes to it later.
    await server.close();
    await start();
    expect(await why(await begin(2), merge)).toBe('border-locked');
    // Another edition carries them, and a line that ends on one divides it.
    const split: PlanAct = { ...splitA, line: [at(-10, 4500), at(2010, 4510)] };
    expect((await publish(await save(await begin(2), split))).status).toBe(200);
    expect((await stateShown()).lockedBorders.size).toBe(drawn.lockedBorders.size + 1);
  });

  it('go with the edition that unlocks them, and come back with the one that had them', async () => {
    await publish(await save(await begin(), lock(true)));
    const { lockedBorders } = await stateShown();
    now = new Date('2026-06-02T00:00:00Z');
    await publish(await save(await begin(2), lock(false)));
    expect((await stateShown()).lockedBorders.size).toBe(0);
    now = new Date('2026-06-03T00:00:00Z');
    expect((await post('/api/editions/2/restore', { id: randomUUID(), name: '恢复', expects: 3 })).status).toBe(201); // prettier-ignore
    expect((await stateShown()).lockedBorders).toEqual(lockedBorders);
    now = new Date('2026-06-04T00:00:00Z');
    expect((await publish(await begin(4))).body.reason).toBe('changes-nothing');
  });
});

describe('going back', () => {
  const back = { id: randomUUID(), name: '恢复', expects: 2 };
  const restore = (id: number, payload: object) => post(`/api/editions/${id}/restore`, payload);
  const borders = async () => {
    const { rawPayload } = await server.app.inject('/api/areas/packed');
    return { ...unpackAreas(new Uint8Array(rawPayload)), editionId: 0 };
  };

  it('is a new edition with the areas of an earlier one, to the last vertex', async () => {
    await hang();
    const first = await borders();
    await publish(await save(await begin(), splitA));
    const split = await borders();
    expect(split).not.toEqual(first);
    now = new Date('2026-06-02T00:00:00Z');
    const { status, body } = await restore(1, back);
    expect([status, body.status, body.editionId]).toEqual([201, 'published', 2]);
    expect(await borders()).toEqual(first);
    expect(await restore(1, back)).toEqual({ status: 200, body });
    expect((await restore(1, { ...back, name: '别的' })).body.reason).toBe('other-of-this-id');
    expect((await get('/api/editions')).editions.map((e: { id: number; follows: number }) => [e.id, e.follows])).toEqual([[3, 2], [2, 1], [1, null]]); // prettier-ignore
    expect(await rows('SELECT from_area_id AS f, to_area_id AS t FROM lineage WHERE edition_id = 3 ORDER BY 1')).toEqual([{ f: 104, t: 1 }, { f: 105, t: 1 }]); // prettier-ignore
    expect(await rows('SELECT DISTINCT area_id, edition_id FROM buildings')).toEqual([{ area_id: 1, edition_id: 3 }]); // prettier-ignore
    expect(await rows(`SELECT person_id FROM posts WHERE role = 'worker' AND to_at IS NULL`)).toEqual([{ person_id: 7 }]); // prettier-ignore
    expect(await chainAt(500, 3500, '2026-06-01T12:00:00Z')).toEqual([2, 100, 101, 104]);
    expect(await chainAt(500, 3500, now.toISOString())).toEqual([3, 100, 101, 1]);
    // And forth again.
    now = new Date('2026-06-03T00:00:00Z');
    await restore(2, { id: randomUUID(), name: '再分', expects: 3 });
    expect(await borders()).toEqual(split);
  });

  it('is refused with a word, waits for its time, and is withdrawn', async () => {
    await publish(await save(await begin(), splitA));
    const again = (more: object) => ({ ...back, id: randomUUID(), ...more });
    // In the moment in which the one in force began nobody could say which holds.
    expect(await restore(1, again({}))).toMatchObject({ status: 422, body: { reason: 'valid-from-past' } }); // prettier-ignore
    now = new Date('2026-06-02T00:00:00Z');
    expect((await restore(7, again({}))).body.reason).toBe('unknown-edition');
    expect((await restore(2, again({}))).body.reason).toBe('changes-nothing');
    expect((await restore(1, again({ expects: 1 }))).body.reason).toBe('edition-moved-on');
    expect((await restore(1, again({ validFrom: '2026-06-01T00:00:00Z' }))).body.reason).toBe('valid-from-past'); // prettier-ignore
    const { body } = await restore(1, again({ validFrom: '2026-07-01T00:00:00Z' }));
    expect((await restore(1, again({}))).body.reason).toBe('edition-waits');
    expect(server.deps.areas.editionId).toBe(2);
    // It has no edits to be drawn on with.
    expect(await post(`/api/plans/${body.id}/withdraw`, { expects: body.revision })).toMatchObject({ status: 200, body: { status: 'withdrawn', validFrom: null } }); // prettier-ignore
    expect(await rows('SELECT id FROM editions ORDER BY 1')).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

describe('an edition that is past', () => {
  const bytesOf = async (url: string, headers: Record<string, string> = {}) => {
    const { statusCode, headers: said, rawPayload } = await server.app.inject({ method: 'GET', url, headers }); // prettier-ignore
    return { status: statusCode, bytes: new Uint8Array(rawPayload), etag: String(said.etag), keep: String(said['cache-control']) }; // prettier-ignore
  };

  it('is served packed to the last byte, kept for good under its version', async () => {
    const before = await bytesOf('/api/areas/packed');
    expect((await bytesOf('/api/editions/1/areas/packed')).bytes).toEqual(before.bytes);
    await publish(await save(await begin(), splitA));
    const past = await bytesOf('/api/editions/1/areas/packed');
    expect(past.bytes).toEqual(before.bytes);
    expect((await bytesOf('/api/editions/2/areas/packed')).bytes).toEqual((await bytesOf('/api/areas/packed')).bytes); // prettier-ignore
    expect(past.keep).toBe('private, no-cache');
    expect((await bytesOf('/api/editions/1/areas/packed', { 'if-none-match': past.etag })).status).toBe(304); // prettier-ignore
    const version = (await rows(`SELECT version FROM versions WHERE noun = 'areas'`))[0]!.version as number; // prettier-ignore
    expect((await bytesOf(`/api/editions/1/areas/packed?v=${version}`)).keep).toContain('immutable'); // prettier-ignore
    expect((await bytesOf(`/api/editions/1/areas/packed?v=${version - 1}`)).keep).toBe('private, no-cache'); // prettier-ignore
    expect((await bytesOf('/api/editions/3/areas/packed')).status).toBe(404);
    // One that waits may yet be withdrawn: it is not kept.
    const waiting = await publish(await save(await begin(2), { verb: 'describe', areas: [{ id: 2, words: { name: '乙' } }] }), '2026-07-01T00:00:00Z'); // prettier-ignore
    const waits = await bytesOf(`/api/editions/3/areas/packed?v=${version}`);
    expect([waits.status, waits.keep]).toEqual([200, 'private, no-cache']);
    expect(unpackAreas(waits.bytes).areas.find(({ id }) => id === 2)!.name).toBe('乙');
    await post(`/api/plans/${waiting.body.id}/withdraw`, { expects: waiting.body.revision });
    expect((await bytesOf(`/api/editions/3/areas/packed?v=${version}`)).status).toBe(404);
  });

  it('keeps its areas answerable: since when they are no more, and where they went', async () => {
    await hang();
    await publish(await save(await begin(), splitA));
    const first = await get('/api/areas/1');
    expect(first).toMatchObject({
      area: { id: 1, code: 'C1', level: 3 },
      parents: [{ id: 100 }, { id: 101 }],
      counts: { buildings: 0, openIncidents: 0 },
      ended: { at: now.toISOString(), editionId: 2, successors: [{ id: 105 }, { id: 104 }] },
    });
    expect((await get('/api/areas/105')).ended).toBeNull();
    // From one edition to the next, as far as what is in force; what waits is not yet.
    now = new Date('2026-06-02T00:00:00Z');
    const merge: PlanAct = { verb: 'merge', cells: [2, 105], id: FIRST_PLAN_AREA_ID };
    const waiting = await publish(await save(await begin(2), merge), '2026-06-03T00:00:00Z');
    expect(waiting.status).toBe(200);
    expect((await get('/api/areas/105')).ended).toBeNull();
    expect(await get('/api/areas/106')).toMatchObject({ reason: 'unknown-area' });
    now = new Date('2026-06-03T00:00:00Z');
    await server.deps.editions.bringDue();
    expect((await get('/api/areas/1')).ended.successors.map(({ id }: { id: number }) => id)).toEqual([106, 104]); // prettier-ignore
    expect((await get('/api/areas/105')).ended).toMatchObject({ editionId: 3, successors: [{ id: 106 }] }); // prettier-ignore
    now = new Date('2026-06-04T00:00:00Z');
    // What an edition has again is in force again.
    const back = await post('/api/editions/1/restore', { id: randomUUID(), name: '退回', expects: 3 }); // prettier-ignore
    expect(back.status).toBe(201);
    expect((await get('/api/areas/1')).ended).toBeNull();
    expect((await get('/api/areas/104')).ended.successors).toMatchObject([{ id: 1 }]);
  });
});
