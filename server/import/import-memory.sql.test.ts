import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from 'vitest';

import type { Manifest } from '#data/import/manifest.ts';
import { testDatabase } from '#server/db/test-database.ts';

const ROWS = 150_000;
/** Each thing in two pieces, far from each other in the file. */
const HALVES = 20_000;
const LIMIT_MB = 512;

const manifest: Manifest = {
  source: 'long',
  district: { code: 'L', name: 'L', timeZone: 'Asia/Shanghai', attribution: '' },
  levels: [{ rank: 1, key: 'city', nameZh: '市', nameEn: 'City' }],
  areas: { validFrom: '2020-01-01', given: [{ level: 1, code: 'L', name: 'L', box: [121, 25, 122, 26] }] }, // prettier-ignore
  categories: [{ key: 'noise', nameZh: '噪声', nameEn: 'Noise', severity: 4 }],
  features: [{ file: 'halves.geojson', key: 'id', pieces: 'join', class: { rules: [], otherwise: 'green/park' } }], // prettier-ignore
  buildings: [{ file: 'buildings.geojson', key: 'id', use: { rules: [], otherwise: 'other' } }],
  incidents: [
    {
      file: 'incidents.csv',
      key: 'no',
      category: { rules: [], otherwise: 'noise' },
      title: 'title',
      at: { lng: 'lng', lat: 'lat' },
      reportedAt: { from: 'at', as: 'local' },
      state: { rules: [], otherwise: 'open' },
    },
  ],
};

/** A process of its own, so that what it held at most is its own. */
const child = `
  const { default: pg } = await import('pg');
  const { importManifest } = await import(process.env.MODULE);
  const pool = new pg.Pool({ connectionString: process.env.URL, options: '-c search_path=jingwei,public' });
  const report = await importManifest(
    { session: { actor: '', scope: 'all' }, at: new Date() },
    { manifest: JSON.parse(process.env.MANIFEST), root: process.env.ROOT, dry: true },
    { pool, clock: () => new Date(), newId: () => crypto.randomUUID() });
  await pool.end();
  console.log(JSON.stringify({ report, peakMb: process.resourceUsage().maxRSS / 1024 }));
`;

async function writeRows(path: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  for (const line of lines) if (!stream.write(line)) await once(stream, 'drain');
  stream.end();
  await once(stream, 'finish');
}

it(`${ROWS} buildings, as many incidents and ${HALVES} pieces go through ${LIMIT_MB} MB`, async () => {
  const root = await mkdtemp(join(tmpdir(), 'jingwei-long-'));
  const database = await testDatabase();
  try {
    await writeRows(
      join(root, 'halves.geojson'),
      (function* () {
        yield '{"type":"FeatureCollection","features":[';
        for (let i = 0; i < HALVES; i++) {
          const x = 121 + (i % 100) / 200;
          const ring = [
            [x, 25],
            [x + 1e-4, 25],
            [x + 1e-4, 25.1],
            [x, 25.1],
            [x, 25],
          ];
          yield `${i ? ',' : ''}${JSON.stringify({ type: 'Feature', properties: { id: i % (HALVES / 2) }, geometry: { type: 'Polygon', coordinates: [ring] } })}\n`; // prettier-ignore
        }
        yield ']}';
      })(),
    );
    await writeRows(
      join(root, 'buildings.geojson'),
      (function* () {
        yield '{"type":"FeatureCollection","features":[';
        for (let i = 0; i < ROWS; i++) {
          const x = 121 + (i % 600) / 700;
          const y = 25 + Math.floor(i / 600) / 700;
          const ring = [[x, y], [x + 1e-4, y], [x + 1e-4, y + 1e-4], [x, y + 1e-4], [x, y]]; // prettier-ignore
          yield `${i ? ',' : ''}${JSON.stringify({ type: 'Feature', properties: { id: i, note: 'x'.repeat(200) }, geometry: { type: 'Polygon', coordinates: [ring] } })}\n`; // prettier-ignore
        }
        yield ']}';
      })(),
    );
    await writeRows(
      join(root, 'incidents.csv'),
      (function* () {
        yield 'no,title,lng,lat,at,note\n';
        for (let i = 0; i < ROWS; i++) {
          yield `N${i},噪声 ${i},121.${i % 9}5,25.5,2020-01-01 10:00:00,${'y'.repeat(300)}\n`;
        }
      })(),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', child],
      {
        maxBuffer: 1 << 24,
        env: {
          ...process.env,
          MODULE: new URL('./import-manifest.ts', import.meta.url).href,
          URL: database.ownerUrl,
          MANIFEST: JSON.stringify(manifest),
          ROOT: root,
        },
      },
    );
    const { report, peakMb } = JSON.parse(stdout) as {
      report: { inputs: { noun: string; taken: number }[] };
      peakMb: number;
    };
    expect(report.inputs.map((i) => [i.noun, i.taken])).toEqual([
      ['areas', 1],
      ['features', HALVES],
      ['buildings', ROWS],
      ['incidents', ROWS],
    ]);
    expect(peakMb).toBeLessThan(LIMIT_MB);
  } finally {
    await database.drop();
    await rm(root, { recursive: true });
  }
}, 300_000);
