import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(`
    INSERT INTO organisations (id, parent_id, name, name_en, kind, source_key)
    VALUES (1, NULL, '区政府', 'District', 'department', '1'), (2, 1, '城管局', 'Urban Management', 'department', '2'),
      (3, NULL, '第一大学', 'First University', 'company', '3'), (4, NULL, '大学路派出所', NULL, 'station', '4'),
      (5, NULL, '100%_物业', NULL, 'company', '5');
    INSERT INTO people (id, name, phone, source_key)
    VALUES (1, '王一', '13800000000', '1'), (2, '王一', NULL, '2'), (3, '李王', NULL, '3'), (4, 'Ann Lee', NULL, '4');
    INSERT INTO posts (id, person_id, role, organisation_id, from_at, to_at)
    VALUES (1, 1, 'worker', 1, '2026-01-01', NULL), (2, 1, 'leader', 2, '2026-02-01', NULL), (3, 1, 'police', 4, '2025-01-01', '2026-01-01'),
      (4, 2, 'volunteer', 3, '2026-09-01', NULL), (5, 1, 'squad', 4, '2026-03-01', NULL), (6, 1, 'captain', 3, '2026-04-01', NULL)`);
  server = await startTestApp(database.pool, () => new Date('2026-06-01T00:00:00Z'));
});
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

const get = async (url: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await server.app.inject({ method: 'GET', url });
  return { status: answer.statusCode, body: answer.json() };
};
const idsOf = async (noun: 'people' | 'organisations', query: string): Promise<number[]> =>
  ((await get(`/api/${noun}?${query}`)).body[noun] as { id: number }[]).map(({ id }) => id);
const q = (text: string): string => `q=${encodeURIComponent(text)}`;

describe('people', () => {
  it('are found by a part of their name, whose name begins with it first', async () => {
    expect(await idsOf('people', q('王'))).toEqual([1, 2, 3]);
    expect(await idsOf('people', q(' ann '))).toEqual([4]);
    expect(await idsOf('people', q('王') + '&limit=2')).toEqual([1, 2]);
    expect(await idsOf('people', q('%'))).toEqual([]);
    expect((await idsOf('people', '')).sort()).toEqual([1, 2, 3, 4]);
  });

  it('are told apart by the posts that they hold now, and nothing else is said of them', async () => {
    expect((await get('/api/people?ids=1,2')).body).toEqual({
      people: [
        {
          id: 1,
          name: '王一',
          posts: [
            { role: 'leader', areaId: null, organisation: '城管局' },
            { role: 'worker', areaId: null, organisation: '区政府' },
            { role: 'squad', areaId: null, organisation: '大学路派出所' },
          ],
        },
        { id: 2, name: '王一', posts: [] },
      ],
    });
  });
});

describe('organisations', () => {
  it('are found by a part of their name in either language, or by id', async () => {
    expect(await idsOf('organisations', q('大学'))).toEqual([4, 3]);
    expect(await idsOf('organisations', q('UNIVERSITY'))).toEqual([3]);
    expect(await idsOf('organisations', q('%_'))).toEqual([5]);
    expect(await idsOf('organisations', 'ids=2,99')).toEqual([2]);
    expect(await idsOf('organisations', `ids=2&${q('university')}`)).toEqual([]);
    // Offices before stations before companies, whatever their names are.
    expect(await idsOf('organisations', '')).toEqual([2, 1, 4, 5, 3]);
    expect(await idsOf('organisations', 'limit=3')).toEqual([2, 1, 4]);
    expect((await get('/api/organisations?ids=2')).body).toEqual({
      organisations: [
        { id: 2, name: '城管局', nameEn: 'Urban Management', kind: 'department', parent: '区政府' },
      ],
    });
  });
});

it.each([
  [q('x'.repeat(101)), 'q'],
  ['q=%00', 'q'],
  ['ids=1,,2', 'ids'],
  ['ids=2147483648', 'ids'],
  [`ids=${Array(101).fill(1).join()}`, 'ids'],
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=1.5', 'limit'],
])('refuses %s by its name', async (query, field) => {
  for (const noun of ['people', 'organisations']) {
    const { status, body } = await get(`/api/${noun}?${query}`);
    expect([status, body.reason]).toEqual([400, 'bad-request']);
    expect(body.detail).toContain(field);
  }
});
