import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { readManifest, type Manifest } from '#data/import/manifest.ts';
import type { ImportReport } from '#data/import/report.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { openSession } from '#server/session/session.ts';

import { importManifest } from './import-manifest.ts';

/** A city of 4 villages in 2 towns, 0.01° wide each, west to east; the second town's given border bulges by a sliver. */
const W = 121.5;
const S = 25;
const box = (west: number, east: number, bulge = 0) => [
  [
    [W + west, S],
    [W + east, S],
    ...(bulge ? [[W + east + bulge, S + 0.005]] : []),
    [W + east, S + 0.01],
    [W + west, S + 0.01],
    [W + west, S],
  ],
];
const feature = (properties: object, type: string, coordinates: unknown) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const collection = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
/** Villages share the vertices of their common sides exactly, but for one whose west side may be bent. */
const bent = (dx: number) => [
  [
    [W + 0.02, S],
    [W + 0.03, S],
    [W + 0.03, S + 0.01],
    [W + 0.02, S + 0.01],
    [W + 0.02 + dx, S + 0.005],
    [W + 0.02, S],
  ],
];
const village = (i: number, dx = 0) =>
  feature(
    { code: `V${i}`, town: i < 2 ? 'T0' : 'T1', name: `里${i}` },
    'Polygon',
    dx ? bent(dx) : box(i * 0.01, (i + 1) * 0.01),
  );
const hut = (key: number, x: number, y: number, more: object = {}) =>
  feature({ key, height: '6.5', ...more }, 'Polygon', [
    [
      [W + x, S + y],
      [W + x + 0.0002, S + y],
      [W + x + 0.0002, S + y + 0.0002],
      [W + x, S + y + 0.0002],
      [W + x, S + y],
    ],
  ]);

const files: Record<string, string> = {
  'towns.geojson': collection([
    feature({ code: 'T0', name: '西區' }, 'Polygon', box(0, 0.02)),
    feature({ code: 'T1', name: '東區' }, 'Polygon', box(0.02, 0.04, 0.0000004)),
  ]),
  'villages.geojson': collection([0, 1, 2, 3].map((i) => village(i))),
  'gap.geojson': collection([village(0), village(1), village(2, 0.0001), village(3)]),
  'overlap.geojson': collection([village(0), village(1), village(2, -0.0001), village(3)]),
  'population.csv': '\uFEFFcode,戶數,人口\nV0,100,250\nV1,200,500\nV2,0,0\nV3,50,120\nV9,1,1\n',
  'buildings.geojson': collection([
    hut(1, 0.001, 0.001, { households: 12, residents: 30 }),
    hut(2, 0.015, 0.001, { households: 'many' }),
    hut(3, 0.015, 0.003),
    hut(3, 0.0151, 0.0031),
    hut(4, 0.9, 0.9),
    feature({ key: 5 }, 'Point', [W, S]),
    feature({ key: 6 }, 'Polygon', null),
    feature({}, 'Polygon', box(0, 0.01)),
    feature({ key: 7 }, 'Polygon', [[[200, 0], [201, 0], [201, 1], [200, 0]]]), // prettier-ignore
    // a bow tie
    feature({ key: 8 }, 'Polygon', [[[W, S], [W + 0.001, S + 0.001], [W + 0.001, S], [W, S + 0.001], [W, S]]]), // prettier-ignore
  ]),
  'roads.geojson': collection([
    feature({ key: 'a', highway: 'primary', name: '路' }, 'MultiLineString', [[[W, S], [W + 0.01, S + 0.01]]]), // prettier-ignore
    feature({ key: 'a', highway: 'primary', name: '路' }, 'MultiLineString', [[[W + 0.01, S + 0.01], [W + 0.02, S]]]), // prettier-ignore
    feature({ key: 'b', highway: 'steps' }, 'LineString', [[W, S], [W + 0.01, S]]), // prettier-ignore
  ]),
  'councils.geojson': collection([
    feature({ id: 1, name: 'A' }, 'Polygon', box(0, 0.02)),
    feature({ id: 2, name: 'B' }, 'MultiPolygon', [box(0.019, 0.03)]),
    // touches itself: made valid
    feature({ id: 3, name: 'C' }, 'Polygon', [[[W + 0.05, S], [W + 0.06, S + 0.01], [W + 0.06, S], [W + 0.05, S + 0.01], [W + 0.05, S]]]), // prettier-ignore
  ]),
  'requests.csv': [
    'no,created,closed,type,lat,lng',
    `r1,2020-01-01 00:05:00,2020-01-02 08:43:00,Graffiti,${S + 0.005},${W + 0.005}`,
    `r2,2020-01-01 00:06:00,,Graffiti,${S + 0.005},${W + 0.0195}`,
    `r3,2020-01-01 00:07:00,,Noise,${S + 0.005},${W + 0.035}`,
    'r4,2020-01-01 00:08:00,,Noise,,',
    `r5,2020-03-08 02:30:00,,Noise,${S},${W}`,
    `r6,2020-13-01 00:00:00,,Noise,${S},${W}`,
    `r1,2020-01-01 00:05:00,,Graffiti,${S},${W}`,
    `r7,2020-01-02 00:00:00,2020-01-01 00:00:00,Noise,${S},${W}`,
    'r8,2020-01-01 00:00:00,,Noise,91.5,10',
    `r9,2020-01-01 00:09:00,,Noise,${S + 0.5},${W + 0.5}`,
    'short,2020-01-01 00:00:00',
  ].join('\n'),
};

