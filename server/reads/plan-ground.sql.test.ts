import { afterAll, beforeAll, expect, it } from 'vitest';

import { fromPacked } from '#data/coverage/from-packed.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';
import { planOfSample } from '#data/fixtures/sample-ground.ts';
import { figuresOf } from '#data/plans/figures/area-figures.ts';
import { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { PlanProblems } from '#data/plans/problems/plan-problems.ts';
import { planStateOf } from '#data/plans/plan-state.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { unpackBuildings } from '#data/wire/buildings-packed.ts';
import { unpackFeatures } from '#data/wire/features-packed.ts';
import { groundOfHeld } from '#data/wire/held-ground.ts';
import { unpackPlanGround } from '#data/wire/plan-ground-packed.ts';
import { unpackSites } from '#data/wire/sites-packed.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { loadSample } from '#server/import/load-sample.ts';
import { startTestApp } from '#server/test-app.ts';

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now = new Date('2026-03-30T16:00:00Z');
const sample = makeSample('street');

beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.ownerPool, sample, undefined, () => now);
  server = await startTestApp(database.pool, () => now);
}, 120_000);
afterAll(async () => {
  await server.close();
  await database.drop();
});

const bytes = async (url: string): Promise<Uint8Array> => {
  const answer = await server.app.inject({ url });
  expect(answer.statusCode, url).toBe(200);
  return new Uint8Array(answer.rawPayload);
};

/** The figures that a screen makes of what it is served. */
async function servedFigures(): Promise<PlanFigures> {
  const areas = unpackAreas(await bytes('/api/areas/packed'));
  const ground = groundOfHeld(
    unpackBuildings(await bytes('/api/buildings/packed')),
    unpackSites(await bytes('/api/sites/packed')),
    unpackFeatures(await bytes('/api/features/packed')),
    unpackPlanGround(await bytes('/api/plans/ground')),
  );
  const state = () => planStateOf(fromPacked(areas), areas.areas);
  return new PlanFigures(state(), state(), ground);
}

it('figures made of what is served are those of the database, by its own means', async () => {
  const figures = await servedFigures();
  const people = (await server.app.inject({ url: '/api/areas/figures' })).json();
  const { rows } =
    await database.pool.query<{ id: number; m2: number; border: number; buildings: number; incidents: number; members: number }>( // prettier-ignore
      `WITH RECURSIVE below AS (SELECT id AS top, id FROM areas UNION ALL SELECT b.top, a.id FROM below b JOIN areas a ON a.parent_id = b.id)
     SELECT a.id, ST_Area(a.geom::geography) AS m2, ST_Perimeter(a.geom::geography) AS border,
       (SELECT count(*)::integer FROM buildings x JOIN below b ON b.id = x.area_id WHERE b.top = a.id) AS buildings,
       (SELECT count(*)::integer FROM incidents x JOIN below b ON b.id = x.area_id WHERE b.top = a.id AND x.reported_at <= $1) AS incidents,
       (SELECT coalesce(sum(n), 0)::integer FROM (SELECT count(DISTINCT p.person_id) AS n FROM posts p JOIN below b ON b.id = p.area_id
          WHERE b.top = a.id AND p.from_at <= $1 AND (p.to_at IS NULL OR p.to_at > $1) GROUP BY p.area_id) AS each) AS members
     FROM areas a ORDER BY a.id`,
      [now],
    );
  expect(rows.length).toBe(sample.areas.length);
  let moved = 0;
  for (const { id, m2, border, buildings, incidents, members } of rows) {
    const made = figuresOf(figures, sample.levels, id)!;
    const { households, residents } = people[id];
    expect(made).toMatchObject({ households, residents, buildings, members, estimated: false });
    expect(made.areaM2 / m2).toBeCloseTo(1, 5);
    expect(made.borderM / border).toBeCloseTo(1, 4);
    moved += Math.abs(made.incidents - incidents);
  }
  // A place goes to the lattice, and one nearer than half a centimetre to a border may come to lie beyond it.
  expect(moved).toBeLessThan(rows.length / 50);
  expect(figures.sumsOf(1)!.incidents).toBeGreaterThan(100);
});

it('problems are those of the sample itself', async () => {
  const { state, ground } = planOfSample(sample);
  const of = (figures: PlanFigures) => new PlanProblems(figures, sample.levels).list();
  const served = of(await servedFigures());
  expect(served.map(({ kind, areas }) => [kind, areas])).toEqual(of(new PlanFigures(state(), state(), ground)).map(({ kind, areas }) => [kind, areas])); // prettier-ignore
  expect(served.map(({ kind }) => kind)).not.toContain('no-owner');
});

it('goes with an edition and the clock, and is not sent again to who has it', async () => {
  const { headers } = await server.app.inject({ url: '/api/plans/ground' });
  const again = await server.app.inject({ url: '/api/plans/ground', headers: { 'if-none-match': String(headers['etag']) } }); // prettier-ignore
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const before = unpackPlanGround(await bytes('/api/plans/ground')).members.get(1) ?? 0;
  await database.ownerPool.query(`INSERT INTO posts (id, person_id, role, area_id, from_at) SELECT max(id) + 1, min(person_id), 'squad', 1, '2026-01-01' FROM posts`); // prettier-ignore
  expect(unpackPlanGround(await bytes('/api/plans/ground')).members.get(1) ?? 0).toBe(before);
  now = new Date(now.getTime() + 601_000);
  expect(unpackPlanGround(await bytes('/api/plans/ground')).members.get(1)).toBe(before + 1);
});
