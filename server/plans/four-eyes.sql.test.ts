import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Plan } from '#data/plans/plan.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { startTestApp } from '#server/test-app.ts';

import { insertDrawing } from './test-edition.sql.ts';

let now = new Date('2026-06-01T00:00:00Z');
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
/** Cookies of two who draw, one who publishes, and one who holds both posts: persons 1001 to 1004. */
let [first, second, publisher, both]: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  const roles = ['planner', 'planner', 'publisher', 'publisher'] as const;
  [first, second, publisher, both] = await Promise.all(roles.map((role, i) => insertTestSession(ownerPool, { personId: 1001 + i, role, areaId: 100, at: now }))); // prettier-ignore
  await ownerPool.query(`INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES (9, 1004, 'planner', 100, '2026-01-01')`); // prettier-ignore
  server = await startTestApp(database.pool, () => now, null, { asked: true });
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

async function post(by: string, url: string, payload: object): Promise<Plan & { plan: Plan }> {
  const headers = { host: '127.0.0.1', origin: 'http://127.0.0.1', cookie: by };
  const answer = await server.app.inject({ method: 'POST', url, headers, payload });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}
const begin = (by: string, editionId: number) => post(by, '/api/plans', { id: randomUUID(), name: '方案', editionId }); // prettier-ignore
const rename = async (by: string, plan: Plan, area: number): Promise<Plan> => {
  const act = { verb: 'describe', areas: [{ id: area, words: { name: `改名${plan.revision}` } }] };
  return (await post(by, `/api/plans/${plan.id}/edits`, { id: randomUUID(), expects: plan.revision, act })).plan; // prettier-ignore
};
/** Who publishes it, and what the audit has of that. */
async function publish(by: string, plan: Plan): Promise<[number, unknown]> {
  now = new Date(now.getTime() + 60_000);
  await post(by, `/api/plans/${plan.id}/publish`, { expects: plan.revision });
  const { rows } = await database.ownerPool.query<{ person_id: number; said: string }>(`SELECT person_id, said FROM audit WHERE act = 'publish-plan' AND thing = $1`, [plan.id]); // prettier-ignore
  expect(rows).toHaveLength(1);
  return [rows[0]!.person_id, (JSON.parse(rows[0]!.said) as { drawnBy: unknown }).drawnBy];
}

it('the audit names who publishes and those who drew what is published, the first first', async () => {
  let plan: Plan = await begin(first!, 1);
  plan = await rename(second!, plan, 1);
  plan = await rename(first!, plan, 5);
  plan = await rename(second!, plan, 1);
  expect(await publish(publisher!, plan)).toEqual([1003, ['p1002', 'p1001']]);
});

it('who holds both posts may publish what they drew, and it is seen', async () => {
  let plan: Plan = await begin(both!, 2);
  plan = await rename(both!, plan, 5);
  // What was taken back is not published, so neither is who drew it.
  plan = await rename(second!, plan, 1);
  plan = await post(first!, `/api/plans/${plan.id}/position`, { position: 1, expects: plan.revision }); // prettier-ignore
  expect(await publish(both!, plan)).toEqual([1004, ['p1004']]);
});
