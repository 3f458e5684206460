import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { createAreasInForce } from '#server/areas/areas-in-force.ts';
import { createPool } from '#server/db/pool.ts';
import { connectStrictly } from '#server/live/strict-console.ts';
import { startTestHub } from '#server/live/test-hub.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { startTestApp } from '#server/test-app.ts';

import { angeles, box, collection, feature, taipei } from './test-city.ts';
import { startTestImport, writeInput, type TestImport } from './test-import.ts';

let input: Awaited<ReturnType<typeof writeInput>>;
let here: TestImport;
beforeAll(async () => {
  input = await writeInput({
    'late.csv': `no,created,closed,type,lat,lng\nl1,2020-01-03 00:05:00,,Noise,25.005,121.5195`,
  });
});
beforeEach(async () => {
  here = await startTestImport(input.root);
  return () => here.close();
});
afterAll(() => input.remove());

const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('beside a running server', () => {
  it('an import reaches open consoles as one change, and what is kept in memory follows', async () => {
    const hub = await startTestHub(
      here.database.pool,
      createSnapshotReads(here.database.pool, { timeZone: 'UTC', openToNetwork: false }),
    );
    const areas = await createAreasInForce(here.database.pool);
    let reloading: Promise<void> | null = null;
    hub.hub.onChange((change) => {
      if (change.noun === 'district') reloading = areas.reload();
    });
    const consoles = [connectStrictly(hub.url), connectStrictly(hub.url)];
    try {
      await until('both join', () => consoles.every((c) => c.snapshot !== null));
      expect(consoles[0]!.snapshot!.district).toMatchObject({ empty: true, editionId: null });
      expect(areas.cellAt(121.505, 25.005)).toBeNull();

      const report = await here.run(angeles);
      await until('both hear', () => consoles.every((c) => c.changes.length > 0));
      for (const console of consoles) {
        expect(console.changes).toEqual([
          { noun: 'district', kind: 'imported', at: expect.any(String), versions: report.versions, editionId: 1 }, // prettier-ignore
        ]);
        expect(console.failures).toEqual([]);
      }
      await reloading!;
      expect(areas.cellAt(121.505, 25.005)).toBe(1);

      // Whoever joins now sees all of it.
      const late = connectStrictly(hub.url);
      consoles.push(late);
      await until('a third joins', () => late.snapshot !== null);
      expect(late.snapshot).toMatchObject({ district: { name: 'LA', editionId: 1, empty: false }, figures: { open: 4 }, versions: report.versions }); // prettier-ignore
      expect(late.snapshot!.incidents).toHaveLength(4);

      // The same again, a dry run and a refusal tell nobody.
      await here.run(angeles);
      await here.run({ ...angeles, district: { ...angeles.district, name: 'Los Angeles' } }, true);
      await here.run(taipei);
      await here.run({ ...angeles, district: { ...angeles.district, name: 'L.A.' } });
      await until('the last', () => consoles.every((c) => c.lastChange !== null && (c === late ? c.changes.length === 1 : c.changes.length === 2))); // prettier-ignore
    } finally {
      for (const console of consoles) console.stop();
      await hub.close();
    }
  });
});

