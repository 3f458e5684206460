import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { toDegrees } from '#data/geo/lattice.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Conflict } from '#data/plans/rebase/conflict.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now: Date;

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

interface Body extends Plan {
  plan: Plan;
  reason: string;
  detail: string;
  edits: { act: PlanAct }[];
  dropped: { seq: number; why: string; areas: number[] }[];
  conflicts: Conflict[];
}
const get = async (url: string): Promise<Body> => (await server.app.inject({ method: 'GET', url })).json(); // prettier-ignore
const post = async (url: string, payload: object): Promise<{ status: number; body: Body }> => {
  const answer = await server.app.inject({ method: 'POST', url, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const begin = async (editionId = 1): Promise<Plan> =>
  (await post('/api/plans', { id: randomUUID(), name: '调整', editionId })).body;
const save = async (plan: Plan, act: PlanAct): Promise<Plan> => {
  const { status, body } = await post(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision }); // prettier-ignore
  expect(status, body.detail).toBe(201);
  return body.plan;
};
/** A second later: no two editions begin in one moment. */
const publish = (plan: Plan) => {
  now = new Date(now.getTime() + 1000);
  return post(`/api/plans/${plan.id}/publish`, { expects: plan.revision });
};
const rebase = (plan: Plan, chosen: object = {}) =>
  post(`/api/plans/${plan.id}/rebase`, { expects: plan.revision, ...chosen });
const at = (x: number, y: number): [number, number] => [toDegrees(DRAWN_WEST + x), toDegrees(DRAWN_SOUTH + y)]; // prettier-ignore
const areaAt = async (x: number, y: number): Promise<number> => {
  const [lng, lat] = at(x, y);
  const { areas } = (await server.app.inject({ method: 'GET', url: `/api/areas/at?lng=${lng}&lat=${lat}` })).json<{ areas: { id: number }[] }>(); // prettier-ignore
  return areas.at(-1)!.id;
};
const rename = (id: number, name: string): PlanAct => ({ verb: 'describe', areas: [{ id, words: { name } }] }); // prettier-ignore

/** Cell A is the square of two by two in the north-west, C the column in the north-east, F three in the south-west. */
const splitA = (x: number): PlanAct => ({ verb: 'split', line: [at(x, 6000), at(x, 2000)], cells: [1], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
const splitF: PlanAct = { verb: 'split', line: [at(1500, -500), at(1500, 2500)], cells: [6], firstId: FIRST_PLAN_AREA_ID + 10 }; // prettier-ignore

describe('a plan on an edition that is no more in force', () => {
  it('is brought over by itself where the two have changed other areas', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(await save(mine, splitA(700)), rename(3, '丙'));
    expect((await publish(await save(theirs, splitF))).status).toBe(200);

    expect(await get(`/api/plans/${mine.id}/conflicts`)).toMatchObject({ editionId: 2, conflicts: [], dropped: [] }); // prettier-ignore
    const { status, body } = await rebase(drawn);
    expect([status, body.dropped, body.plan.editionId, body.plan.position]).toEqual([
      200,
      [],
      2,
      2,
    ]);
    // The same once more changes nothing.
    expect((await rebase(drawn)).body.plan).toEqual(body.plan);
    // It is drawn on as any other.
    const more = await save(body.plan, rename(5, '戊'));
    expect((await publish(more)).status).toBe(200);
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
    expect(await areaAt(1000, 500)).not.toBe(await areaAt(2000, 500));
  });

  it('brings itself over when it is published', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(mine, splitA(700));
    await publish(await save(theirs, splitF));
    const done = await publish(drawn);
    expect([done.status, done.body.editionId, done.body.revision]).toEqual([200, 2, drawn.revision + 1]); // prettier-ignore
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
    // Sent again, it is done already.
    expect((await publish(drawn)).body).toEqual(done.body);
  });

  it('answers which areas both have changed, and is not published nor brought over without a choice', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(await save(mine, splitA(700)), rename(5, '戊'));
    await publish(await save(theirs, splitA(1300)));

    expect(await publish(drawn)).toMatchObject({ status: 409, body: { reason: 'plan-conflicts', detail: '1' } }); // prettier-ignore
    expect(await rebase(drawn)).toMatchObject({ status: 409, body: { reason: 'plan-conflicts' } });
    const { conflicts } = await get(`/api/plans/${mine.id}/conflicts`);
    expect(conflicts.map(({ id, name }) => [id, name])).toEqual([[1, '区域1']]);
    expect([conflicts[0]!.mine.length, conflicts[0]!.theirs.length]).toEqual([2, 2]);
    // Nothing was done.
    expect((await get(`/api/plans/${mine.id}`)).plan).toEqual(drawn);
  });

  it('leaves to the edition in force what is chosen so, and keeps the rest', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(await save(mine, splitA(700)), rename(5, '戊'));
    await publish(await save(theirs, splitA(1300)));
    const { status, body } = await rebase(drawn, { theirs: [1] });
    expect([status, body.plan.position, body.dropped.map(({ seq, why }) => [seq, why])]).toEqual([200, 1, [[1, 'theirs']]]); // prettier-ignore
    expect((await publish(body.plan)).status).toBe(200);
    expect(await areaAt(500, 4000)).toBe(await areaAt(1200, 4000));
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1500, 4000));
  });

  it('lies as it was drawn where that is chosen, also where its edits do not hold any more', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(await save(await save(mine, splitA(700)), rename(FIRST_PLAN_AREA_ID, '西')), rename(5, '戊')); // prettier-ignore
    // Area 1 is no more with them: an edit that names it finds nothing, and its land is redrawn.
    await publish(await save(theirs, splitA(1300)));
    const { status, body } = await rebase(drawn, { mine: [1] });
    expect([status, body.dropped]).toEqual([200, []]);
    const { edits } = await get(`/api/plans/${mine.id}`);
    expect(edits.map(({ act }) => act.verb)).toEqual(['describe', 'redraw', 'describe']); // prettier-ignore
    expect((await publish(body.plan)).status).toBe(200);
    expect(await areaAt(500, 4000)).not.toBe(await areaAt(1200, 4000));
    expect(await areaAt(1200, 4000)).toBe(await areaAt(1500, 4000));
    const rows = await database.ownerPool.query<{ name: string }>('SELECT name FROM areas WHERE id = $1 AND to_edition IS NULL', [await areaAt(500, 4000)]); // prettier-ignore
    expect(rows.rows.map(({ name }) => name)).toEqual(['西']);
  });

  it('brings back a cell that is no more with them under another id', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(mine, { verb: 'give', ring: [at(1000, 3000), at(2000, 3000), at(2000, 4000), at(1000, 4000)], cells: [1], to: 4 }); // prettier-ignore
    await publish(await save(theirs, { verb: 'merge', cells: [1, 2], id: FIRST_PLAN_AREA_ID }));
    const { conflicts } = await get(`/api/plans/${mine.id}/conflicts`);
    expect(conflicts.map(({ id }) => id)).toContain(1);
    const { status, body } = await rebase(drawn, { mine: conflicts.map(({ id }) => id) });
    expect(status).toBe(200);
    expect((await publish(body.plan)).status).toBe(200);
    expect(await areaAt(1500, 3500)).toBe(4);
    expect(await areaAt(500, 4500)).not.toBe(await areaAt(2500, 4500));
  });

  it('takes two names for one area for a conflict, and the same name for none', async () => {
    const [mine, theirs, third] = [await begin(), await begin(), await begin()];
    const [drawn, same] = [await save(mine, rename(3, '丙')), await save(third, rename(3, '叁'))];
    await publish(await save(theirs, rename(3, '叁')));
    expect(await publish(drawn)).toMatchObject({ status: 409, body: { reason: 'plan-conflicts', detail: '3' } }); // prettier-ignore
    const { body } = await rebase(drawn, { mine: [3] });
    expect([body.plan.position, body.dropped]).toEqual([1, []]);
    expect(await get(`/api/plans/${same.id}/conflicts`)).toMatchObject({ conflicts: [] });
  });

  it('leaves out of an act of words only the areas that are left to the edition in force', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const both: PlanAct = { verb: 'describe', areas: [{ id: 3, words: { name: '丙' } }, { id: 5, words: { name: '戊' } }] }; // prettier-ignore
    const drawn = await save(mine, both);
    await publish(await save(theirs, rename(3, '叁')));
    const { body } = await rebase(drawn, { theirs: [3] });
    expect([body.plan.position, body.dropped.map(({ why, areas }) => [why, areas])]).toEqual([1, [['theirs', [3]]]]); // prettier-ignore
    const { edits } = (await get(`/api/plans/${mine.id}`)) as unknown as {
      edits: { act: PlanAct }[];
    };
    expect(edits.map(({ act }) => act)).toEqual([{ verb: 'describe', areas: [{ id: 5, words: { name: '戊' } }] }]); // prettier-ignore
  });

  it('leaves out of an edit of borders only the areas that are left to the edition in force', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    // Across A and D: the parts of D are the third and the fourth.
    const across: PlanAct = { verb: 'split', line: [at(-500, 3500), at(4500, 3500)], cells: [1, 4], firstId: FIRST_PLAN_AREA_ID }; // prettier-ignore
    const drawn = await save(await save(mine, across), rename(FIRST_PLAN_AREA_ID + 2, '丁一'));
    await publish(await save(theirs, splitA(1300)));
    const { body } = await rebase(drawn, { theirs: [1] });
    expect([body.plan.position, body.dropped]).toEqual([2, [{ seq: 1, why: 'theirs', areas: [1] }]]); // prettier-ignore
    const { edits } = await get(`/api/plans/${mine.id}`);
    expect(edits[0]!.act).toEqual({ ...across, cells: [4], firstId: FIRST_PLAN_AREA_ID + 2 });
    expect((await publish(body.plan)).status).toBe(200);
    expect(await areaAt(3000, 3000)).not.toBe(await areaAt(3000, 3800));
    expect(await areaAt(1000, 3200)).toBe(await areaAt(1000, 3800));
    expect(await areaAt(1000, 4000)).not.toBe(await areaAt(1500, 4000));
  });

  it('says what the plan says of a cell that they have split of both its parts, and leaves it split', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(mine, rename(1, '甲'));
    await publish(await save(theirs, splitA(1300)));
    const { conflicts } = await get(`/api/plans/${mine.id}/conflicts`);
    expect(conflicts.map(({ id, clashes }) => [id, clashes])).toEqual([[1, [{ key: 'name', was: '区域1', mine: '甲', theirs: null, isGone: true }]]]); // prettier-ignore
    const { body } = await rebase(drawn, { mine: [1] });
    expect(body.dropped).toEqual([]);
    expect((await publish(body.plan)).status).toBe(200);
    const [west, east] = [await areaAt(500, 4000), await areaAt(1500, 4000)];
    expect(west).not.toBe(east);
    const { rows } = await database.ownerPool.query<{ name: string }>('SELECT name FROM areas WHERE id = ANY($1) AND to_edition IS NULL', [[west, east]]); // prettier-ignore
    expect(rows.map(({ name }) => name)).toEqual(['甲', '甲']);
  });

  it('tells what both say of an area', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const said = (leaderId: number | null, name: string): PlanAct => ({ verb: 'describe', areas: [{ id: 3, words: { leaderId, name } }] }); // prettier-ignore
    await save(mine, said(7, '丙'));
    await publish(await save(theirs, rename(3, '叁')));
    const { conflicts } = await get(`/api/plans/${mine.id}/conflicts`);
    expect(conflicts.map(({ id, clashes }) => [id, clashes])).toEqual([[3, [{ key: 'name', was: '区域3', mine: '丙', theirs: '叁', isGone: false }]]]); // prettier-ignore
  });

  it.each(['mine', 'theirs'])(
    'asks whose land is that was nobody’s and that both have drawn: %s',
    async (whose) => {
      const [mine, theirs] = [await begin(), await begin()];
      const draw = (east: number, south: number): PlanAct => ({ verb: 'draw', ring: [at(5000, south), at(east, south), at(east, 5000), at(5000, 5000)], id: FIRST_PLAN_AREA_ID, parentId: 101, words: { name: '新', code: '' } }); // prettier-ignore
      const drawn = await save(mine, draw(6000, 3000));
      await publish(await save(theirs, draw(6500, 4000)));
      const [both, before] = [await areaAt(5500, 4500), await areaAt(6200, 4500)];
      expect(both).toBe(before);
      const { conflicts } = await get(`/api/plans/${mine.id}/conflicts`);
      expect(conflicts.map(({ id, base, mine: own, theirs: there }) => [id, base, own.length, there.length])).toEqual([[both, [], 1, 1]]); // prettier-ignore
      const { status, body } = await rebase(drawn, { [whose]: [both] });
      expect([status, body.dropped]).toEqual([200, []]);
      expect((await publish(body.plan)).status).toBe(200);
      // The corner beyond what the plan drew stays theirs, and what only the plan drew is its own.
      expect(await areaAt(6200, 4500)).toBe(both);
      expect(await areaAt(5500, 3500)).not.toBe(both);
      expect((await areaAt(5500, 4500)) === both).toBe(whose === 'theirs');
    },
  );

  it('says what else stands in the way by what is chosen, and which undone edits go', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const more = await save(await save(mine, splitA(700)), rename(5, '戊'));
    const { body: undone } = await post(`/api/plans/${mine.id}/position`, { position: 1, expects: more.revision }); // prettier-ignore
    await publish(await save(theirs, splitA(1300)));
    expect((await get(`/api/plans/${mine.id}/conflicts`)).conflicts.map(({ id }) => id)).toEqual([
      1,
    ]);
    expect((await get(`/api/plans/${mine.id}/conflicts?theirs=1`)).conflicts).toEqual([]);
    expect((await server.app.inject(`/api/plans/${mine.id}/conflicts?theirs=x`)).statusCode).toBe(
      400,
    );
    const { body } = await rebase(undone, { theirs: [1] });
    expect(body.dropped.map(({ seq, why }) => [seq, why])).toEqual([[1, 'theirs'], [2, 'undone']]); // prettier-ignore
  });

  it('refuses who has seen another revision, and one that is published', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    const drawn = await save(mine, splitA(700));
    const done = await publish(await save(theirs, splitF));
    expect(await rebase(mine)).toMatchObject({ status: 409, body: { reason: 'plan-moved-on' } });
    expect(await rebase(done.body)).toMatchObject({ status: 409, body: { reason: 'not-a-draft' } });
    expect((await post(`/api/plans/${drawn.id}/rebase`, { expects: drawn.revision, mine: ['a'] })).status).toBe(400); // prettier-ignore
  });
});
