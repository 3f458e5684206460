import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Manifest } from '#data/import/manifest.ts';
import type { ImportReport } from '#data/import/report.ts';

import { angeles, box, collection, feature, files, hut, taipei, village, W } from './test-city.ts';
import { refusalsOf, startTestImport, writeInput, type TestImport } from './test-import.ts';

let input: Awaited<ReturnType<typeof writeInput>>;
let here: TestImport;
beforeAll(async () => {
  input = await writeInput();
});
beforeEach(async () => {
  here = await startTestImport(input.root);
  return () => here.close();
});
afterAll(() => input.remove());
const run = (manifest: Manifest, dry = false): Promise<ImportReport> => here.run(manifest, dry);
const rows = (sql: string) => here.rows(sql);
const one = (sql: string) => here.one(sql);
const everything = () => here.everything();
const write = (name: string, text: string) => writeFile(join(input.root, name), text);

describe('areas, features and buildings', () => {
  it('come in with their parents, counts and cells, and each refused row is named', async () => {
    const report = await run(taipei);
    expect(report.refused).toBeNull();
    expect(report.changed).toBe(true);
    expect(await one(`SELECT count(*)::int FROM areas`)).toBe(7);
    expect(refusalsOf(report, 'figures')).toEqual({ 'unknown-area': [5] });
    expect(report.ownCounts).toBe(4);
    expect(
      await rows(`SELECT code, own_households, own_counted_on::text AS day FROM areas WHERE own_households IS NOT NULL ORDER BY code LIMIT 1`), // prettier-ignore
    ).toEqual([{ code: 'V0', own_households: 100, day: '2021-03-31' }]);

    // The given border of T1 bulges: told in m², and the dissolve of its cells is what is stored.
    expect(report.parentsThatDiffer.map((p) => p.code)).toEqual(['T1']);
    expect(report.parentsThatDiffer[0]!.differsM2).toBeGreaterThan(10);
    expect(report.parentsThatDiffer[0]!.differsM2).toBeLessThan(100);
    expect(await one(`SELECT ST_XMax(geom) FROM areas WHERE code = 'T1'`)).toBe(121.54);

    expect(refusalsOf(report, 'buildings')).toEqual({
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
    await write('more.geojson', collection([hut(1, 0.001, 0.001, { households: 13, residents: 30 })])); // prettier-ignore
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
    await write('three.geojson', collection([village(0), village(1), village(2)]));
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

describe('what a file does not say of its areas and features', () => {
  const [towns, villages] = taipei.areas!.sets!;
  const withSets = (...sets: object[]) => ({ ...taipei, areas: { ...taipei.areas!, sets } }) as Manifest; // prettier-ignore
  const tree = () => rows(`SELECT a.code, p.code AS parent, a.name, ST_AsText(a.geom) AS geom FROM areas a LEFT JOIN areas p ON p.id = a.parent_id ORDER BY 1`); // prettier-ignore
  const gathered = { level: 2, file: 'villages.geojson', gather: true, code: 'town', name: { text: '{town}区' }, parent: { value: 'C' } }; // prettier-ignore

  it('is found: a parent by place, a town as all of its villages', async () => {
    await run(taipei);
    const told = await tree();
    await here.close();
    here = await startTestImport(input.root);
    expect((await run(withSets(towns!, { ...villages!, parent: { within: 2 } }))).refused).toBeNull(); // prettier-ignore
    expect(await tree()).toEqual(told);
    await here.close();
    here = await startTestImport(input.root);
    const report = await run(withSets(gathered, villages!));
    expect(report.refused).toBeNull();
    // What was not given cannot differ.
    expect(report.parentsThatDiffer).toEqual([]);
    expect(report.inputs.find((i) => i.file === 'villages.geojson')).toMatchObject({ read: 4, taken: 4, joined: 2, inserted: 2 }); // prettier-ignore
    const named = told.map((area) => /^T/.test(String(area['code'])) ? { ...area, name: `${String(area['code'])}区` } : area); // prettier-ignore
    expect(await tree()).toEqual(named);
    expect((await run(withSets(gathered, villages!))).changed).toBe(false);
  });

  it('or all is refused where it cannot be told', async () => {
    await write('apart.geojson', collection([feature({ code: 'T0', name: '西區' }, 'Polygon', box(0, 0.01)), feature({ code: 'T1', name: '東區' }, 'Polygon', box(0.02, 0.04)), feature({ code: 'T2', name: '北區' }, 'Polygon', box(0.03, 0.04))])); // prettier-ignore
    expect((await run(withSets({ ...towns!, file: 'apart.geojson' }, { ...villages!, parent: { within: 2 } }))).refused).toEqual({ reason: 'bad-area', detail: 'V1 lies in no area of level 2; V3 lies in T1 and T2 of level 2' }); // prettier-ignore
    expect((await run(withSets({ ...gathered, name: 'name' }, villages!))).refused).toEqual({ reason: 'bad-area', detail: 'villages.geojson: its rows do not say the same of T0' }); // prettier-ignore
    expect((await run(withSets({ ...gathered, code: { text: 'X{town}' } }, { ...villages!, parent: { value: 'XT0' } }))).refused).toEqual({ reason: 'bad-area', detail: 'XT1: it is gathered from its cells and has none' }); // prettier-ignore
    expect(await one('SELECT count(*)::int FROM areas')).toBe(0);
  });

  it('is looked up in another file, and what is not there is counted', async () => {
    await write('uses.csv', 'road,use\na,main\na,side\n,side\nshort\n');
    const roads = { ...taipei.features![0]!, lookup: { file: 'uses.csv', key: 'road', by: 'key', fields: ['use'] }, class: { rules: [{ when: { use: ['main'] }, is: 'road/arterial' }], otherwise: 'road/path' } }; // prettier-ignore
    const report = await run({ ...taipei, features: [roads] });
    expect(report.refused).toBeNull();
    expect(report.inputs.find((i) => i.noun === 'lookup')).toMatchObject({ read: 4, taken: 1, leftOut: 1 }); // prettier-ignore
    expect(refusalsOf(report, 'lookup')).toEqual({ 'no-key': [3], 'wrong-number-of-columns': [4] });
    expect(report.inputs.find((i) => i.noun === 'features')).toMatchObject({ read: 3, taken: 3, notFound: 1 }); // prettier-ignore
    expect(await rows('SELECT source_key AS key, class FROM features ORDER BY 1')).toEqual([{ key: 'a', class: 'arterial' }, { key: 'b', class: 'path' }]); // prettier-ignore
    await write('uses.csv', 'road,use\na,main\nb,main\n');
    expect((await run({ ...taipei, features: [roads] })).inputs.find((i) => i.noun === 'features')).toMatchObject({ updated: 1, unchanged: 1 }); // prettier-ignore
    const misnamed = { ...roads, lookup: { ...roads.lookup, fields: ['usage'] }, class: { rules: [], otherwise: 'road/path' } }; // prettier-ignore
    expect((await run({ ...taipei, features: [misnamed] })).refused?.reason).toBe('unknown-field');
  });
});

describe('incidents and precincts', () => {
  it('are placed, timed in their zone, and counted in none and in several', async () => {
    const report = await run(angeles);
    expect(report.refused).toBeNull();
    expect(report.inputs.find((i) => i.noun === 'precincts')).toMatchObject({ taken: 3, repaired: 1 }); // prettier-ignore
    expect(report.inputs.find((i) => i.noun === 'incidents')).toMatchObject({ read: 11, taken: 5, inserted: 5, unplaced: { noCoordinate: 1, outsideEveryArea: 1, rows: [4, 10] } }); // prettier-ignore
    expect(refusalsOf(report, 'incidents')).toEqual({
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
    await write('later.csv', later);
    const manifest = { ...angeles, incidents: [{ ...angeles.incidents![0]!, file: 'later.csv' }] };
    expect((await run(manifest)).inputs.at(-1)).toMatchObject({ inserted: 0, updated: 1, unchanged: 4 }); // prettier-ignore
    expect(await rows(`SELECT state, revision, title FROM incidents WHERE no = 'r2'`)).toEqual([{ state: 'closed', revision: 2, title: 'Graffiti' }]); // prettier-ignore
  });
});

describe('what an import refuses', () => {
  it('a sample database', async () => {
    await rows(`INSERT INTO sample_mark (size, seed, end_date) VALUES ('street', 1, '2026-01-01')`); // prettier-ignore
    const before = await everything();
    expect((await run(taipei)).refused?.reason).toBe('sample-database');
    expect(await everything()).toBe(before);
  });

  it('a second district', async () => {
    await run(taipei);
    expect((await run(angeles)).refused?.reason).toBe('other-district');
  });

  it('a file that ends early, all of it', async () => {
    await write('cut.geojson', files['buildings.geojson']!.slice(0, -30));
    const before = await everything();
    const report = await run({ ...taipei, buildings: [{ ...taipei.buildings![0]!, file: 'cut.geojson' }] }); // prettier-ignore
    expect(report.refused?.reason).toBe('unreadable-file');
    expect(await everything()).toBe(before);
  });
});
