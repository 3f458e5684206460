import { afterAll, beforeAll, expect, it } from 'vitest';

import { readAccessTable } from '#data/fixtures/access-table.ts';
import { POST_ROLES, type PostRole } from '#data/people/person.ts';
import { unpackCaptains } from '#data/wire/captains-packed.ts';
import { unpackHeat } from '#data/wire/heat-packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { AREAS, HELD, insertDevice, insertHolder, insertRelations, LETTERS, nth, secretOf, incidentOf, type Held, type Letter } from '#server/live/test-relations.sql.ts'; // prettier-ignore
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { startTestApp } from '#server/test-app.ts';
import { until } from '#server/test-desk.sql.ts';

const NOW = new Date('2026-06-01T15:00:00.000Z');
/** Incidents in relations lie so far from one another, degrees: more than the grain of what is packed. */
const STEP = 0.001;
/** A building in each relation has this number and that of the relation; the first of all is that of who holds a building. */
const BUILDINGS = 10;

interface Holder {
  role: PostRole | 'wall' | null;
  held: Held;
  cookie: string;
}

const table = readAccessTable();
const holders: Holder[] = [];
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await insertRelations(ownerPool, new Date(NOW.getTime() - 600_000));
  await ownerPool.query(`INSERT INTO people (id, name, source_key) VALUES (1, 'building 1', 'p1')`);
  await ownerPool.query(`INSERT INTO posts (id, person_id, role, building_id, from_at) VALUES (1, 1, 'captain', 1, '2026-01-01')`); // prettier-ignore
  for (const letter of LETTERS) {
    const [i, area] = [nth(letter), AREAS[letter]];
    await ownerPool.query(
      'UPDATE incidents SET geom = ST_SetSRID(ST_MakePoint($2, 32), 4490) WHERE id = $1',
      [incidentOf.get(letter), 118 + STEP * i],
    );
    await ownerPool.query(
      `INSERT INTO buildings (id, code, use, area_id, edition_id, geom, source_key)
       SELECT $1::integer, 'B' || $1::integer, 'residential', $2::integer, $3::integer, geom, 'B' || $1::integer FROM buildings WHERE id = 1`,
      [BUILDINGS + i, area, area && 1],
    );
    await ownerPool.query(`INSERT INTO people (id, name, source_key) VALUES ($1::integer, 'building ' || $1::integer, 'p' || $1::integer)`, [BUILDINGS + i]); // prettier-ignore
    await ownerPool.query(
      `INSERT INTO posts (id, person_id, role, building_id, from_at) VALUES ($1, $1, 'captain', $1, '2026-01-01')`,
      [BUILDINGS + i],
    );
  }
  let personId = 1000;
  for (const held of HELD) {
    for (const role of [...POST_ROLES, null] as const) {
      if (role === null && held !== 'grid') continue;
      holders.push({ role, held, cookie: await insertHolder(ownerPool, { personId: ++personId, role, held, at: NOW }) }); // prettier-ignore
    }
  }
  for (const [held, areaId] of [
    ['grid', 101],
    ['district', 100],
  ] as const) {
    const secret = secretOf(`wall ${held}`);
    await insertDevice(ownerPool, { kind: 'wall', secret, at: NOW, areaId });
    holders.push({ role: 'wall', held, cookie: `jingwei=${secret}` });
  }
  server = await startTestApp(database.pool, () => NOW, null, { asked: true });
}, 120_000);
afterAll(async () => {
  await server?.close();
  await database?.drop();
});

/** Whether the table allows an act on what lies in an area, for a thing in a relation. */
function allows({ role, held }: Holder, act: string, letter: Letter): boolean {
  if (role === null) return false;
  const letters = table.get(`${act} ${role}`)!;
  if (held === 'district') return letters.includes('O');
  return letters.includes(held === 'grid' ? letter : 'N');
}

/** What each pack has inside, by the letters of relations; and what the table says should be. */
const PACKS: Record<
  string,
  { has: (bytes: Buffer) => string[]; due: (holder: Holder) => string[] | null }
