import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Edition } from '#data/areas/edition.ts';
import type { PostRole } from '#data/people/person.ts';
import type { AreaCard, SiteCard } from '#data/wire/cards.ts';
import type { IncidentCounts } from '#data/wire/incident-counts.ts';
import type { SearchAnswer } from '#data/wire/search.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startStaffed } from '#server/test-staff.sql.ts';

const NOW = new Date('2026-06-01T08:00:00Z');

let database: TestDatabase;
let staff: Awaited<ReturnType<typeof startStaffed>>;
beforeAll(async () => {
  database = await testDatabase();
  staff = await startStaffed(database, () => NOW, { asked: true });
  await database.ownerPool.query(`
    UPDATE people SET phone = '13800000001' WHERE id = 1;
    INSERT INTO sites (id, code, kind, class, name, geom, area_id, edition_id, owner_id, source_key)
    VALUES (1, 's1', 'station', 'hub', '驿站', ST_SetSRID(ST_MakePoint(118.05, 32.05), 4490), 4, 1, 1, 's1');
    INSERT INTO sites (id, code, kind, class, name, geom, state, state_at, area_id, edition_id, source_key)
      VALUES (770, 'K770', 'camera', 'dome', '探头', ST_SetSRID(ST_MakePoint(118.8, 32), 4490), 'online', '2026-05-31', 4, 1, 'K770');
    INSERT INTO editions (id, valid_from, name, waits, follows) VALUES (2, '2026-07-01', '未到的', TRUE, 1)`);
});
afterAll(async () => {
  await staff?.server.close();
  await database?.drop();
});

async function as<T>(role: PostRole, url: string): Promise<{ status: number; body: T }> {
  return staff.ask<T>(await staff.signIn(role), 'GET', url);
}

it.each<[PostRole, ...('told' | 'none')[]]>([
  // incidents, cameras, units
  ['duty-officer', 'told', 'told', 'told'],
  ['planner', 'none', 'none', 'told'],
  ['administrator', 'none', 'none', 'told'],
  ['police', 'told', 'none', 'told'],
  ['worker', 'told', 'none', 'told'],
])('the card of an area counts for %s what they may see, and no more', async (role, ...told) => {
  const { counts } = (await as<AreaCard>(role, '/api/areas/4')).body;
  const { openIncidents, cameras, camerasOnline, units } = counts!;
  expect(camerasOnline).toBe(cameras);
  expect([openIncidents, cameras, units].map((n) => (n === null ? 'none' : 'told'))).toEqual(told);
});

it('whose a station is, is told to who sees staff there', async () => {
  const { body } = await as<SiteCard>('duty-officer', '/api/sites/1');
  expect(body.owner).toEqual({ id: 1, name: expect.any(String) as string, phone: '13800000001' });
  const volunteer = await as<SiteCard>('volunteer', '/api/sites/1');
  expect([volunteer.status, volunteer.body.name, volunteer.body.owner]).toEqual([
    200,
    '驿站',
    null,
  ]);
});

it('an edition that waits is there for who sees plans of the whole district', async () => {
  for (const [role, ids] of [
    ['planner', [2, 1]],
    ['duty-leader', [2, 1]],
    ['worker', [1]],
    ['community-officer', [1]],
  ] as const) {
    const page = (await as<{ editions: Edition[] }>(role, '/api/editions')).body;
    expect([role, page.editions.map(({ id }) => id)]).toEqual([role, ids]);
  }
  const packed = '/api/editions/2/areas/packed';
  expect((await as<{ reason: string }>('worker', packed)).body.reason).toBe('unknown-edition');
});

it('the newest incidents of others neither count nor push out one’s own', async () => {
  // Nine of each community, of which all of the other's are newer; the other's had the very first one, too.
  await database.ownerPool.query(`
    INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1);
    INSERT INTO incidents (id, no, category, severity, title, area_id, edition_id, origin, reported_at, source_key)
    SELECT gen_random_uuid(), '26053100' || lpad(i::text, 3, '0'), 'fire', 1, 't', CASE WHEN i BETWEEN 2 AND 10 THEN 4 ELSE 5 END, 1, 'patrol',
      '2026-05-31T00:00:00Z'::timestamptz + make_interval(mins => i::integer), 'n' || i FROM generate_series(1, 19) AS i`);
  const found = async (role: PostRole, q: string): Promise<string[]> =>
    (await as<{ answers: SearchAnswer[] }>(role, `/api/search?q=${q}`)).body.answers
      .filter(({ noun }) => noun === 'incidents')
      .map(({ code }) => code!.slice(-3));
  expect(await found('community-officer', '260531')).toEqual(['010', '009', '008', '007', '006', '005', '004', '003']); // prettier-ignore
  expect(await found('duty-officer', '260531')).toEqual(['019', '018', '017', '016', '015', '014', '013', '012']); // prettier-ignore
  expect(await found('community-officer', '26053100019')).toEqual([]);
  expect(await found('planner', '260531')).toEqual([]);
  const since = async (role: PostRole, area: string) => (await as<IncidentCounts>(role, `/api/incidents/counts?${area}`)).body.since; // prettier-ignore
  expect(await since('community-officer', 'area=4')).toBe('2026-05-31T00:02:00.000Z');
  expect(await since('duty-officer', 'area=4')).toBe('2026-05-31T00:01:00.000Z');
});

it('what has gone elsewhere is found no more, though the index is of before', async () => {
  const finds = async (role: PostRole): Promise<string[]> =>
    (await as<{ answers: SearchAnswer[] }>(role, '/api/search?q=K770')).body.answers.map(({ noun, id }) => `${noun} ${id}`); // prettier-ignore
  const place = (areaId: number) => database.ownerPool.query('UPDATE sites SET area_id = $1 WHERE id = 770', [areaId]); // prettier-ignore
  expect(await finds('community-officer')).toEqual(['sites 770']);
  await place(5);
  expect(await finds('community-officer')).toEqual([]);
  expect(await finds('duty-officer')).toEqual(['sites 770']);
  await place(4);
  expect(await finds('community-officer')).toEqual(['sites 770']);
  await database.ownerPool.query('DELETE FROM sites WHERE id = 770');
  expect(await finds('community-officer')).toEqual([]);
});