it('a report after an import is placed by its borders and precincts, also before the server has read them', async () => {
  // This server is never told to read its borders again: it finds out by itself.
  const server = await startTestApp(here.database.pool);
  try {
    expect(server.deps.areas.editionId).toBeNull();
    await here.run(angeles);
    const imported = (await here.rows(
      `SELECT ST_X(geom) AS lng, ST_Y(geom) AS lat, area_id, edition_id, array(SELECT precinct_id FROM incident_precincts WHERE incident_id = i.id ORDER BY 1) AS precincts
       FROM incidents i WHERE geom IS NOT NULL ORDER BY no`,
    )) as {
      lng: number;
      lat: number;
      area_id: number | null;
      edition_id: number | null;
      precincts: number[];
    }[];
    // Some lie in several precincts, some in none, some in no area.
    expect(imported.map((i) => i.area_id)).toEqual(expect.arrayContaining([1, null]));
    expect(imported.map((i) => i.precincts.length)).toEqual(expect.arrayContaining([0, 1, 2]));
    const report = (at?: [number, number]) =>
      server.app.inject({
        method: 'POST',
        url: '/api/incidents',
        payload: { id: randomUUID(), category: 'noise', title: 'n', ...(at ? { at } : {}) },
      });
    // Many at once find it out together.
    const answers = await Promise.all(imported.map(({ lng, lat }) => report([lng, lat])));
    for (const [i, answer] of answers.entries()) {
      const told = answer.json<{ id: string; areaId: number | null; editionId: number | null }>();
      const { area_id, edition_id } = imported[i]!;
      expect([answer.statusCode, told.areaId, told.editionId]).toEqual([201, area_id, edition_id]);
      const held = await here.one(`SELECT array(SELECT precinct_id FROM incident_precincts WHERE incident_id = '${told.id}' ORDER BY 1)`); // prettier-ignore
      expect(held).toEqual(imported[i]!.precincts);
    }
    const nowhere = (await report()).json<{ id: string }>();
    expect(await here.one(`SELECT count(*)::int FROM incident_precincts WHERE incident_id = '${nowhere.id}'`)).toBe(0); // prettier-ignore
  } finally {
    await server.close();
  }
});

describe('precincts that come later, or change', () => {
  const { precincts, incidents, ...bare } = angeles;
  const { areas: _, ...elsewhere } = bare;
  const councils = (east: number, id = 1) =>
    collection([feature({ id, name: 'A' }, 'Polygon', box(0, east))]);
  /** How many precincts hold each incident, by the kind of who told. */
  const held = () =>
    here.rows(
      `SELECT i.title, (SELECT count(*)::int FROM incident_precincts ip WHERE ip.incident_id = i.id) AS n
       FROM incidents i WHERE i.geom IS NOT NULL AND i.title LIKE 'live%' ORDER BY 1`,
    );
  /** Rows that are wrong, or missing. */
  const wrong = () =>
    here.one(
      `SELECT count(*)::int FROM incidents i CROSS JOIN precincts p
       WHERE coalesce(ST_Covers(p.geom, i.geom), false) <> EXISTS (SELECT FROM incident_precincts ip WHERE ip.incident_id = i.id AND ip.precinct_id = p.id)`,
    );
  const withFile = async (text: string) => {
    await writeFile(join(input.root, 'moved.geojson'), text);
    return { ...bare, precincts: { ...precincts!, file: 'moved.geojson' } };
  };

  it('hold whatever was reported before, by whomever', async () => {
    const server = await startTestApp(here.database.pool);
    const report = (title: string, lng: number) =>
      server.app.inject({ method: 'POST', url: '/api/incidents', payload: { id: randomUUID(), category: 'noise', title, at: [lng, 25.005] } }); // prettier-ignore
    try {
      // Incidents of another source and live ones, and no precinct yet.
      await here.run(bare);
      await here.run({ ...elsewhere, source: 'elsewhere', incidents });
      expect((await report('live-1', 121.505)).statusCode).toBe(201);
      expect((await report('live-2', 121.5195)).statusCode).toBe(201);
      expect((await report('live-3', 121.58)).statusCode).toBe(201);
      expect(await here.one('SELECT count(*)::int FROM incident_precincts')).toBe(0);

      const first = await here.run({ ...bare, precincts });
      expect(first).toMatchObject({ refused: null, changed: true });
      expect(await held()).toEqual([{ title: 'live-1', n: 1 }, { title: 'live-2', n: 2 }, { title: 'live-3', n: 0 }]); // prettier-ignore
      expect(await wrong()).toBe(0);
      expect((await here.run({ ...bare, precincts })).changed).toBe(false);

      // A shrinks to the west of the second, and grows beyond the third.
      await here.run(await withFile(councils(0.01)));
      expect(await held()).toEqual([{ title: 'live-1', n: 1 }, { title: 'live-2', n: 1 }, { title: 'live-3', n: 0 }]); // prettier-ignore
      await here.run(await withFile(councils(0.09)));
      expect(await held()).toEqual([{ title: 'live-1', n: 1 }, { title: 'live-2', n: 2 }, { title: 'live-3', n: 1 }]); // prettier-ignore
      expect(await wrong()).toBe(0);

      // Incidents alone, of a manifest that names no precinct, are counted to those that are there.
      const late = await here.run({ ...elsewhere, source: 'later', incidents: [{ ...incidents![0]!, file: 'late.csv' }] }); // prettier-ignore
      expect(late.precincts).toEqual({ placed: 1, inNone: 0, inSeveral: 1 });
      expect(await wrong()).toBe(0);
    } finally {
      await server.close();
    }
  });

  it('hold what is reported while they come', async () => {
    await here.run(bare);
    const server = await startTestApp(here.database.pool);
    const told: Promise<{ statusCode: number }>[] = [];
    try {
      await here.run(
        { ...bare, precincts, dataDates: { incidents: '2020-01-03' } },
        false,
        (stage) => {
          // The import has looked at all incidents, and is about to end; its precincts are seen by nobody.
          if (stage !== 'finish') return;
          told.push(
            ...[121.505, 121.5195, 121.58].map(
              (lng) =>
            server.app.inject({ method: 'POST', url: '/api/incidents', payload: { id: randomUUID(), category: 'noise', title: `live-${lng}`, at: [lng, 25.005] } }), // prettier-ignore
            ),
          );
        },
      );
      for (const { statusCode } of await Promise.all(told)) expect(statusCode).toBe(201);
      expect((await held()).map(({ n }) => n)).toEqual([1, 2, 0]);
      expect(await wrong()).toBe(0);
    } finally {
      await server.close();
    }
  });
});

