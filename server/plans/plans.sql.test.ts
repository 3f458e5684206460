import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { fromPacked } from '#data/coverage/from-packed.ts';
import { randomAct, textOf } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import {
  applyPlanEdit,
  invertPlanEdit,
  type KeptPlanEdit,
  type PlanEdit,
} from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';
import { redrawAct } from '#data/plans/redraw-act.ts';
import { shapesOf } from '#data/plans/shapes-of.ts';
import type { Plan } from '#data/plans/plan.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { createPlanStates } from './plan-states.ts';
import { selectPlan } from './plans.sql.ts';
import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;

beforeAll(async () => {
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  server = await startTestApp(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const get = (url: string) => server.app.inject({ method: 'GET', url });
/** What may be in an answer, or undefined. */
interface Answer extends Plan {
  plan: Plan;
  edit: KeptPlanEdit;
  reason: string;
}
const post = async (url: string, payload: object): Promise<{ status: number; body: Answer }> => {
  const answer = await server.app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const begin = async (): Promise<Plan> =>
  (await post('/api/plans', { id: randomUUID(), name: '二季度调整', editionId: 1 })).body;
const save = (plan: Plan, act: PlanAct, id: string = randomUUID()) =>
  post(`/api/plans/${plan.id}/edits`, { id, act, expects: plan.revision });
const moveTo = (plan: Plan, position: number) =>
  post(`/api/plans/${plan.id}/position`, { position, expects: plan.revision });
const at = (x: number, y: number): [number, number] => [
  toDegrees(DRAWN_WEST + x),
  toDegrees(DRAWN_SOUTH + y),
];
/** Parts cell A, the square of two by two in the north-west. */
const splitA: PlanAct = { verb: 'split', line: [at(1000, 6000), at(1000, 2000)], cells: [1], firstId: FIRST_PLAN_AREA_ID }; // prettier-ignore
const renameB: PlanAct = { verb: 'describe', areas: [{ id: 2, words: { name: '新街口' } }] };

/** What a screen has: the borders in force as they are served. */
async function servedState(): Promise<PlanState> {
  const packed = unpackAreas(new Uint8Array((await get('/api/areas/packed')).rawPayload));
  return planStateOf(fromPacked(packed), packed.areas);
}
/** What a screen has that loads a plan. */
async function loadedState(id: string, limit = 1000): Promise<PlanState> {
  const state = await servedState();
  for (let after: number | null = 0; after !== null;) {
    const answer = await get(`/api/plans/${id}?after=${after}&limit=${limit}`);
    const { plan, edits, next } = answer.json<{ plan: Plan; edits: KeptPlanEdit[]; next: number | null }>(); // prettier-ignore
    for (const { seq, edit } of edits) if (seq <= plan.position) applyPlanEdit(state, edit);
    after = next;
  }
  return state;
}
/** What a server has that was started just now. */
async function rebuiltState(id: string): Promise<PlanState> {
  const plan = await selectPlan(database.pool, id);
  return createPlanStates(server.deps.areas).take(database.pool, plan!);
}

describe('a plan', () => {
  it('is begun on the edition in force; beginning it again changes nothing', async () => {
    const asked = { id: randomUUID(), name: '二季度调整', editionId: 1 };
    const first = await post('/api/plans', asked);
    expect(first).toMatchObject({ status: 201, body: { ...asked, status: 'draft', validFrom: null, revision: 1, position: 0, editCount: 0 } }); // prettier-ignore
    expect(await post('/api/plans', asked)).toEqual({ status: 200, body: first.body });
    expect(await post('/api/plans', { ...asked, name: '另一个' })).toMatchObject({ status: 409, body: { reason: 'other-of-this-id' } }); // prettier-ignore
    expect(await post('/api/plans', { ...asked, id: randomUUID(), editionId: 2 })).toMatchObject({ status: 409, body: { reason: 'edition-moved-on' } }); // prettier-ignore
    const page = (await get('/api/plans?status=draft&limit=1')).json();
    expect(page.plans).toHaveLength(1);
    expect((await get(`/api/plans?before=${page.next}`)).json().plans).not.toContainEqual(page.plans[0]); // prettier-ignore
  });

  it('takes what a file says as one step, whole or not at all', async () => {
    const plan = await begin();
    const state = await servedState();
    const served = textOf(state);
    const redraw = redrawAct(state.set, (editPlan(state, splitA) as PlanEdit).borders!);
    const id = Math.min(...redraw.cells.map((cell) => cell.id).filter((one) => one >= FIRST_PLAN_AREA_ID)); // prettier-ignore
    const file = (parentId: number, words: object): PlanAct =>
      ({ verb: 'import', redraw, then: [{ verb: 'reassign', areas: [id], parentId }, { verb: 'describe', areas: [{ id, words }] }] }) as PlanAct; // prettier-ignore
    expect((await save(plan, file(3, {}))).body.reason).toBe('parent-is-cell');
    expect((await save(plan, file(102, { leaderId: 99 }))).body.reason).toBe('unknown-person');
    expect((await save(plan, { ...file(102, {}), then: [] } as unknown as PlanAct)).status).toBe(400); // prettier-ignore
    expect(textOf(await loadedState(plan.id))).toBe(served);
    const { status, body } = await save(plan, file(102, { name: '西', leaderId: 7 }));
    expect([status, body.plan.position, body.plan.editCount]).toEqual([201, 1, 1]);
    const made = await loadedState(plan.id);
    expect(made.areas.get(id)).toMatchObject({ name: '西', leaderId: 7, parentId: 102 });
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(made));
    const undone = await post(`/api/plans/${plan.id}/position`, { position: 0, expects: body.plan.revision }); // prettier-ignore
    expect(undone.status).toBe(200);
    expect(textOf(await rebuiltState(plan.id))).toBe(served);
  });

  it('takes an edit as its preview showed it, and refuses with a word', async () => {
    const plan = await begin();
    const state = await servedState();
    const preview = editPlan(state, splitA);
    const { status, body } = await save(plan, splitA);
    expect(status).toBe(201);
    expect(body.plan).toMatchObject({ revision: 2, position: 1, editCount: 1 });
    expect(JSON.stringify(body.edit.edit)).toBe(JSON.stringify(preview));
    expect(body.edit.edit.areas.map((change: { id: number }) => change.id)).toEqual([1, FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1]); // prettier-ignore

    const refused = async (act: PlanAct) => (await save(body.plan, act)).body.reason;
    expect(await refused({ ...splitA, firstId: FIRST_PLAN_AREA_ID + 2 } as PlanAct)).toBe('no-such-cell'); // prettier-ignore
    expect(await refused({ ...splitA, cells: [2] } as PlanAct)).toBe('id-in-use');
    expect(await refused({ verb: 'merge', cells: [2, 8], id: FIRST_PLAN_AREA_ID + 2 })).toBe('not-beside'); // prettier-ignore
    expect(await refused({ verb: 'reassign', areas: [2], parentId: 3 })).toBe('parent-is-cell');
    expect(await refused({ verb: 'reassign', areas: [101], parentId: 102 })).toBe('wrong-level');
    expect(await refused({ verb: 'move-vertex', from: at(0, 0), to: [0, 0] })).toBe('too-far');
    expect(await refused({ verb: 'describe', areas: [{ id: 2, words: { leaderId: 8 } }] })).toBe('unknown-person'); // prettier-ignore
    expect(await refused({ verb: 'describe', areas: [{ id: 2, words: { ownerId: 8 } }] })).toBe('unknown-organisation'); // prettier-ignore
    const wild = Array.from({ length: 300 }, (_, i) => at(i % 2 ? 0 : 4900, i * 16));
    expect(await refused({ verb: 'split', line: wild, firstId: FIRST_PLAN_AREA_ID + 2 })).toBe('too-many-crossings'); // prettier-ignore
    expect((await save(body.plan, { ...splitA, line: [at(0, 0)] } as PlanAct)).status).toBe(400);
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(await loadedState(plan.id)));
  });

  it('takes an edit once, however often it is sent', async () => {
    const plan = await begin();
    const id = randomUUID();
    const [first, second] = [await save(plan, splitA, id), await save(plan, splitA, id)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    const third = await save(first.body.plan, renameB);
    expect((await save(plan, splitA, id)).body).toEqual({ ...first.body, plan: third.body.plan });
    expect(await save(plan, renameB, id)).toMatchObject({ status: 409, body: { reason: 'other-of-this-id' } }); // prettier-ignore
  });

  it('takes one of two tabs that have seen the same', async () => {
    const plan = await begin();
    const both = await Promise.all([save(plan, splitA), save(plan, renameB)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)!.body.reason).toBe('plan-moved-on');
    // As long as the other server has not heard of it either.
    const other = await startTestApp(database.pool);
    const now: Plan = (await get(`/api/plans/${plan.id}`)).json().plan;
    const from = (app: typeof server.app, act: PlanAct) =>
      app.inject({ method: 'POST', url: `/api/plans/${plan.id}/edits`, payload: { id: randomUUID(), act, expects: now.revision } }); // prettier-ignore
    const act = (name: string): PlanAct => ({ verb: 'describe', areas: [{ id: 3, words: { name } }] }); // prettier-ignore
    const two = await Promise.all([from(server.app, act('甲')), from(other.app, act('乙'))]);
    expect(two.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
    await other.close();
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(await loadedState(plan.id)));
  });

  it('is the same bytes on the screen, on the server and after a start, undone and redone', async () => {
    let plan = await begin();
    const state = await servedState();
    const random = createRandom(11);
    const texts = [textOf(state)];
    const done: KeptPlanEdit[] = [];
    while (done.length < 40) {
      const act = randomAct(state, random);
      const edit = editPlan(state, act);
      const { status, body } = await save(plan, act);
      expect([status, body.reason], JSON.stringify(act)).toEqual('refused' in edit ? [422, edit.refused] : [201, undefined]); // prettier-ignore
      if ('refused' in edit) continue;
      plan = body.plan;
      done.push(body.edit);
      applyPlanEdit(state, body.edit.edit);
      texts.push(textOf(state));
    }
    expect(textOf(await loadedState(plan.id, 7))).toBe(texts.at(-1));
    expect(textOf(await rebuiltState(plan.id))).toBe(texts.at(-1));
    for (const to of [39, 0, 17, 40, 23]) {
      plan = (await moveTo(plan, to)).body;
      expect(textOf(await loadedState(plan.id))).toBe(texts[to]);
      expect(textOf(await rebuiltState(plan.id))).toBe(texts[to]);
    }
    // A new edit after an undo: the server takes back what it holds, and what was taken back is gone.
    while (done.length > 23) applyPlanEdit(state, invertPlanEdit(done.pop()!.edit));
    const { body } = await save(plan, { verb: 'describe', areas: [{ id: 100, words: { name: '全区' } }] }); // prettier-ignore
    expect(body.plan).toMatchObject({ position: 24, editCount: 24 });
    applyPlanEdit(state, body.edit.edit);
    expect(textOf(await loadedState(plan.id))).toBe(textOf(state));
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(state));
    const after = randomAct(state, random);
    const made = editPlan(state, after);
    const next = await save(body.plan, after);
    if ('refused' in made) expect(next.body.reason).toBe(made.refused);
    else expect(JSON.stringify(next.body.edit.edit)).toBe(JSON.stringify(made));
  });

  it('moves its position once, and not beyond its edits', async () => {
    const plan: Plan = (await save(await begin(), splitA)).body.plan;
    const undone = await moveTo(plan, 0);
    expect(undone).toMatchObject({ status: 200, body: { position: 0, editCount: 1, revision: plan.revision + 1 } }); // prettier-ignore
    expect(await moveTo(plan, 0)).toEqual(undone);
    expect(await moveTo(plan, 1)).toMatchObject({ status: 409, body: { reason: 'plan-moved-on' } });
    expect(await moveTo(undone.body, 2)).toMatchObject({ status: 422, body: { reason: 'no-such-position' } }); // prettier-ignore
    expect((await moveTo(undone.body, 0)).body.revision).toBe(undone.body.revision);
  });

  it('is as it was where saving ends half-way', async () => {
    const plan: Plan = (await save(await begin(), splitA)).body.plan;
    const undone: Plan = (await moveTo(plan, 0)).body;
    const before = (await get(`/api/plans/${plan.id}`)).json();
    // The last statement fails: the edit that was taken back is gone by then, and the new one is there.
    await database.ownerPool.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
       CREATE TRIGGER fail BEFORE UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION fail()`,
    );
    const id = randomUUID();
    expect((await save(undone, renameB, id)).status).toBe(500);
    expect((await moveTo(undone, 1)).status).toBe(500);
    expect((await get(`/api/plans/${plan.id}`)).json()).toEqual(before);
    await database.ownerPool.query('DROP TRIGGER fail ON plans; DROP FUNCTION fail()');
    const redone: Plan = (await moveTo(undone, 1)).body;
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(await loadedState(plan.id)));
    const saved = await save(redone, renameB, id);
    expect([saved.status, saved.body.edit.seq]).toEqual([201, 2]);
    expect(textOf(await rebuiltState(plan.id))).toBe(textOf(await loadedState(plan.id)));
  });

  it('says what becomes of the areas in force, their households and residents', async () => {
    const home = (id: number, x: number, households: number) =>
      database.ownerPool.query(
        `INSERT INTO buildings (id, code, use, households, residents, area_id, edition_id, geom, source_key)
         VALUES ($1, $2, 'residential', $3, 10, 1, 1, ST_Multi(ST_MakeEnvelope($4, $5, $6, $7, 4490)), $2)`,
        [id, `B${id}`, households, ...at(x, 4400), ...at(x + 100, 4500)],
      );
    await home(1, 300, 30);
    await home(2, 1300, 10);
    const plan: Plan = (await save(await begin(), splitA)).body.plan;
    const merged: Plan = (await save(plan, { verb: 'merge', cells: [FIRST_PLAN_AREA_ID + 1, 5], id: FIRST_PLAN_AREA_ID + 2 })).body.plan; // prettier-ignore
    const read = async () => (await get(`/api/plans/${plan.id}/crosswalk`)).json();
    const { rows } = await read();
    const row = (from: number, to: number) => rows.find((r: { fromId: number; toId: number }) => r.fromId === from && r.toId === to); // prettier-ignore
    expect(rows.map((r: { fromId: number; toId: number }) => [r.fromId, r.toId])).toEqual([
      [102, 101],
      [102, 102],
      [1, FIRST_PLAN_AREA_ID],
      [1, FIRST_PLAN_AREA_ID + 2],
      [5, FIRST_PLAN_AREA_ID + 2],
    ]);
    expect(row(1, FIRST_PLAN_AREA_ID)).toMatchObject({ level: 3, fromCode: 'C1', toCode: '', shareArea: 0.5, shareHouseholds: 0.75, shareResidents: 0.5, households: 30, residents: 10 }); // prettier-ignore
    expect(row(5, FIRST_PLAN_AREA_ID + 2)).toMatchObject({ shareArea: 1, shareHouseholds: 1, households: 0 }); // prettier-ignore
    // The merged cell belongs where the first one named does.
    expect(row(102, 101)).toMatchObject({ level: 2, toCode: 'C101', households: 0 });
    expect(row(102, 101).shareArea + row(102, 102).shareArea).toBeCloseTo(1, 9);
    // Reading moves nothing: the next edit is saved as ever.
    expect((await save(merged, renameB)).status).toBe(201);
    const undone = (await moveTo((await get(`/api/plans/${plan.id}`)).json().plan, 0)).body;
    expect((await read()).rows).toEqual([]);
    expect(undone.position).toBe(0);
  });

  it('says which codes its new areas get, none of which any edition has had', async () => {
    const read = async (plan: Plan) => (await get(`/api/plans/${plan.id}/codes`)).json();
    const begun = await begin();
    // The codes of these squares are nobody's rule.
    expect(await read(begun)).toEqual({ plan: begun, scheme: 'free', codes: [] });
    const plan: Plan = (await save(begun, splitA)).body.plan;
    const [west, east] = [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1];
    expect((await read(plan)).codes).toEqual([
      { areaId: west, name: '区域1', was: '', code: 'C101-01' },
      { areaId: east, name: '区域1', was: '', code: 'C101-02' },
    ]);
    // One of an earlier edition, which no area in force bears.
    const older = (sql: string) => database.ownerPool.query(sql);
    await older(
      `INSERT INTO editions VALUES (3, '2025-01-01');
       INSERT INTO areas (id, from_edition, to_edition, code, parent_id, level, name, geom, source_key)
       SELECT 77, 1, 3, 'C101-01', parent_id, level, name, geom, 'gone' FROM areas WHERE id = 1`,
    );
    expect((await read(plan)).codes.map(({ code }: { code: string }) => code)).toEqual(['C101-02', 'C101-03']); // prettier-ignore

    const say = async (id: number, code: string) => (await save(plan, { verb: 'describe', areas: [{ id, words: { code } }] })).body.reason; // prettier-ignore
    expect(await say(west, 'C101-01')).toBe('code-retired');
    expect(await say(west, 'C1')).toBe('code-retired');
    expect(await say(west, 'C2')).toBe('code-in-use');
    expect(await say(west, ' ')).toBe('not-a-code');
    const named = await save(plan, { verb: 'describe', areas: [{ id: west, words: { code: 'C101-02' } }] }); // prettier-ignore
    expect(named.status).toBe(201);
    expect((await read(named.body.plan)).codes).toEqual([{ areaId: east, name: '区域1', was: '', code: 'C101-03' }]); // prettier-ignore
    expect((await get(`/api/plans/${randomUUID()}/codes`)).statusCode).toBe(404);
    await older(`DELETE FROM areas WHERE id = 77; DELETE FROM editions WHERE id = 3`);
  });

  it('hands a plan out with the borders that it draws', async () => {
    const plan = await begin();
    const { body } = await save(plan, splitA);
    const file = (await get(`/api/plans/${plan.id}/areas?level=3`)).json<{ features: { properties: { id: number; code: string }; geometry: { coordinates: unknown } }[] }>(); // prettier-ignore
    const shapes = shapesOf(await rebuiltState(plan.id), new Set(file.features.map(({ properties }) => properties.id))); // prettier-ignore
    expect(file.features.map(({ geometry }) => geometry.coordinates)).toEqual(file.features.map(({ properties }) => shapes.get(properties.id))); // prettier-ignore
    expect(file.features.filter(({ properties }) => properties.code === '').map(({ properties }) => properties.id)).toEqual([FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1]); // prettier-ignore
    // Taken back, it is the edition's again.
    await moveTo(body.plan, 0);
    expect((await get(`/api/plans/${plan.id}/areas`)).body).toBe((await get('/api/editions/1/areas')).body); // prettier-ignore
    expect((await get(`/api/plans/${randomUUID()}/areas`)).json()).toMatchObject({ reason: 'unknown-plan' }); // prettier-ignore
  });

  it('is discarded once, can be read then, and is changed no more', async () => {
    const plan: Plan = (await save(await begin(), splitA)).body.plan;
    const discard = (expects: number) => post(`/api/plans/${plan.id}/discard`, { expects });
    expect((await discard(plan.revision - 1)).body.reason).toBe('plan-moved-on');
    const gone = await discard(plan.revision);
    expect(gone).toMatchObject({ status: 200, body: { status: 'withdrawn' } });
    expect(await discard(plan.revision)).toEqual(gone);
    expect((await save(gone.body, renameB)).body.reason).toBe('not-a-draft');
    expect((await moveTo(gone.body, 0)).body.reason).toBe('not-a-draft');
    expect((await get(`/api/plans/${plan.id}`)).json().edits).toHaveLength(1);
  });

  it('that there is not is said so', async () => {
    const none = { id: randomUUID(), revision: 1 } as Plan;
    expect((await get(`/api/plans/${none.id}`)).json().reason).toBe('unknown-plan');
    expect(await save(none, renameB)).toMatchObject({ status: 404, body: { reason: 'unknown-plan' } }); // prettier-ignore
    expect(await moveTo(none, 0)).toMatchObject({ status: 404 });
    expect((await get(`/api/plans?before=${none.id}`)).statusCode).toBe(404);
  });

  it('of an edition that is in force no more can be read, and is drawn on no more', async () => {
    const plan: Plan = (await save(await begin(), splitA)).body.plan;
    await database.ownerPool.query(`INSERT INTO editions VALUES (2, '2026-01-02')`);
    await server.deps.areas.reload();
    expect(await save(plan, renameB)).toMatchObject({ status: 409, body: { reason: 'edition-moved-on' } }); // prettier-ignore
    expect((await get(`/api/plans/${plan.id}`)).json().plan).toEqual(plan);
  });
});
