import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Manifest } from '#data/import/manifest.ts';

import { angeles, box, collection, feature, hut, S, taipei, W } from './test-city.ts';
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

const write = (name: string, content: string | Buffer) =>
  writeFile(join(input.root, name), content);
const [buildings] = taipei.buildings!;
const [incidents] = angeles.incidents!;
const withBuildings = (file: string, more: object = {}): Manifest => ({ ...taipei, buildings: [{ ...buildings!, file, ...more }] }); // prettier-ignore
const withIncidents = (file: string): Manifest => ({ ...angeles, incidents: [{ ...incidents!, file }] }); // prettier-ignore

describe('a row is refused, and the others come in', () => {
  it('with a text that is not kept, or longer than its bound', async () => {
    await write(
      'texts.geojson',
      collection([
        hut(1, 0.001, 0.001, { name: 'a\u0000b' }),
        hut(4, 0.004, 0.001, { name: '\ud800' }),
        hut(2, 0.002, 0.001, { name: 'x'.repeat(201) }),
        hut(3, 0.003, 0.001, { name: '\u{20000}'.repeat(100) }),
        hut(5, 0.005, 0.001, { name: '\u2067楼栋' }),
      ]),
    );
    const report = await here.run(withBuildings('texts.geojson', { name: 'name', households: undefined, residents: undefined })); // prettier-ignore
    expect(report.refused).toBeNull();
    expect(refusalsOf(report, 'buildings')).toEqual({
      'bad-text': [1, 2, 5],
      'text-too-long': [3],
    });
    expect(await here.one('SELECT count(*)::int FROM buildings')).toBe(1);
  });

  it('with a code that another row has, also when two of them exchange theirs', async () => {
    const coded = (a: string, b: string) =>
      collection([
        hut(1, 0.001, 0.001, { code: a, households: 1, residents: 1 }),
        hut(2, 0.002, 0.001, { code: b, households: 1, residents: 1 }),
      ]);
    await write('codes.geojson', coded('A', 'B'));
    await here.run(withBuildings('codes.geojson', { code: 'code' }));
    await write('codes.geojson', coded('B', 'A'));
    const report = await here.run(withBuildings('codes.geojson', { code: 'code' }));
    expect(refusalsOf(report, 'buildings')).toEqual({ 'code-already-used': [1, 2] });
    expect(await here.rows('SELECT source_key AS key, code FROM buildings ORDER BY 1')).toEqual([{ key: '1', code: 'A' }, { key: '2', code: 'B' }]); // prettier-ignore
  });
});

describe('pieces of one thing', () => {
  const joined = (file: string): Manifest => ({
    ...taipei,
    buildings: [],
    features: [{ file, key: 'key', pieces: 'join', class: { rules: [], otherwise: 'green/park' } }],
  });

  it('are put together, however many things there are', async () => {
    // More than a page of them, keys in no order, the halves far from each other in the file.
    const keys = Array.from({ length: 130 }, (_, i) => (i * 37) % 130);
    const half = (i: number, west: number) => feature({ key: `k${i}` }, 'Polygon', box(west, west + 0.001)); // prettier-ignore
    await write(
      'halves.geojson',
      collection([...keys.map((i) => half(i, 0)), ...keys.map((i) => half(i, 0.001))]),
    );
    const report = await here.run(joined('halves.geojson'));
    expect(report.inputs.find((i) => i.noun === 'features')).toMatchObject({ read: 260, taken: 260, joined: 130, inserted: 130, refused: [] }); // prettier-ignore
    expect(await here.rows(`SELECT ST_GeometryType(geom) AS type, ST_XMax(geom) - ST_XMin(geom) > 0.0019 AS wide, count(*)::int FROM features GROUP BY 1, 2`)).toEqual([{ type: 'ST_Polygon', wide: true, count: 130 }]); // prettier-ignore
  });

  it('that do not fit each other are not: the later is refused', async () => {
    await write(
      'unlike.geojson',
      collection([
        feature({ key: 'a' }, 'Polygon', box(0, 0.001)),
        feature({ key: 'a' }, 'LineString', [[W, S], [W + 0.01, S]]), // prettier-ignore
        feature({ key: 'b' }, 'Polygon', box(0, 0.001)),
      ]),
    );
    const report = await here.run(joined('unlike.geojson'));
    expect(refusalsOf(report, 'features')).toEqual({ 'duplicate-key': [2] });
    expect(await here.one('SELECT count(*)::int FROM features')).toBe(2);
  });
});