const taipei: Manifest = {
  source: 'little-taipei',
  district: { code: 'C', name: '小城', timeZone: 'Asia/Taipei', attribution: '' },
  levels: [
    { rank: 1, key: 'city', nameZh: '市', nameEn: 'City' },
    { rank: 2, key: 'town', nameZh: '区', nameEn: 'Town' },
    { rank: 3, key: 'village', nameZh: '里', nameEn: 'Village' },
  ],
  areas: {
    validFrom: '2018-01-01',
    given: [{ level: 1, code: 'C', name: '小城', box: [W, S, W + 0.04, S + 0.01] }],
    sets: [
      { level: 2, file: 'towns.geojson', code: 'code', name: 'name', parent: { value: 'C' } },
      {
        level: 3,
        file: 'villages.geojson',
        code: 'code',
        name: 'name',
        parent: 'town',
        figures: { file: 'population.csv', code: 'code', households: '戶數', residents: '人口', countedOn: '2021-03-31' }, // prettier-ignore
      },
    ],
  },
  features: [
    {
      file: 'roads.geojson',
      key: 'key',
      pieces: 'join',
      name: 'name',
      class: { rules: [{ when: { highway: ['primary'] }, is: 'road/arterial' }] },
    },
  ],
  buildings: [
    {
      file: 'buildings.geojson',
      key: 'key',
      heightM: 'height',
      households: 'households',
      residents: 'residents',
      use: { rules: [], otherwise: 'other' },
    },
  ],
  dataDates: { areas: '2021-03-31' },
};
const angeles: Manifest = {
  source: 'little-angeles',
  district: { code: 'LA', name: 'LA', timeZone: 'America/Los_Angeles', attribution: '' },
  levels: [{ rank: 1, key: 'city', nameZh: '市', nameEn: 'City' }],
  areas: {
    validFrom: '2020-01-01',
    given: [{ level: 1, code: 'LA', name: 'LA', box: [W, S, W + 0.1, S + 0.1] }],
  },
  precincts: { file: 'councils.geojson', key: 'id', name: 'name' },
  categories: [{ key: 'graffiti', nameZh: '涂鸦', nameEn: 'Graffiti', severity: 4 }, { key: 'noise', nameZh: '噪声', nameEn: 'Noise', severity: 3 }], // prettier-ignore
  incidents: [
    {
      file: 'requests.csv',
      key: 'no',
      category: { rules: [{ when: { type: ['Graffiti'] }, is: 'graffiti' }], otherwise: 'noise' },
      title: 'type',
      at: { lng: 'lng', lat: 'lat' },
      reportedAt: { from: 'created', as: 'local' },
      closedAt: { from: 'closed', as: 'local' },
      state: { rules: [{ when: { closed: ['*'] }, is: 'closed' }], otherwise: 'open' },
    },
  ],
};

