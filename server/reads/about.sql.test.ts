import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { distanceM } from '#data/geo/distance-m.ts';
import { LATELY_COUNT_MAX, type Chain, type Lately, type Near } from '#data/wire/about.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { POSTS_EACH } from './chain.sql.ts';

const NOW = new Date('2026-01-15T08:00:00Z');
const DAY_MS = 86_400_000;
const FIRE = '00000000-0000-4000-8000-000000000001';
const UNPLACED = '00000000-0000-4000-8000-000000000002';
/** Degrees of so many metres here. */
const NORTH = 0.001 / distanceM([118.9, 32.1], [118.9, 32.101]);
const EAST = 0.001 / distanceM([118.9, 32.1], [118.901, 32.1]);
/** A place in the micro-grid 5, in metres from its south-west corner. */
const at = (east: number, north: number): [number, number] => [118.9 + east * EAST, 32.1 + north * NORTH]; // prettier-ignore

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;

beforeAll(async () => {
  database = await testDatabase();
  const box = (west: number, east: number) =>
    `ST_Multi(ST_MakeEnvelope(${west}, 32.1, ${east}, 32.11, 4490))`;
  const point = (east: number, north: number) =>
    `ST_SetSRID(ST_MakePoint(${at(east, north).join(', ')}), 4490)`;
  await database.ownerPool.query(
    `INSERT INTO district (code, name) VALUES ('D', '区');
     INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'street', '街道', 'Street'),
       (3, 'community', '社区', 'Community'), (4, 'grid', '网格', 'Grid'), (5, 'micro-grid', '微网格', 'Micro-grid');
     INSERT INTO editions VALUES (1, '2026-01-01');
     INSERT INTO areas (id, from_edition, code, parent_id, level, name, geom, source_key) VALUES
       (1, 1, 'D', NULL, 1, '区', ${box(118.9, 118.93)}, '1'), (2, 1, 'S', 1, 2, '街', ${box(118.9, 118.93)}, '2'),
       (3, 1, 'C', 2, 3, '社', ${box(118.9, 118.93)}, '3'), (4, 1, 'G', 3, 4, '格', ${box(118.9, 118.92)}, '4'),
       (5, 1, 'M1', 4, 5, '微1', ${box(118.9, 118.91)}, '5'), (6, 1, 'M2', 4, 5, '微2', ${box(118.91, 118.92)}, '6'),
       (7, 1, 'H', 3, 4, '邻格', ${box(118.92, 118.93)}, '7');
     INSERT INTO organisations (id, name, kind, source_key) VALUES (1, '街道办', 'department', '1'), (2, '机动一队', 'station', '2');
     INSERT INTO people (id, name, phone, source_key)
       SELECT i, 'P' || i, '1380000' || lpad(i::text, 4, '0'), i::text FROM generate_series(1, 60) i;
     INSERT INTO buildings (id, code, name, use, geom, area_id, edition_id, source_key) VALUES
       (1, 'B1', '一栋', 'other', ST_Multi(ST_MakeEnvelope(${at(100, 100).join(', ')}, ${at(140, 120).join(', ')}, 4490)), 5, 1, 'B1'),
       (2, 'B2', '二栋', 'other', ST_Multi(ST_MakeEnvelope(${at(100, 200).join(', ')}, ${at(140, 220).join(', ')}, 4490)), 5, 1, 'B2');
     INSERT INTO posts (id, person_id, role, area_id, organisation_id, building_id, from_at, to_at) VALUES
       (1, 1, 'worker', 4, 1, NULL, '2025-01-01', NULL), (2, 2, 'leader', 4, NULL, NULL, '2025-01-01', NULL),
       (3, 3, 'leader', 4, NULL, NULL, '2024-01-01', '2025-01-01'), (4, 4, 'leader', 4, NULL, NULL, '2027-01-01', NULL),
       (5, 5, 'volunteer', 4, NULL, NULL, '2025-01-01', NULL), (6, 6, 'leader', 3, 1, NULL, '2025-01-01', NULL),
       (7, 7, 'worker', 7, NULL, NULL, '2025-01-01', NULL), (8, 8, 'captain', NULL, NULL, 1, '2025-01-01', NULL),
       (9, 9, 'squad', 2, 2, NULL, '2025-01-01', NULL), (10, 10, 'squad', 2, 2, NULL, '2025-01-01', NULL);
     INSERT INTO posts (id, person_id, role, area_id, from_at) SELECT i, i, 'worker', 7, '2025-01-01' FROM generate_series(30, 60) i;
     INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1);
     INSERT INTO incidents (id, no, category, severity, title, geom, area_id, edition_id, origin, reported_at, source_key) VALUES
       ('${FIRE}', 'N1', 'fire', 1, '火', ${point(120, 98)}, 5, 1, 'patrol', '2026-01-15T07:00:00Z', 'a'),
       ('${UNPLACED}', 'N2', 'fire', 1, '无处', NULL, NULL, NULL, 'patrol', '2026-01-15T07:00:00Z', 'b');
     INSERT INTO sites (id, code, kind, class, name, geom, azimuth_deg, state, state_at, area_id, edition_id, source_key) VALUES
       (1, 'C1', 'camera', 'fixed', '朝东', ${point(100, 98)}, 90, 'online', '2026-01-01', 5, 1, '1'),
       (2, 'C2', 'camera', 'fixed', '朝西', ${point(101, 98)}, 270, 'online', '2026-01-01', 5, 1, '2'),
       (3, 'C3', 'camera', 'dome', '环视', ${point(120, 60)}, NULL, 'offline', '2026-01-01', 5, 1, '3'),
       (4, 'C4', 'camera', 'fixed', '太远', ${point(30, 98)}, 90, 'online', '2026-01-01', 5, 1, '4'),
       (5, 'S1', 'station', 'police', '所', ${point(300, 98)}, NULL, NULL, NULL, 5, 1, '5'),
       (6, 'S2', 'station', 'service', '站', ${point(120, 298)}, NULL, NULL, NULL, 5, 1, '6'),
       (7, 'S3', 'station', 'hub', '远站', ${point(120, 798)}, NULL, NULL, NULL, 5, 1, '7');
     INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key)
       SELECT i, 'U' || i, 'worker', 'W' || i, 4, i <> 4, i::text FROM generate_series(1, 9) i`,
  );
  server = await startTestApp(database.pool, () => NOW);
  const fix = (unit: number, [lng, lat]: [number, number], ageS: number) => ({ unit: `U${unit}`, lng, lat, measuredAt: new Date(NOW.getTime() - ageS * 1000).toISOString() }); // prettier-ignore
  const sent = await server.app.inject({
    method: 'POST',
    url: '/api/fixes',
    payload: {
      // 1 and 2 near, 3 beyond 2 km, 4 off duty, 5 silent for 31 min, 6 in the micro-grid beside.
      fixes: [fix(1, at(150, 98), 5), fix(2, at(120, 108), 20), fix(3, at(2_300, 98), 5), fix(4, at(120, 98), 5), fix(5, at(121, 98), 31 * 60), fix(6, at(1_100, 98), 5)], // prettier-ignore
    },
  });
  expect(sent.statusCode).toBe(200);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

async function ask<T>(url: string): Promise<T> {
  const answer = await server.app.inject({ method: 'GET', url });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json() as T;
}
const held = ({ areas }: Chain) => areas.map(({ area, posts }) => [area.id, posts.map((p) => `${p.role} ${p.name}`)]); // prettier-ignore

describe('who answers', () => {
  it('for an incident: the captain at its door, then its areas from the cell up, each with who is in office', async () => {
    const chain = await ask<Chain>(`/api/incidents/${FIRE}/chain`);
    expect(chain.building).toEqual({
      id: 1,
      name: '一栋',
      posts: [{ role: 'captain', personId: 8, name: 'P8', phone: '13800000008', organisation: null }], // prettier-ignore
    });
    expect(held(chain)).toEqual([
      [5, []],
      [4, ['leader P2', 'worker P1']],
      [3, ['leader P6']],
      [2, ['squad P9']],
      [1, []],
    ]);
    expect(chain.areas[1]!.posts[1]!.organisation).toEqual({ name: '街道办', nameEn: null });
  });
  it('for a building is its own captain, and for one without a captain nobody', async () => {
    expect((await ask<Chain>('/api/buildings/1/chain')).building!.posts[0]!.personId).toBe(8);
    expect((await ask<Chain>('/api/buildings/2/chain')).building).toBeNull();
  });
  it('for a unit is who answers for its own area, and for an area itself', async () => {
    expect(held(await ask<Chain>('/api/units/1/chain'))[0]).toEqual([4, ['leader P2', 'worker P1']]); // prettier-ignore
    expect(held(await ask<Chain>('/api/areas/3/chain'))).toEqual([
      [3, ['leader P6']],
      [2, ['squad P9']],
      [1, []],
    ]);
  });
  it('is named up to a bound, and nobody for what is nowhere', async () => {
    expect((await ask<Chain>('/api/areas/7/chain')).areas[0]!.posts).toHaveLength(POSTS_EACH);
    expect(await ask<Chain>(`/api/incidents/${UNPLACED}/chain`)).toEqual({ building: null, areas: [] }); // prettier-ignore
  });
});

describe('what is near', () => {
  it('is who is on duty and was heard of, the nearest first, with how far and since when', async () => {
    const near = await ask<Near>(`/api/incidents/${FIRE}/near`);
    expect(near.people.map((p) => [p.unitId, Math.round(p.distanceM)])).toEqual([
      [2, 10],
      [1, 30],
      [6, 980],
    ]);
    expect(near.peopleCount).toBe(3);
    expect(near.people[0]!.measuredAt).toBe('2026-01-15T07:59:40.000Z');
  });
  it('is the cameras turned to it, with their state, and the stations by metres, not by degrees', async () => {
    const near = await ask<Near>(`/api/incidents/${FIRE}/near`);
    expect(near.cameras.map((c) => [c.id, c.state, Math.round(c.distanceM)])).toEqual([
      [1, 'online', 20],
      [3, 'offline', 38],
    ]);
    expect(near.camerasCount).toBe(2);
    // 180 m to the east are more degrees than 200 m to the north are.
    expect(near.stations.map((s) => [s.id, Math.round(s.distanceM)])).toEqual([[5, 180], [6, 200]]); // prettier-ignore
  });
  it('of a building is what sees one of its corners', async () => {
    const near = await ask<Near>('/api/buildings/1/near');
    expect(near.cameras.map((c) => c.id).sort()).toEqual([1, 3]);
  });
  it('of an area is who is in it, and none of its own cameras', async () => {
    const near = await ask<Near>('/api/areas/6/near');
    expect(near.people.map((p) => p.unitId)).toEqual([6]);
    expect(near.cameras).toEqual([]);
    expect((await ask<Near>('/api/areas/4/near')).peopleCount).toBe(3);
  });
  it('of a unit or a camera is not itself', async () => {
    const unit = await ask<Near>('/api/units/2/near');
    expect(unit.people.map((p) => p.unitId)).toEqual([1, 6]);
    expect(unit.peopleCount).toBe(2);
    expect((await ask<Near>('/api/sites/3/near')).cameras).toEqual([]);
  });
  it('of what has no place is nothing: a unit off duty, an incident without coordinates', async () => {
    const nothing = { at: null, people: [], peopleWithinM: 2_000, peopleCount: 0, cameras: [], camerasCount: 0, stations: [] }; // prettier-ignore
    expect(await ask<Near>('/api/units/4/near')).toEqual(nothing);
    expect(await ask<Near>(`/api/incidents/${UNPLACED}/near`)).toEqual(nothing);
  });
});

describe('what happened lately', () => {
  beforeAll(async () => {
    // One a day for 100 days, 50 m from the fire, and many of one hour in the grid beside.
    await database.ownerPool.query(
      `INSERT INTO incidents (id, no, category, severity, title, geom, area_id, edition_id, origin, reported_at, state, closed_at, source_key)
       SELECT gen_random_uuid(), 'L' || i, 'fire', 1, '旧 ' || i, ST_SetSRID(ST_MakePoint($1, $2), 4490), 5, 1, 'patrol',
         $3::timestamptz - i * interval '1 day', 'closed', $3::timestamptz, 'l' || i FROM generate_series(1, 100) i`,
      [...at(170, 98), NOW],
    );
    await database.ownerPool.query(
      `INSERT INTO incidents (id, no, category, severity, title, geom, area_id, edition_id, origin, reported_at, source_key)
       SELECT gen_random_uuid(), 'H' || i, 'fire', 1, '邻', ST_SetSRID(ST_MakePoint(118.925, 32.105), 4490), 7, 1, 'patrol',
         $1::timestamptz - interval '1 hour', 'h' || i FROM generate_series(1, ${LATELY_COUNT_MAX + 5}) i`,
      [NOW],
    );
  });
  it('is of the last 30 days, or 90, the newest first, and not the incident itself', async () => {
    const month = await ask<Lately>(`/api/incidents/${FIRE}/lately`);
    expect(month.withinM).toBe(100);
    expect(month.count).toBe(30);
    expect(month.incidents.map((i) => i.no)).toEqual(Array.from({ length: 10 }, (_, i) => `L${i + 1}`)); // prettier-ignore
    expect(month.incidents[0]!.reportedAt).toBe(new Date(NOW.getTime() - DAY_MS).toISOString());
    expect((await ask<Lately>(`/api/incidents/${FIRE}/lately?days=90&limit=50`)).count).toBe(90);
  });
  it('ends at its radius', async () => {
    await database.ownerPool.query(
      `INSERT INTO sites (id, code, kind, class, name, geom, source_key)
       VALUES (90, 'E', 'station', 'hub', '内', ST_SetSRID(ST_MakePoint($1, $2), 4490), 'E'), (91, 'F', 'station', 'hub', '外', ST_SetSRID(ST_MakePoint($3, $2), 4490), 'F')`,
      [...at(269, 98), at(271, 98)[0]],
    );
    expect((await ask<Lately>('/api/sites/90/lately')).count).toBe(30);
    expect((await ask<Lately>('/api/sites/91/lately')).count).toBe(0);
  });
  it('of an area is of all below it, of a unit of its own area', async () => {
    expect((await ask<Lately>('/api/areas/6/lately')).count).toBe(0);
    const grid = await ask<Lately>('/api/areas/4/lately');
    expect([grid.count, grid.withinM]).toEqual([31, null]);
    expect((await ask<Lately>('/api/units/4/lately')).count).toBe(31);
  });
  it('is counted up to a bound', async () => {
    expect((await ask<Lately>('/api/areas/7/lately')).count).toBe(LATELY_COUNT_MAX);
  });
});

describe('what is asked wrongly', () => {
  it.each(['chain', 'near', 'lately'])('is refused: …/%s', async (question) => {
    for (const [noun, reason] of [
      ['areas', 'unknown-area'],
      ['buildings', 'unknown-building'],
      ['sites', 'unknown-site'],
      ['units', 'unknown-unit'],
    ]) {
      // prettier-ignore
      const answer = await server.app.inject({ method: 'GET', url: `/api/${noun}/999/${question}` }); // prettier-ignore
      expect([answer.statusCode, answer.json().reason]).toEqual([404, reason]);
    }
    const none = await server.app.inject({ method: 'GET', url: `/api/incidents/${FIRE.replace(/1$/, '9')}/${question}` }); // prettier-ignore
    expect([none.statusCode, none.json().reason]).toEqual([404, 'unknown-incident']);
    const word = await server.app.inject({ method: 'GET', url: `/api/areas/first/${question}` });
    expect(word.statusCode).toBe(400);
  });
  it.each(['days=31', 'limit=51', 'limit=0', 'since=1'])('is refused: ?%s', async (query) => {
    const answer = await server.app.inject({ method: 'GET', url: `/api/areas/5/lately?${query}` });
    expect(answer.statusCode).toBe(400);
  });
});