describe('whose a thing is', () => {
  it('is decided by the shape that is stored, not by the broken one', async () => {
    // A ring that crosses itself: read by its structure, only its larger loop in the eastern village is left.
    const bow = [[W + 0.0099, S + 0.005], [W + 0.012, S + 0.003], [W + 0.012, S + 0.0050001], [W + 0.0099, S + 0.0049999], [W + 0.0099, S + 0.005]]; // prettier-ignore
    await write('bow.geojson', collection([feature({ key: 1, height: 3, households: 1, residents: 1 }, 'Polygon', [bow])])); // prettier-ignore
    const report = await here.run(withBuildings('bow.geojson'));
    expect(report.inputs.find((i) => i.noun === 'buildings')).toMatchObject({ taken: 1, repaired: 1 }); // prettier-ignore
    const [stored] = await here.rows(
      `SELECT a.code, ST_X(ST_PointOnSurface(b.geom)) > 121.51 AS east FROM buildings b JOIN areas a ON a.id = b.area_id`,
    );
    expect(stored).toEqual({ code: 'V1', east: true });
  });

  it('is said when areas come later than things', async () => {
    const { areas, ...bare } = taipei;
    const report = await here.run(bare);
    expect(report.inputs.find((i) => i.noun === 'buildings')?.unplaced.outsideEveryArea).toBe(4);
    expect(await here.one('SELECT count(*)::int FROM buildings WHERE area_id IS NULL')).toBe(4);
    await here.run({ ...bare, areas, buildings: [] });
    expect(
      await here.rows(`SELECT b.code, a.code AS area, edition_id FROM buildings b LEFT JOIN areas a ON a.id = b.area_id ORDER BY 1`), // prettier-ignore
    ).toEqual([
      { code: '1', area: 'V0', edition_id: 1 },
      { code: '3', area: 'V1', edition_id: 1 },
      { code: '4', area: null, edition_id: null },
      { code: '8', area: 'V0', edition_id: 1 },
    ]);
  });
});

describe('a whole import is refused, and the file is named', () => {
  it.each<[string, string, string | Buffer | null, string, RegExp]>([
    ['in another encoding', 'gbk.csv', Buffer.from([0x6e, 0x6f, 0x2c, 0xc4, 0xe3, 0xba, 0xc3, 0x0a]), 'unreadable-file', /^gbk\.csv, after row 0: it is not UTF-8$/], // prettier-ignore
    ['cut in the middle of a character', 'half.csv', Buffer.from([0x6e, 0x6f, 0x0a, 0xe4, 0xbd]), 'unreadable-file', /half\.csv, after row \d: it is not UTF-8/], // prettier-ignore
    ['with a quote that never ends', 'quote.csv', 'no,title\n1,"open\n', 'unreadable-file', /quote\.csv, after row 0: Quote Not Closed/], // prettier-ignore
    ['with two columns of one name', 'twice.csv', 'no,created,no\n', 'unreadable-file', /two of its columns are called "no"/], // prettier-ignore
    ['with a row beyond the bound', 'wide.csv', `no,created\n1,${'x'.repeat(1 << 21)}\n`, 'beyond-bounds', /wide\.csv, after row 0: a row of more than 1048576 bytes/], // prettier-ignore
    ['that is a folder', 'folder.csv', null, 'unreadable-file', /folder\.csv/],
  ])('%s', async (_, name, content, reason, detail) => {
    if (content === null) await mkdir(join(input.root, name), { recursive: true });
    else await write(name, content);
    const before = await here.everything();
    const report = await here.run(withIncidents(name));
    expect(report.refused?.reason).toBe(reason);
    expect(report.refused?.detail).toMatch(detail);
    expect(await here.everything()).toBe(before);
    expect(await here.rows(`SELECT report -> 'refused' ->> 'reason' AS reason FROM import_runs`)).toEqual([{ reason }]); // prettier-ignore
  });

  it('with a feature beyond the bound', async () => {
    const [first] = (JSON.parse(collection([hut(1, 0.001, 0.001, { households: 1, residents: 1 })])) as { features: object[] }).features; // prettier-ignore
    await write('large.geojson', `{"type":"FeatureCollection","features":[${JSON.stringify(first)},{"x":"${'y'.repeat(17 << 20)}"}]}`); // prettier-ignore
    const report = await here.run(withBuildings('large.geojson'));
    expect(report.refused).toEqual({ reason: 'beyond-bounds', detail: 'large.geojson, after row 1: a feature of more than 16777216 bytes' }); // prettier-ignore
    expect(await here.one('SELECT count(*)::int FROM buildings')).toBe(0);
  });

  it('where its borders begin in the future', async () => {
    const report = await here.run({ ...taipei, areas: { ...taipei.areas!, validFrom: '2199-01-01' } }); // prettier-ignore
    expect(report.refused).toEqual({ reason: 'bad-manifest', detail: 'areas.validFrom: 2199-01-01 has not begun' }); // prettier-ignore
  });
});

it('areas that the manifest itself gives are counted, too', async () => {
  const report = await here.run(angeles);
  expect(report.inputs[0]).toMatchObject({ noun: 'areas', file: 'given by the manifest', read: 1, taken: 1, inserted: 1 }); // prettier-ignore
  expect((await here.run(angeles)).inputs[0]).toMatchObject({ taken: 1, inserted: 0, unchanged: 1 }); // prettier-ignore
});

it('the planner knows how much there is when an import is done, though its role owns nothing', async () => {
  await here.run(taipei);
  await here.run(withBuildings('buildings.geojson'));
  expect(await here.rows(`SELECT relname::text AS name, reltuples::int AS n FROM pg_class WHERE relname IN ('areas', 'buildings') ORDER BY 1`)).toEqual([{ name: 'areas', n: 7 }, { name: 'buildings', n: 4 }]); // prettier-ignore
});