> = {
  // prettier-ignore
  '/api/sites/packed': {
    has: (bytes) => [...unpackSites(bytes).ids].map((id) => LETTERS[id - 1]!),
    due: (holder) => LETTERS.filter((letter) => allows(holder, 'see-cameras', letter)),
  },
  '/api/incidents/heat?period=24h': {
    has: (bytes) => {
      const { positions, total, severity } = unpackHeat(bytes);
      expect(total).toBe(severity.length);
      return [...severity].map((_, i) => LETTERS[Math.round((positions[2 * i]! / 1e7 - 118) / STEP) - 1]!); // prettier-ignore
    },
    // Who may see no incident anywhere is refused.
    due: (holder) =>
      holder.role === null || !/[A-Z]/.test(table.get(`see-incidents ${holder.role}`)!)
        ? null
        : LETTERS.filter((letter) => allows(holder, 'see-incidents', letter)),
  },
  '/api/buildings/captains': {
    has: (bytes) => {
      const { buildingIds, captain, names } = unpackCaptains(bytes);
      const told = [...buildingIds].map((id, i): [number, string] => [id, names[captain[i]!]!]);
      expect(told.map(([, name]) => name)).toEqual(told.map(([id]) => `building ${id}`));
      expect(names).toHaveLength(new Set(captain).size);
      return told.map(([id]) => (id === 1 ? 'own building' : LETTERS[id - BUILDINGS - 1]!));
    },
    due: (holder) => {
      const letters: string[] = LETTERS.filter((letter) => allows(holder, 'see-staff', letter));
      // It lies in a cell of the grid; and is what some hold a post for.
      const own = holder.held === 'building' ? holder.role !== null && table.get(`see-staff ${holder.role}`)!.includes('O') : allows(holder, 'see-staff', 'C'); // prettier-ignore
      return own ? [...letters, 'own building'] : letters;
    },
  },
};

it('packs for each role of each relation what the table says, and nothing beside', async () => {
  const wrong: string[] = [];
  let [packs, things] = [0, 0];
  for (const [url, { has, due }] of Object.entries(PACKS)) {
    for (const holder of holders) {
      const answer = await server.app.inject({ url, headers: { host: '127.0.0.1', cookie: holder.cookie } }); // prettier-ignore
      const expected = due(holder)?.sort().join(' ') ?? 'refused';
      const is = answer.statusCode === 403 ? 'refused' : answer.statusCode === 200 ? has(answer.rawPayload).sort().join(' ') : String(answer.statusCode); // prettier-ignore
      if (is !== expected) wrong.push(`${url} ${holder.role ?? 'no post'} of ${holder.held}: ${is || 'nothing'}, not ${expected || 'nothing'}`); // prettier-ignore
      packs++;
      if (is !== 'refused' && is !== '') things += is.split(' ').length;
    }
  }
  expect(wrong).toEqual([]);
  expect(packs).toBe(Object.keys(PACKS).length * holders.length);
  expect(things).toBeGreaterThan(200);
});

it('packs the public layers as the same bytes for all of them', async () => {
  for (const url of [
    '/api/areas/packed',
    '/api/features/packed',
    '/api/buildings/packed',
    '/api/editions/1/areas/packed',
  ]) {
    // prettier-ignore
    const answers = new Set<string>();
    for (const { cookie } of holders) {
      const answer = await server.app.inject({ url, headers: { host: '127.0.0.1', cookie } });
      answers.add(`${answer.statusCode} ${answer.rawPayload.toString('base64')}`);
    }
    expect([...answers].map((text) => text.slice(0, 3))).toEqual(['200']);
  }
});

it('packs nothing for who is not signed in', async () => {
  for (const url of Object.keys(PACKS)) {
    const answer = await server.app.inject({ url, headers: { host: '127.0.0.1' } });
    expect([url, answer.statusCode]).toEqual([url, 401]);
  }
});

it('packs a captain no more when the post has ended, as soon as that is committed', async () => {
  const { cookie } = holders.find(({ role, held }) => role === 'duty-leader' && held === 'district')!; // prettier-ignore
  const isTold = async (): Promise<boolean> => {
    const answer = await server.app.inject({ url: '/api/buildings/captains', headers: { host: '127.0.0.1', cookie } }); // prettier-ignore
    return unpackCaptains(answer.rawPayload).names.includes('building 1');
  };
  expect(await isTold()).toBe(true);
  await database.ownerPool.query('UPDATE posts SET to_at = $1 WHERE id = 1', [NOW]);
  // The door hears of posts a moment after they are committed.
  await until('it is told no more', async () => !(await isTold()));
  await database.ownerPool.query('UPDATE posts SET to_at = NULL WHERE id = 1');
  await until('it is told again', isTold);
});