describe('half an import', () => {
  const counts = () =>
    here.one(
      `SELECT concat_ws(' ', (SELECT count(*) FROM district), (SELECT count(*) FROM areas), (SELECT count(*) FROM features),
         (SELECT count(*) FROM buildings), (SELECT count(*) FROM changes), (SELECT count(*) FROM import_runs))`,
    );

  it('never shows while it runs', async () => {
    const seen: [stage: string, counts: Promise<unknown>][] = [];
    // What is answered once it is done says nothing of it: the import does not wait for who looks on.
    let isDone = false;
    const look = async (): Promise<unknown> => {
      const n = await counts();
      return isDone ? 'late' : n;
    };
    await here.run(taipei, false, (stage) => seen.push([stage, look()]));
    isDone = true;
    expect(seen.map(([stage]) => stage)).toEqual(['areas', 'features', 'buildings', 'finish']);
    const told = await Promise.all(seen.map(([, n]) => n));
    expect(told[0]).toBe('0 0 0 0 0 0');
    expect(new Set(told.filter((n) => n !== 'late'))).toEqual(new Set(['0 0 0 0 0 0']));
    expect(await counts()).toBe('1 7 1 4 1 1');
  });

  it('is nothing when its process is killed, and the next one is not kept waiting', async () => {
    // Another reads a table that the import wants to write: it stops there, and is killed.
    const holder = createPool(here.database.ownerUrl, 'bulk', 1);
    const client = await holder.connect();
    await client.query('BEGIN; LOCK TABLE buildings IN SHARE MODE');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', CHILD],
      {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          MODULE: new URL('./import-manifest.ts', import.meta.url).href,
          URL: here.database.url,
          MANIFEST: JSON.stringify(taipei),
          ROOT: input.root,
        },
      },
    );
    const waits = () =>
      here.one(`SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'jingwei.buildings'::regclass AND NOT granted)`); // prettier-ignore
    await until('it waits at the buildings', async () => (await waits()) === true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await client.query('COMMIT');
    client.release();
    await holder.end();

    const report = await here.run(taipei);
    expect(report.inputs.find((i) => i.noun === 'buildings')).toMatchObject({ inserted: 4 });
    expect(await counts()).toBe('1 7 1 4 1 1');
  });
});

const CHILD = `
  const { default: pg } = await import('pg');
  const { importManifest } = await import(process.env.MODULE);
  const pool = new pg.Pool({ connectionString: process.env.URL, options: '-c search_path=jingwei,public' });
  await importManifest(
    { session: { actor: '', scope: 'all' }, at: new Date() },
    { manifest: JSON.parse(process.env.MANIFEST), root: process.env.ROOT, dry: false },
    { pool, clock: () => new Date(), newId: () => crypto.randomUUID() });
  await pool.end();
`;
