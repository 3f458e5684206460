import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ImportReport } from '#data/import/report.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { angeles, files, taipei } from '#server/import/test-city.ts';

import { root } from './run-step.ts';

interface Said {
  code: number | null;
  out: string;
  err: string;
}

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  // The cluster's user must be able to get there.
  folder = await mkdtemp('/var/tmp/jingwei-import-');
  await chmod(folder, 0o755);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(folder, 'taipei.json'), JSON.stringify(taipei));
  await writeFile(join(folder, 'angeles.json'), JSON.stringify(angeles));
  await writeFile(join(folder, 'wrong.json'), JSON.stringify({ ...taipei, bulidings: [] }));
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Run it from the folder of the manifests, as npm does, with no setting but those given. */
function start(args: string[], env: Record<string, string> = {}) {
  const bare = Object.entries(process.env).filter(([name]) => !/^(JINGWEI_|DATABASE_URL|npm_)/.test(name)); // prettier-ignore
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...args], {
    cwd: root,
    env: { ...Object.fromEntries(bare), INIT_CWD: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Said = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const ended = new Promise<Said>((resolve) =>
    child.on('close', (code) => resolve({ ...said, code })),
  );
  return { child, said, ended };
}
const run = (args: string[], env: Record<string, string> = {}) => start(args, env).ended;

describe('into the private database', () => {
  const own = () => ({ JINGWEI_DATA_DIR: join(folder, 'private') });
  const runs = () => existsSync(join(folder, 'private', 'cluster', 'postmaster.pid'));

  it('an import starts it, brings it up to the program, and stops it again', async () => {
    const dry = await run(['taipei.json', '--dry-run'], own());
    expect([dry.code, dry.out.trim().split('\n').at(-1)]).toEqual([0, 'would change the database']);
    expect(runs()).toBe(false);
    const real = await run(['taipei.json', '--json', 'report.json'], own());
    expect([real.code, real.out.trim().split('\n').at(-1)]).toEqual([0, 'stored']);
    expect(real.out).toContain('    1 refused, duplicate-key: rows 4');
    expect(real.out).toContain('    unplaced: 0 without coordinate, 1 outside every area: rows 5');
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as ImportReport;
    expect(report).toMatchObject({ source: 'little-taipei', dry: false, changed: true });
    const again = await run(['taipei.json'], own());
    expect([again.code, again.out.trim().split('\n').at(-1)]).toEqual([0, 'unchanged']);
    const other = await run(['angeles.json'], own());
    expect([other.code, other.out]).toEqual([
      1,
      expect.stringMatching(/refused, other-district: /),
    ]);
    expect(runs()).toBe(false);
  });

  it('one that is stopped leaves nothing, and no database running', async () => {
    // Somebody has promised the rest of a file, and never sends it.
    execFileSync('sh', ['-c', 'mkfifo "$1"', 'sh', join(folder, 'never.csv')]);
    const [incidents] = angeles.incidents!;
    const promised = { ...angeles, incidents: [{ ...incidents!, file: 'never.csv' }] };
    await writeFile(join(folder, 'promised.json'), JSON.stringify(promised));
    const env = { JINGWEI_DATA_DIR: join(folder, 'stopped') };
    const pid = join(folder, 'stopped', 'cluster', 'postmaster.pid');
    const { child, said, ended } = start(['promised.json'], env);
    const writer = spawn('sh', ['-c', `exec sleep 600 > '${join(folder, 'never.csv')}'`]);
    try {
      const until = Date.now() + 60_000;
      while (!(existsSync(pid) && /ready/.test(await readFile(pid, 'utf8')))) {
        if (Date.now() > until) throw new Error(`it never started: ${said.err}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 1, err: 'stopped: nothing of it is stored\n' });
      expect(existsSync(pid)).toBe(false);
    } finally {
      writer.kill();
    }
  });
});

describe('into a database of the customer’s', () => {
  it('by the server’s role', async () => {
    const env = { DATABASE_URL: database.url };
    const real = await run(['angeles.json'], env);
    expect([real.code, real.out]).toEqual([0, expect.stringMatching(/of 4 placed incidents 2 in none, 1 in several\nstored\n$/)]); // prettier-ignore
    expect((await run([join(folder, 'angeles.json'), '--root', '.'], env)).out).toMatch(/unchanged\n$/); // prettier-ignore
    const { rows } = await database.ownerPool.query('SELECT count(*)::int AS n FROM incidents');
    expect(rows).toEqual([{ n: 5 }]);
  });

  it('that was never migrated, or does not answer, is refused in a sentence', async () => {
    const url = new URL(database.url);
    await database.ownerPool.query('CREATE DATABASE bare');
    try {
      url.pathname = 'bare';
      const bare = await run(['taipei.json'], { DATABASE_URL: url.href });
      expect([bare.code, bare.err]).toEqual([1, expect.stringMatching(/^Migrations are due \(1 ground, .*\): npm run migrate makes them/)]); // prettier-ignore
    } finally {
      await database.ownerPool.query('DROP DATABASE bare WITH (FORCE)');
    }
    url.pathname = 'nowhere';
    const gone = await run(['taipei.json'], { DATABASE_URL: url.href });
    expect([gone.code, gone.err]).toEqual([1, expect.stringMatching(/^The database does not answer: [^\n]*\n$/)]); // prettier-ignore
  });
});

describe('what is said wrongly', () => {
  it.each<[string, string[], Record<string, string>, RegExp]>([
    ['no manifest', [], {}, /^npm run import -- MANIFEST/],
    ['one that there is not', ['none.json'], {}, /none\.json cannot be read as a manifest: ENOENT/],
    ['one with a misspelt key', ['wrong.json'], {}, /bad-manifest:\n {2}manifest: unknown key bulidings/],
    ['one of ours without its data', [join(root, 'data/import/manifests/taipei.json')], {}, /say --root DIR or set JINGWEI_TRIAL_DATA/],
    ['a flag that there is not', ['taipei.json', '--dry'], {}, /Unknown option '--dry'/],
    ['a setting that there is not', ['taipei.json'], { JINGWEI_FOO: '1' }, /JINGWEI_FOO is no setting/],
  ])('%s', async (_, args, env, sentence) => {
    const { code, out, err } = await run(args, env);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toContain('    at ');
  }); // prettier-ignore

  it('help is given', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, out: expect.stringMatching(/--dry-run/), err: '' }); // prettier-ignore
  });
});
