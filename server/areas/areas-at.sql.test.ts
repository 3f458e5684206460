import { afterAll, beforeAll, expect, it } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;

/** Three editions: A beside B; from March A is as wide as both were; from July it is C's. */
beforeAll(async () => {
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'grid', '网格', 'Grid');
     INSERT INTO editions VALUES (1, '2026-01-01'), (2, '2026-03-01'), (3, '2026-07-01')`,
  );
  const insert = (id: number, from: number, to: number | null, drawing: string, letter: number) =>
    database.ownerPool.query(
      `INSERT INTO areas (id, from_edition, to_edition, code, parent_id, level, name, geom, source_key)
       VALUES ($1, $2, $3, $4, $5, $6, $4, $7, $4)`,
      [id, from, to, `C${id}`, id === 100 ? null : 100, id === 100 ? 1 : 2, toEwkbHex({ type: 'MultiPolygon', coordinates: gridFrom(drawing)[letter]!.coordinates })], // prettier-ignore
    );
  await insert(100, 1, null, 'AA', 0);
  await insert(1, 1, 2, 'AB', 0);
  await insert(2, 1, 2, 'AB', 1);
  await insert(3, 2, 3, 'AA', 0);
  await insert(4, 3, null, 'AA', 0);
  server = await startTestApp(database.pool, () => NOW);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const at = async (x: number, y: number, time?: string) => {
  const place = `lng=${toDegrees(1_188_000_000 + x)}&lat=${toDegrees(320_000_000 + y)}`;
  const url = `/api/areas/at?${place}${time === undefined ? '' : `&time=${encodeURIComponent(time)}`}`;
  const answer = await server.app.inject({ method: 'GET', url });
  return { status: answer.statusCode, ...answer.json() };
};
const idsOf = ({ areas }: { areas: { id: number }[] }) => areas.map(({ id }) => id);

it('a place is whose it was under the borders of that day, also once there are others', async () => {
  expect(await at(1500, 500)).toMatchObject({ status: 200, editionId: 2, areas: [{ id: 100, code: 'C100', level: 1 }, { id: 3, code: 'C3', level: 2 }] }); // prettier-ignore
  for (const [time, edition, ids] of [
    ['2026-01-01T00:00:00Z', 1, [100, 2]],
    ['2026-03-01T07:59:59+08:00', 1, [100, 2]],
    ['2026-03-01T08:00:00+08:00', 2, [100, 3]],
    ['2026-07-01T00:00:00Z', 3, [100, 4]],
    ['2026-02-01T00:00:00Z', 1, [100, 2]],
  ] as const) {
    const answer = await at(1500, 500, time);
    expect([time, answer.editionId, idsOf(answer)]).toEqual([time, edition, ids]);
  }
  // On the border of that day: the cell to the east.
  expect(idsOf(await at(1000, 500, '2026-02-01T00:00:00Z'))).toEqual([100, 2]);
});

it('many editions asked in turn are read once each', async () => {
  await database.ownerPool.query(
    `INSERT INTO editions VALUES (4, '2026-08-01'), (5, '2026-09-01'), (6, '2026-10-01')`,
  );
  const days = ['2026-02-01', '2026-07-02', '2026-08-02', '2026-09-02', '2026-10-02'];
  const names = async (): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const day of days) found.push((await at(1500, 500, `${day}T00:00:00Z`)).areas);
    return found;
  };
  const before = await names();
  await database.ownerPool.query(`UPDATE areas SET name = 'x' WHERE id IN (1, 2, 4)`);
  expect(await names()).toEqual(before);
});

it('the distance is that to the nearest border of the cell', async () => {
  // 500 steps from the southern border, of 1.1 cm each; 100 steps from the eastern, of 0.94 cm.
  expect((await at(1000, 500)).borderM).toBeCloseTo(5.54, 1);
  expect((await at(1900, 500)).borderM).toBeCloseTo(0.94, 1);
  expect((await at(1000, 500, '2026-02-01T00:00:00Z')).borderM).toBe(0);
});

it('outside, before the first edition, and asked wrongly', async () => {
  expect(await at(5000, 500)).toEqual({ status: 200, editionId: 2, areas: [], borderM: null });
  expect(await at(500, 500, '2025-12-31T23:59:59Z')).toEqual({ status: 200, editionId: null, areas: [], borderM: null }); // prettier-ignore
  expect((await at(500, 500, 'yesterday')).status).toBe(400);
  expect((await server.app.inject({ url: '/api/areas/at?lng=118' })).statusCode).toBe(400);
});
