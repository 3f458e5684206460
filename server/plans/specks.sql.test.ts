import { randomUUID } from 'node:crypto';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { toDegrees } from '#data/geo/lattice.ts';
import { FIRST_PLAN_AREA_ID, type PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now = new Date('2026-06-01T00:00:00Z');

beforeEach(async () => {
  database = await testDatabase();
  await insertDrawing(database.ownerPool);
  server = await startTestApp(database.pool, () => now);
});
afterEach(async () => {
  await server.close();
  await database.drop();
});

const at = (x: number, y: number): [number, number] => [toDegrees(DRAWN_WEST + x), toDegrees(DRAWN_SOUTH + y)]; // prettier-ignore
const post = async <T>(url: string, payload: object): Promise<T> => {
  const answer = await server.app.inject({ method: 'POST', url, payload });
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
};
async function publish(...acts: PlanAct[]): Promise<void> {
  const { editionId } = server.deps.areas;
  let plan = await post<Plan>('/api/plans', { id: randomUUID(), name: '调整', editionId });
  for (const act of acts)
    ({ plan } = await post<{ plan: Plan }>(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision })); // prettier-ignore
  now = new Date(now.getTime() + 1000);
  await post(`/api/plans/${plan.id}/publish`, { expects: plan.revision });
}
const rows = async (sql: string): Promise<unknown[]> => (await database.ownerPool.query(sql)).rows;

it('goes to the parts of a divided area, and not to the neighbour that got a speck where its border bends', async () => {
  // A's border with D runs aslant: where a line ends on it the new vertex lies beside it by a part of a step.
  await publish({ verb: 'reshape', between: [1, 4], line: [at(2000, 3000), at(1863, 3511), at(2000, 4000)], over: 'refuse' }); // prettier-ignore
  await rows(`INSERT INTO posts (id, person_id, role, area_id, from_at) VALUES (1, 7, 'leader', 1, '2026-01-01')`); // prettier-ignore
  // At 3401 the border lies at 1892.49: the vertex goes to 1892, into A.
  await publish({ verb: 'split', line: [at(-500, 3401), at(2500, 3401)], cells: [1], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
  const [speck] = await rows('SELECT share_area AS share FROM lineage WHERE from_area_id = 1 AND to_area_id = 4'); // prettier-ignore
  expect((speck as { share: number }).share).toBeGreaterThan(0);
  const held = await rows('SELECT area_id AS id FROM posts WHERE to_at IS NULL ORDER BY 1');
  const parts = await rows(`SELECT id FROM areas WHERE from_edition = 3 AND level = 3 AND id NOT IN (4) ORDER BY 1`); // prettier-ignore
  expect(parts).toHaveLength(2);
  expect(held).toEqual(parts);
  const { ended } = (await server.app.inject('/api/areas/1')).json<{ ended: { successors: { id: number }[] } }>(); // prettier-ignore
  expect(ended.successors.map(({ id }) => ({ id })).sort((a, b) => a.id - b.id)).toEqual(parts);
});