let root: string;
let database: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'jingwei-import-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text);
});
beforeEach(async () => {
  database = await testDatabase();
  return () => database.drop();
});
afterAll(() => rm(root, { recursive: true }));

async function run(manifest: Manifest, dry = false): Promise<ImportReport> {
  expect(readManifest(manifest)).toEqual(manifest);
  return importManifest(
    { session: openSession, at: new Date() },
    { manifest, root, dry },
    { pool: database.ownerPool, clock: () => new Date(), newId: randomUUID },
  );
}
async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await database.ownerPool.query<Record<string, unknown>>(sql)).rows;
}
const one = async (sql: string) => Object.values((await rows(sql))[0]!)[0];
const TABLES = 'district levels editions areas features buildings sites incidents entries precincts incident_precincts changes versions data_dates'.split(' '); // prettier-ignore
async function everything(): Promise<string> {
  const parts: string[] = [];
  for (const table of TABLES) {
    parts.push(`${table} ${await one(`SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM ${table} t`)}`); // prettier-ignore
  }
  return parts.join('\n');
}
const refusals = (report: ImportReport, noun: string) =>
  Object.fromEntries(
    report.inputs
      .filter((input) => input.noun === noun)
      .flatMap((input) => input.refused.map((r) => [r.reason, r.rows])),
  );

