import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { dumpDatabase } from '#server/db/dump.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startTestApp } from '#server/test-app.ts';

import { root } from './run-step.ts';

let from: TestDatabase;
let to: TestDatabase;
let folder: string;
beforeAll(async () => {
  [from, to] = [await testDatabase(), await testDatabase()];
  folder = await mkdtemp(join(tmpdir(), 'jingwei-db-'));
  await from.ownerPool.query(`INSERT INTO district (code, name) VALUES ('D', '吴中区')`);
  await to.ownerPool.query(`INSERT INTO district (code, name) VALUES ('E', '栖霞区')`);
});
afterAll(async () => {
  await Promise.all([from.drop(), to.drop()]);
  await rm(folder, { recursive: true });
});

/** As its owner has it: both addresses set; `bare` without the owner's. */
function run(database: TestDatabase, args: string[], bare = false) {
  const kept = Object.entries(process.env).filter(([name]) => !/^(JINGWEI_|DATABASE_URL|npm_)/.test(name)); // prettier-ignore
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/db.ts', ...args], {
    cwd: root,
    env: {
      ...Object.fromEntries(kept),
      INIT_CWD: folder,
      DATABASE_URL: database.url,
      ...(bare ? {} : { JINGWEI_OWNER_URL: database.ownerUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  );
}
const nameOf = async (database: TestDatabase): Promise<string> =>
  (await database.ownerPool.query<{ name: string }>('SELECT name FROM district')).rows[0]!.name;

it('a dump goes to where it is said from, for its owner alone to read', async () => {
  const dumped = await run(from, ['dump', 'today.dump']);
  expect(dumped).toMatchObject({ code: 0, out: expect.stringMatching(/today\.dump: version \d+, epoch [0-9a-f-]{36}, as of 20/), err: '' }); // prettier-ignore
  expect((await stat(join(folder, 'today.dump'))).mode & 0o777).toBe(0o600);
});

it('a restore takes away what is there only when told to', async () => {
  const refused = await run(to, ['restore', 'today.dump']);
  expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^This database is not empty \(district\)\. Restore with --replace/) }); // prettier-ignore
  expect(await nameOf(to)).toBe('栖霞区');
  const restored = await run(to, ['restore', 'today.dump', '--replace']);
  expect(restored).toMatchObject({
    code: 0,
    out: expect.stringMatching(/epoch [0-9a-f-]{36} begins/),
  });
  expect(await nameOf(to)).toBe('吴中区');
});

it('psql is the owner’s shell', async () => {
  const said = await run(to, ['psql', '-Atc', 'SELECT current_user, name FROM district']);
  expect(said).toEqual({ code: 0, out: 'jingwei_owner|吴中区\n', err: '' });
  expect((await run(to, ['psql', '-c', 'SELECT FROM nothing'])).code).toBe(1);
});

it('what is not the owner’s, or not understood, is refused in a sentence', async () => {
  expect(await run(to, ['dump', 'x'], true)).toMatchObject({ code: 1, err: 'This is done by the owner: set JINGWEI_OWNER_URL.\n' }); // prettier-ignore
  expect(await run(to, ['where'], true)).toMatchObject({ code: 0, out: expect.stringMatching(/^given by DATABASE_URL: /) }); // prettier-ignore
  expect(await run(to, ['dmup', 'x'])).toMatchObject({ code: 1, err: expect.stringMatching(/^npm run db -- dump FILE/) }); // prettier-ignore
  expect(await run(to, ['restore', 'nothing'])).toMatchObject({ code: 1, err: expect.stringMatching(/nothing cannot be read: ENOENT/) }); // prettier-ignore
  expect(await run(to, ['--help'])).toMatchObject({ code: 0, err: '' });
});

/** A day of positions for each of these days, of unit 1; null is today. */
async function walk(database: TestDatabase, days: (string | null)[]): Promise<void> {
  const { ownerPool } = database;
  await ownerPool.query(`INSERT INTO units (id, code, kind, name, source_key) VALUES (1, 'U1', 'worker', 'u', '1') ON CONFLICT DO NOTHING`); // prettier-ignore
  for (const day of days) {
    await ownerPool.query(`SELECT ensure_fix_days(coalesce($1::date, current_date), coalesce($1::date, current_date))`, [day]); // prettier-ignore
    await ownerPool.query(
      `INSERT INTO fixes (unit_id, measured_at, received_at, lng_e7, lat_e7) SELECT 1, t, t, 1188000000, 320000000 FROM (SELECT coalesce($1::date, current_date)::timestamptz AS t) d`,
      [day],
    );
  }
}
/** How many fixes there are, and tables of days before this year's. */
const walked = async (database: TestDatabase): Promise<{ fixes: number; old: number }> =>
  (
    await database.ownerPool.query<{ fixes: number; old: number }>(
      `SELECT (SELECT count(*)::int FROM fixes) AS fixes, (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'jingwei' AND tablename ~ '^fixes_20(19|20)') AS old`,
    )
  ).rows[0]!;

it('a dump holds no position past its age, nor does what it was made of', async () => {
  await walk(from, ['2019-12-31', '2020-01-01', null]);
  expect(await walked(from)).toEqual({ fixes: 3, old: 2 });
  expect(await run(from, ['dump', 'later.dump'])).toMatchObject({ code: 0, err: '' });
  expect(await walked(from)).toEqual({ fixes: 1, old: 0 });
  const restored = await run(to, ['restore', 'later.dump', '--replace']);
  expect(restored).toMatchObject({ code: 0, err: '' });
  expect(await walked(to)).toEqual({ fixes: 1, old: 0 });
});

it('of an old dump what is past its age is deleted by the next start, before anybody is answered', async () => {
  await walk(from, ['2020-01-01']);
  const given = { owner: from.ownerPool, ownerUrl: from.ownerUrl, pgBin: null, clock: () => new Date() }; // prettier-ignore
  await dumpDatabase(given, join(folder, 'old.dump'));
  expect(await run(to, ['restore', 'old.dump', '--replace'])).toMatchObject({ code: 0, err: '' });
  expect(await walked(to)).toEqual({ fixes: 2, old: 1 });
  const server = await startTestApp(to.pool);
  expect(await walked(to)).toEqual({ fixes: 1, old: 0 });
  await server.close();
});
