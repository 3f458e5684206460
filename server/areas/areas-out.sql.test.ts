import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

const run = promisify(execFile);
/** B is a hole in A, C an island of two pieces. */
const DRAWING = 'AAAC/ABA./AAAC';
let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
let folder: string;
const shapes = new Map<string, MultiPolygonCoordinates>();

interface Feature {
  properties: Record<string, unknown>;
  geometry: { type: string; coordinates: MultiPolygonCoordinates };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jingwei-export-'));
  database = await testDatabase();
  await database.ownerPool.query(
    `INSERT INTO levels VALUES (1, 'district', '区', 'District'), (2, 'grid', '网格', 'Grid');
     INSERT INTO editions (id, valid_from, name) VALUES (1, '2026-01-01', '第一版'), (2, '2026-03-01', '第二版')`,
  );
  for (const { id, coordinates } of gridFrom(DRAWING)) shapes.set('ABC'[id - 1] ?? `${id}`, coordinates); // prettier-ignore
  const insert = (id: number, code: string, from: number, to: number | null, coordinates: MultiPolygonCoordinates, name: string, kind = 'comprehensive') =>
    database.ownerPool.query(
      `INSERT INTO areas (id, from_edition, to_edition, code, parent_id, level, kind, name, name_en, geom, source_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $4)`,
      [id, from, to, code, id === 100 ? null : 100, id === 100 ? 1 : 2, kind, name, id === 2 ? null : `${name}, "en"`, toEwkbHex({ type: 'MultiPolygon', coordinates })],
    ); // prettier-ignore
  await insert(100, 'D', 1, null, [...shapes.get('A')!], '清澜区');
  await insert(1, 'D001', 1, null, shapes.get('A')!, '第1网格');
  await insert(2, 'D002', 1, null, shapes.get('B')!, '医院专属网格', 'dedicated');
  await insert(3, 'D003', 1, 2, shapes.get('C')!, '岛');
  server = await startTestApp(database.pool);
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(folder, { recursive: true });
});

const get = (url: string) => server.app.inject({ method: 'GET', url });

it('hands an edition out as GeoJSON, each shape by its own doubles, also one that is past', async () => {
  const answer = await get('/api/editions/1/areas');
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/geo+json']); // prettier-ignore
  expect(answer.headers['content-disposition']).toBe('attachment; filename="edition-1-areas.geojson"'); // prettier-ignore
  const { features } = answer.json() as { features: Feature[] };
  expect(features.map(({ properties }) => properties['code'])).toEqual(['D', 'D001', 'D002', 'D003']); // prettier-ignore
  expect(features[2]!.properties).toEqual({ id: 2, code: 'D002', parent: 'D', level: 2, kind: 'dedicated', name: '医院专属网格', name_en: null }); // prettier-ignore
  expect(features[3]!.geometry).toEqual({ type: 'MultiPolygon', coordinates: shapes.get('C') });
  const later = (await get('/api/editions/2/areas?level=2')).json() as { features: Feature[] };
  expect(later.features.map(({ properties }) => properties['code'])).toEqual(['D001', 'D002']);
});

it.each(['geojson', 'gpkg'] as const)(
  'comes back from ogr2ogr with the same coordinates and words, handed out as %s',
  async (format) => {
    const [out, again, back] = [`out.${format}`, `again.${format === 'gpkg' ? 'geojson' : 'gpkg'}`, `back-${format}.geojson`].map((name) => join(folder, `${format}-${name}`)); // prettier-ignore
    const answer = await get(`/api/editions/1/areas?format=${format}`);
    expect(answer.statusCode).toBe(200);
    await writeFile(out!, answer.rawPayload);
    const precise = ['-lco', 'COORDINATE_PRECISION=15', '-lco', 'RFC7946=NO'];
    // As a person would: open it, save it as another kind of file, and that one once more.
    await run('ogr2ogr', [again!, out!, ...(format === 'gpkg' ? precise : [])]);
    await run('ogr2ogr', ['-f', 'GeoJSON', ...precise, back!, again!]);
    const read = async (path: string): Promise<Feature[]> =>
      (JSON.parse(await readFile(path, 'utf8')) as { features: Feature[] }).features;
    const given = ((await get('/api/editions/1/areas')).json() as { features: Feature[] }).features;
    const got = await read(back!);
    expect(got.map(({ geometry }) => geometry)).toEqual(given.map(({ geometry }) => geometry));
    expect(got.map(({ properties }) => properties)).toEqual(given.map(({ properties }) => properties)); // prettier-ignore
  },
);

it('says what the file is of to who opens it', async () => {
  const path = join(folder, 'said.gpkg');
  await writeFile(path, (await get('/api/editions/2/areas?format=gpkg&level=2')).rawPayload);
  const { stdout } = await run('ogrinfo', ['-so', path, 'areas']);
  expect(stdout).toContain('DESCRIPTION=第二版, from 2026-03-01');
  expect(stdout).toContain('Feature Count: 2');
  expect(stdout).toContain('China Geodetic Coordinate System 2000');
});

it('refuses an edition that is not there, and a kind of file that it does not write', async () => {
  expect((await get('/api/editions/9/areas')).json()).toMatchObject({ reason: 'unknown-edition' });
  expect((await get('/api/editions/9/areas')).statusCode).toBe(404);
  expect((await get('/api/editions/1/areas?format=shp')).statusCode).toBe(400);
  expect((await get('/api/editions/1/areas?level=9')).statusCode).toBe(400);
});