describe('areas, features and buildings', () => {
  it('come in with their parents, counts and cells, and each refused row is named', async () => {
    const report = await run(taipei);
    expect(report.refused).toBeNull();
    expect(report.changed).toBe(true);
    expect(await one(`SELECT count(*)::int FROM areas`)).toBe(7);
    expect(refusals(report, 'figures')).toEqual({ 'unknown-area': [5] });
    expect(report.ownCounts).toBe(4);
    expect(
      await rows(`SELECT code, own_households, own_counted_on::text AS day FROM areas WHERE own_households IS NOT NULL ORDER BY code LIMIT 1`), // prettier-ignore
    ).toEqual([{ code: 'V0', own_households: 100, day: '2021-03-31' }]);

    // The given border of T1 bulges: told in m², and the dissolve of its cells is what is stored.
    expect(report.parentsThatDiffer.map((p) => p.code)).toEqual(['T1']);
    expect(report.parentsThatDiffer[0]!.differsM2).toBeGreaterThan(10);
    expect(report.parentsThatDiffer[0]!.differsM2).toBeLessThan(100);
    expect(await one(`SELECT ST_XMax(geom) FROM areas WHERE code = 'T1'`)).toBe(121.54);

    expect(refusals(report, 'buildings')).toEqual({
      'bad-number': [2],
      'wrong-geometry': [6],
      'bad-geometry': [7],
      'no-key': [8],
      'bad-coordinates': [9],
      'duplicate-key': [4],
    });
    const buildings = report.inputs.find((i) => i.noun === 'buildings')!;
    expect(buildings).toMatchObject({ read: 10, taken: 4, repaired: 1 });
    expect(buildings.unplaced).toEqual({ noCoordinate: 0, outsideEveryArea: 1, rows: [5] });
    expect(buildings.read).toBe(buildings.taken + buildings.leftOut + buildings.refused.reduce((n, r) => n + r.count, 0)); // prettier-ignore
    expect(await one(`SELECT a.code FROM buildings b JOIN areas a ON a.id = b.area_id WHERE b.code = '3'`)).toBe('V1'); // prettier-ignore
    expect(await one(`SELECT bool_and(ST_IsValid(geom)) FROM buildings`)).toBe(true);

    // Pieces of one road are one road; steps are not asked for.
    expect(report.inputs.find((i) => i.noun === 'features')).toMatchObject({ read: 3, taken: 2, leftOut: 1, joined: 1, inserted: 1 }); // prettier-ignore
    expect(await one(`SELECT ST_NumPoints(geom) FROM features`)).toBe(3);
  });

  it('the same input again changes nothing, not a version and not a change', async () => {
    await run(taipei);
    const before = await everything();
    const report = await run(taipei);
    expect(report.changed).toBe(false);
    expect(report.inputs.every((i) => i.inserted + i.updated === 0)).toBe(true);
    expect(await everything()).toBe(before);
    expect(await one('SELECT count(*)::int FROM changes')).toBe(1);
    expect(await one('SELECT count(*)::int FROM import_runs')).toBe(2);
  });

  it('reach open consoles as one change, with versions only of what changed', async () => {
    const first = await run(taipei);
    expect(await rows('SELECT noun, kind FROM changes')).toEqual([{ noun: 'district', kind: 'imported' }]); // prettier-ignore
    await writeFile(join(root, 'more.geojson'), collection([hut(1, 0.001, 0.001, { households: 13, residents: 30 })])); // prettier-ignore
    const second = await run({ ...taipei, buildings: [{ ...taipei.buildings![0]!, file: 'more.geojson' }] }); // prettier-ignore
    expect(second.inputs.find((i) => i.noun === 'buildings')).toMatchObject({ updated: 1, absent: 3 }); // prettier-ignore
    expect(second.versions!.areas).toBe(first.versions!.areas);
    expect(second.versions!.buildings).toBeGreaterThan(first.versions!.buildings);
    expect(await one('SELECT count(*)::int FROM changes')).toBe(2);
  });

  it('a dry run says the same and stores nothing but its report', async () => {
    const before = await everything();
    const dry = await run(taipei, true);
    expect(await everything()).toBe(before);
    expect(await rows('SELECT dry FROM import_runs')).toEqual([{ dry: true }]);
    const real = await run(taipei);
    expect({ ...dry, dry: false, versions: null }).toEqual({ ...real, versions: null });
  });

  it('that are not seamless are refused with number, place and m²', async () => {
    const before = await everything();
    for (const [file, kind] of [
      ['gap.geojson', 'gap'],
      ['overlap.geojson', 'overlap'],
    ] as const) {
      // prettier-ignore
      const [towns, villages] = taipei.areas!.sets!;
      const manifest = { ...taipei, areas: { ...taipei.areas!, sets: [towns!, { ...villages!, file }] } }; // prettier-ignore
      const report = await run(manifest);
      expect(report.refused?.reason).toBe('not-seamless');
      const fault = report.faults!.listed.find((f) => f.kind === kind);
      // A triangle of 0.0001° by 0.01° at 25° north.
      expect(fault!.areaM2).toBeGreaterThan(5_500);
      expect(fault!.areaM2).toBeLessThan(5_650);
      expect(Math.abs(fault!.at[0] - (W + 0.02))).toBeLessThan(0.0001);
      expect(fault!.areas).toEqual(['V1', 'V2']);
      expect(report.faults).toMatchObject({ count: 1, areaM2: fault!.areaM2 });
      expect(await everything()).toBe(before);
    }
    expect(await one(`SELECT count(*)::int FROM import_runs`)).toBe(2);
  });

  it('do not change borders that are in force', async () => {
    await run(taipei);
    const before = await everything();
    await writeFile(join(root, 'three.geojson'), collection([village(0), village(1), village(2)]));
    const [towns, villages] = taipei.areas!.sets!;
    const report = await run({ ...taipei, areas: { ...taipei.areas!, sets: [towns!, { ...villages!, file: 'three.geojson' }] } }); // prettier-ignore
    expect(report.refused?.reason).toBe('borders-already-in-force');
    expect(await everything()).toBe(before);
  });

  it('with a misnamed field, a missing file or a wrong parent are refused, and named', async () => {
    const [towns, villages] = taipei.areas!.sets!;
    const withSet = (set: object) => ({ ...taipei, areas: { ...taipei.areas!, sets: [towns!, { ...villages!, ...set }] } }); // prettier-ignore
    expect((await run(withSet({ name: 'nmae' }))).refused).toEqual({ reason: 'unknown-field', detail: expect.stringContaining('nmae') }); // prettier-ignore
    expect((await run(withSet({ file: 'none.geojson' }))).refused?.reason).toBe('missing-file');
    expect((await run(withSet({ parent: { value: 'T7' } }))).refused?.reason).toBe('bad-area');
    expect(await one('SELECT count(*)::int FROM areas')).toBe(0);
  });
});

