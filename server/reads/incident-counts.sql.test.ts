import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createRandom } from '#data/fixtures/random-cells.ts';
import { createLocalTime } from '#data/import/local-time.ts';
import { COUNTED_WEEKS, TREND_DAYS, type IncidentCounts } from '#data/wire/incident-counts.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

const DAY_MS = 86_400_000;
const CATEGORIES = ['fire', 'litter', 'noise'];
/** The areas in force below each, itself among them, with the cell that the second edition retired. */
const FAMILIES = new Map([
  [1, [1, 2, 3, 4, 5, 6, 9]],
  [2, [2, 4, 5, 9]],
  [3, [3, 6]],
  [5, [5]],
]);
/** Before and after the clocks went, and at an hour that they showed twice; where midnight itself was skipped; where there is no such thing. */
const MOMENTS = [
  ['Asia/Shanghai', '2026-01-15T08:20:31.250Z'],
  ['Europe/London', '2026-03-30T11:00:00Z'],
  ['Europe/London', '2025-10-26T01:30:00Z'],
  ['America/Santiago', '2025-09-07T15:45:00Z'],
  ['America/St_Johns', '2026-03-08T12:00:00Z'],
] as const;

interface Made {
  category: string;
  areaId: number | null;
  at: number;
}

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let now = new Date('2026-01-15T08:20:31.250Z');
const get = (query: string) => server.app.inject({ method: 'GET', url: `/api/incidents/counts${query}` }); // prettier-ignore
async function ask(query = ''): Promise<IncidentCounts> {
  const answer = await get(query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

beforeAll(async () => {
  database = await testDatabase();
  const box = (west: number, east: number) =>
    `ST_Multi(ST_MakeEnvelope(${west}, 32.1, ${east}, 32.11, 4490))`;
  await database.ownerPool.query(
    `INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'street', '街道', 'Street'), (3, 'community', '社区', 'Community');
     INSERT INTO editions VALUES (1, '2020-01-01'), (2, '2025-02-01'), (3, '2099-01-01');
     INSERT INTO areas (id, from_edition, to_edition, code, parent_id, level, name, geom, source_key) VALUES
       (1, 1, NULL, 'D', NULL, 1, '区', ${box(118.9, 118.93)}, '1'),
       (2, 1, NULL, 'S2', 1, 2, '东', ${box(118.9, 118.92)}, '2'), (3, 1, NULL, 'S3', 1, 2, '西', ${box(118.92, 118.93)}, '3'),
       (9, 1, 2, 'C9', 2, 3, '旧', ${box(118.9, 118.92)}, '9'),
       (4, 2, NULL, 'C4', 2, 3, '甲', ${box(118.9, 118.91)}, '4'), (5, 2, 3, 'C5', 2, 3, '乙', ${box(118.91, 118.92)}, '5'),
       (6, 1, NULL, 'C6', 3, 3, '丙', ${box(118.92, 118.93)}, '6'),
       -- Not yet in force: its incidents are still those of where it is.
       (5, 3, NULL, 'C5', 3, 3, '乙', ${box(118.91, 118.92)}, '5');
     INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1), ('litter', '垃圾', 'Litter', 4), ('noise', '噪声', 'Noise', 4), ('none', '无', 'None', 4)`,
  );
  server = await startTestApp(database.pool, () => now);
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

async function store(incidents: readonly Made[]): Promise<void> {
  await database.ownerPool.query('TRUNCATE incidents CASCADE');
  await database.ownerPool.query(
    `INSERT INTO incidents (id, no, category, severity, title, area_id, edition_id, origin, reported_at, state, closed_at, source_key)
     SELECT gen_random_uuid(), 'N' || i, category, 4, 'T', area, CASE WHEN area IS NOT NULL THEN 1 END, 'patrol', to_timestamp(ms / 1000.0),
       CASE WHEN i % 3 = 0 THEN 'open' ELSE 'closed' END, CASE WHEN i % 3 = 0 THEN NULL ELSE to_timestamp(ms / 1000.0) END, 'k' || i
     FROM unnest($1::text[], $2::integer[], $3::double precision[]) WITH ORDINALITY AS t(category, area, ms, i)`,
    [incidents.map((i) => i.category), incidents.map((i) => i.areaId), incidents.map((i) => i.at)],
  );
}

/** What the clocks of a zone show at an instant: its day, and place in the week. */
function createClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' }); // prettier-ignore
  return (at: number) => {
    const [, d, m, y, time, hour] = /^(\d+)\/(\d+)\/(\d+), ((\d+):.*)$/.exec(format.format(at))!;
    const day = `${y}-${m}-${d}`;
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    return { day, time: time!, hour: Number(hour), weekday };
  };
}

/** The same figures one by one, without SQL: walked through in the order of the clocks. */
function countAfresh(incidents: readonly Made[], zone: string, weeks: number, area: number | null) {
  const clock = createClock(zone);
  const local = createLocalTime(zone);
  const shown = clock(now.getTime());
  const back = (days: number): number => {
    const day = new Date(Date.parse(`${shown.day}T00:00:00Z`) - days * DAY_MS).toISOString();
    const at = local(`${day.slice(0, 10)} ${shown.time}`);
    return (at as number) + (now.getTime() % 1_000);
  };
  const [from, before] = [back(7 * weeks), back(14 * weeks)];
  const days = new Map<string, number>();
  for (let i = TREND_DAYS - 1; i >= 0; i--)
    days.set(new Date(Date.parse(`${shown.day}T00:00:00Z`) - i * DAY_MS).toISOString().slice(0, 10), 0); // prettier-ignore
  const week = () => Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  const weekNow = week();
  const weekBefore = week();
  const categories = new Map<string, [number, number]>();
  for (const { at, areaId, category } of incidents) {
    if (area !== null && !FAMILIES.get(area)!.includes(areaId ?? -1)) continue;
    if (at > now.getTime()) continue;
    const { day, weekday, hour } = clock(at);
    if (days.has(day)) days.set(day, days.get(day)! + 1);
    const which = at >= from ? 0 : at >= before ? 1 : null;
    if (which === null) continue;
    [weekNow, weekBefore][which]![weekday]![hour]!++;
    const counts = categories.get(category) ?? [0, 0];
    counts[which]!++;
    categories.set(category, counts);
  }
  return { from, before, days: [...days].map(([day, count]) => ({ day, count })), week: weekNow, weekBefore, categories }; // prettier-ignore
}

describe('incidents counted', () => {
  it.each(MOMENTS)('are, in %s at %s, those that are counted one by one', async (zone, moment) => {
    now = new Date(moment);
    const random = createRandom(7);
    const span = 180 * DAY_MS;
    const made = Array.from({ length: 3_000 }, (): Made => {
      // Some fall on the very edges of what is counted, on hours and days.
      const at = now.getTime() - Math.floor(random() * span - DAY_MS);
      const edge = random() < 0.2 ? at - (at % 900_000) : at;
      const areaId = [null, 4, 5, 6, 9, 2][Math.floor(random() * 6)]!;
      return { at: edge, areaId, category: CATEGORIES[Math.floor(random() * 3)]! };
    });
    await store(made);
    await database.ownerPool.query('TRUNCATE district');
    await database.ownerPool.query(`INSERT INTO district (code, name, time_zone) VALUES ('D', '区', $1)`, [zone]); // prettier-ignore
    for (const weeks of COUNTED_WEEKS)
      for (const area of [null, ...FAMILIES.keys()]) {
        const counts = await ask(`?weeks=${weeks}${area === null ? '' : `&area=${area}`}`);
        const afresh = countAfresh(made, zone, weeks, area);
        expect(counts.timeZone).toBe(zone);
        expect([counts.from, counts.before].map((t) => Date.parse(t))).toEqual([afresh.from, afresh.before]); // prettier-ignore
        expect(counts.days).toEqual(afresh.days);
        expect(counts.week).toEqual(afresh.week);
        expect(counts.weekBefore).toEqual(afresh.weekBefore);
        expect(new Map(counts.categories.map((c) => [c.key, [c.count, c.countBefore]]))).toEqual(afresh.categories); // prettier-ignore
        const sum = (of: number[][]) => of.flat().reduce((a, b) => a + b, 0);
        expect([counts.count, counts.countBefore]).toEqual([sum(afresh.week), sum(afresh.weekBefore)]); // prettier-ignore
        expect(counts.count).toBeGreaterThan(0);
      }
  });

  describe('on a plain day', () => {
    beforeEach(async () => {
      now = new Date('2026-01-15T08:20:00Z');
      await database.ownerPool.query('TRUNCATE district, incidents CASCADE');
    });
    it('begin a week ago to the second, and end now', async () => {
      const at = (iso: string): Made => ({ category: 'fire', areaId: 4, at: Date.parse(iso) });
      await store(
        ['2026-01-15T08:20:00Z', '2026-01-15T08:20:01Z', '2026-01-08T08:20:00Z', '2026-01-08T08:19:59Z', '2026-01-01T08:20:00Z', '2026-01-01T08:19:59Z'].map(at), // prettier-ignore
      );
      const counts = await ask('?weeks=1');
      expect([counts.count, counts.countBefore]).toEqual([2, 2]);
      expect(counts.categories).toEqual([{ key: 'fire', count: 2, countBefore: 2 }]);
      expect(counts.since).toBe('2026-01-01T08:19:59.000Z');
      // Thursday, 16 o'clock in Shanghai, where the server's own zone holds.
      expect(counts.week[3]![16]).toBe(2);
    });
    it('are all zero in a district without any, over as many days', async () => {
      const counts = await ask();
      expect([counts.count, counts.since, counts.categories]).toEqual([0, null, []]);
      expect(counts.days).toHaveLength(TREND_DAYS);
      expect(counts.days.at(-1)).toEqual({ day: '2026-01-15', count: 0 });
      expect(counts.days[0]!.day).toBe('2025-10-18');
    });
    it('are refused of what is no area in force, and over other spans', async () => {
      for (const id of [9, 99]) {
        const answer = await get(`?area=${id}`);
        expect([answer.statusCode, answer.json().reason]).toEqual([404, 'unknown-area']);
      }
      for (const query of ['?weeks=2', '?weeks=0', '?area=x', '?days=3'])
        expect((await get(query)).statusCode).toBe(400);
    });
    it('are described to those who build on it', async () => {
      const { paths } = (await server.app.inject('/api/openapi.json')).json();
      const { parameters } = paths['/api/incidents/counts'].get;
      expect(parameters.map((p: { name: string }) => p.name).sort()).toEqual(['area', 'weeks']);
    });
  });
});
