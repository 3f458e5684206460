import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Edition } from '#data/areas/edition.ts';
import type { PostRole } from '#data/people/person.ts';
import type { AreaCard, SiteCard } from '#data/wire/cards.ts';
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