describe('incidents and precincts', () => {
  it('are placed, timed in their zone, and counted in none and in several', async () => {
    const report = await run(angeles);
    expect(report.refused).toBeNull();
    expect(report.inputs.find((i) => i.noun === 'precincts')).toMatchObject({ taken: 3, repaired: 1 }); // prettier-ignore
    expect(report.inputs.find((i) => i.noun === 'incidents')).toMatchObject({ read: 11, taken: 5, inserted: 5, unplaced: { noCoordinate: 1, outsideEveryArea: 1, rows: [4, 10] } }); // prettier-ignore
    expect(refusals(report, 'incidents')).toEqual({
      'no-such-local-time': [5],
      'bad-time': [6],
      'duplicate-key': [7],
      'closed-before-reported': [8],
      'bad-coordinates': [9],
      'wrong-number-of-columns': [11],
    });
    // r2 in A and B, r3 and r9 in none
    expect(report.precincts).toEqual({ placed: 4, inNone: 2, inSeveral: 1 });
    expect(await one(`SELECT reported_at = '2020-01-01T08:05:00Z' FROM incidents WHERE no = 'r1'`)).toBe(true); // prettier-ignore
    expect(await one(`SELECT count(*)::int FROM entries`)).toBe(6);
    const before = await everything();
    expect((await run(angeles)).changed).toBe(false);
    expect(await everything()).toBe(before);
  });

  it('that were closed since are closed here too, and nothing else of them is touched', async () => {
    await run(angeles);
    const later = files['requests.csv']!.replace('r2,2020-01-01 00:06:00,,Graffiti', 'r2,2020-01-01 00:06:00,2020-01-05 00:00:00,Other'); // prettier-ignore
    await writeFile(join(root, 'later.csv'), later);
    const manifest = { ...angeles, incidents: [{ ...angeles.incidents![0]!, file: 'later.csv' }] };
    expect((await run(manifest)).inputs.at(-1)).toMatchObject({ inserted: 0, updated: 1, unchanged: 4 }); // prettier-ignore
    expect(await rows(`SELECT state, revision, title FROM incidents WHERE no = 'r2'`)).toEqual([{ state: 'closed', revision: 2, title: 'Graffiti' }]); // prettier-ignore
  });
});

describe('what an import refuses', () => {
  it('a sample database', async () => {
    await database.ownerPool.query(`INSERT INTO sample_mark (size, seed, end_date) VALUES ('street', 1, '2026-01-01')`); // prettier-ignore
    const before = await everything();
    expect((await run(taipei)).refused?.reason).toBe('sample-database');
    expect(await everything()).toBe(before);
  });

  it('a second district', async () => {
    await run(taipei);
    expect((await run(angeles)).refused?.reason).toBe('other-district');
  });

  it('a file that ends early, all of it', async () => {
    await writeFile(join(root, 'cut.geojson'), files['buildings.geojson']!.slice(0, -30));
    const before = await everything();
    const report = await run({ ...taipei, buildings: [{ ...taipei.buildings![0]!, file: 'cut.geojson' }] }); // prettier-ignore
    expect(report.refused?.reason).toBe('unreadable-file');
    expect(await everything()).toBe(before);
  });
});
