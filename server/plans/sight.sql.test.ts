import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import type { PlanAct } from '#data/plans/plan-act.ts';
import { FIRST_PLAN_AREA_ID } from '#data/plans/plan-act.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import type { SightGains } from '#data/plans/sight-gained.ts';
import type { Plan } from '#data/plans/plan.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDevice } from '#server/live/test-relations.sql.ts';
import { startTestApp } from '#server/test-app.ts';

import { DRAWN_SOUTH, DRAWN_WEST, insertDrawing } from './test-edition.sql.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let plan: Plan;

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(`
    INSERT INTO people (id, name, source_key) SELECT n, '人' || n, n::text FROM generate_series(11, 18) n;
    INSERT INTO posts (id, person_id, role, area_id, from_at, to_at) VALUES
      (1, 11, 'leader', 101, '2026-01-01', NULL), (2, 12, 'leader', 102, '2026-01-01', NULL),
      (3, 13, 'duty-leader', NULL, '2026-01-01', NULL), (4, 13, 'worker', 101, '2026-01-01', NULL),
      (5, 14, 'volunteer', 101, '2026-01-01', NULL), (6, 15, 'leader', 101, '2026-01-01', '2026-05-01'),
      (7, 16, 'worker', 1, '2026-09-01', NULL);
    UPDATE posts SET substitute_id = 17, substitute_from_at = '2026-01-01' WHERE id = 1`);
  await insertDevice(ownerPool, { kind: 'wall', secret: 'w', areaId: 101, at: NOW });
  server = await startTestApp(database.pool, () => NOW);
}, 60_000);
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const post = async <T>(url: string, payload: object): Promise<T> => (await server.app.inject({ method: 'POST', url, payload })).json(); // prettier-ignore
beforeEach(async () => {
  plan = await post<Plan>('/api/plans', { id: randomUUID(), name: '调整', editionId: 1 });
});
const save = async (act: PlanAct): Promise<void> => {
  ({ plan } = await post<{ plan: Plan }>(`/api/plans/${plan.id}/edits`, { id: randomUUID(), act, expects: plan.revision })); // prettier-ignore
};
const sight = async (): Promise<SightGains> => (await server.app.inject(`/api/plans/${plan.id}/sight`)).json(); // prettier-ignore
const told = ({ lines }: SightGains): string[] => lines.map(({ name, role, areas }) => `${name} ${role} ${areas.map(({ id, whole }) => `${id}${whole ? '' : ' in part'}`).join()}`).sort(); // prettier-ignore

it('is nobody for a plan that changes nothing', async () => {
  expect(await sight()).toEqual({ count: 0, lines: [] });
});

it('is whoever holds a post at what an area goes to, who stands in, and its wall; not who sees all, nor by a post that is over', async () => {
  await save({ verb: 'reassign', areas: [5], parentId: 101 });
  const gains = await sight();
  expect(told(gains)).toEqual(['wall wall 5', '人11 leader 5', '人17 leader 5']);
  expect(gains.count).toBe(3);
  expect(gains.lines[0]).toEqual({ noun: expect.any(String), name: expect.any(String), role: expect.any(String), areaCount: 1, areas: [{ id: 5, code: 'C5', name: '区域5', nameEn: null, whole: true }] }); // prettier-ignore
});

it('says what goes in part, and follows posts of an area that is no more', async () => {
  const at = (x: number, y: number): [number, number] => [toDegrees(DRAWN_WEST + x), toDegrees(DRAWN_SOUTH + y)]; // prettier-ignore
  await save({ verb: 'split', line: [at(700, 6000), at(700, 2000)], cells: [1], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
  // Both parts are their own still.
  expect(told(await sight())).toEqual([]);
  await save({ verb: 'merge', cells: [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1, 5], id: FIRST_PLAN_AREA_ID + 2 }); // prettier-ignore
  const lines = told(await sight());
  expect(lines.filter((line) => line.startsWith('人16'))).toEqual(['人16 worker 5']);
});

it('is whom the plan names to lead', async () => {
  await save({ verb: 'describe', areas: [{ id: 2, words: { leaderId: 18 } }] });
  expect(told(await sight())).toEqual(['人18 leader 2']);
});

it('is of no plan that there is not', async () => {
  const { statusCode, body } = await server.app.inject(`/api/plans/${randomUUID()}/sight`);
  expect([statusCode, JSON.parse(body)]).toMatchObject([404, { reason: 'unknown-plan' }]);
});
