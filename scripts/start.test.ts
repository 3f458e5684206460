import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';

import {
  clusterUrl,
  DATABASE,
  isAlive,
  OWNER_ROLE,
  SERVER_ROLE,
} from '#server/db/private-cluster.ts';

import { freePort } from './flows/product.ts';
import { root } from './run-step.ts';

/** A start is long on a busy machine; nothing here is about how long. */
const PATIENT = 300_000;
const isRoot = process.getuid?.() === 0;

const folders: string[] = [];
const running = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}, PATIENT);

/** A folder that the database's user may enter, unlike the one for temporary files of some machines. */
async function makeFolder(): Promise<string> {
  const folder = await mkdtemp('/var/tmp/jingwei-start-');
  folders.push(folder);
  return folder;
}

/** A started product, as its user has it before them. */
interface Started {
  child: ChildProcess;
  port: number;
  /** Of the private database. */
  folder: string;
  output: () => string;
  ended: Promise<number | null>;
}

/** `npm start`, or the server itself as npm would start it, as the leader of a process group as a shell makes one. */
function launch(
  by: 'npm' | 'node',
  given: { folder: string; port: number; env?: Record<string, string>; checkout?: string },
): Started {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(JINGWEI_|npm_|DATABASE_URL|HOST$|PORT$|VITEST|NODE_ENV)/.test(name)) env[name] = value;
  }
  const [command, ...args] =
    by === 'npm' ? ['npm', 'start'] : [process.execPath, '--import', 'tsx', 'scripts/start.ts'];
  const child = spawn(command!, args, {
    cwd: given.checkout ?? root,
    env: {
      ...env,
      PORT: String(given.port),
      JINGWEI_DATA_DIR: given.folder,
      JINGWEI_SAMPLE: 'none',
      ...given.env,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const take = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, port: given.port, folder: given.folder, output: () => output, ended };
}

/** Wait until something holds; fails with what was printed when the product ends before. */
async function until(started: Started, holds: () => boolean | Promise<boolean>): Promise<void> {
  let over = false;
  void started.ended.then(() => (over = true));
  while (!(await holds())) {
    if (over) throw new Error(`it ended:\n${started.output()}`);
    await pause(20);
  }
}
const ready = (started: Started): Promise<void> =>
  until(started, () => /^ready http/m.test(started.output()));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function ask(port: number, path: string): Promise<{ status: number; text: string } | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** The processes of a running product. */
function processes({ folder }: Started): { server: number; database: number } {
  const lock = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number };
  const postmaster = readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8');
  return { server: lock.pid, database: Number(postmaster.split('\n')[0]) };
}

/** Whether a port can be listened on. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Send a signal, wait for the end of all of it and say what that took. */
async function endBy(
  started: Started,
  what: string,
  signal: () => void,
  pids: number[],
): Promise<void> {
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(2);
  signal();
  const code = await started.ended;
  const itself = seconds();
  while (pids.some(isAlive) || !(await isFree(started.port))) await pause(10);
  console.log(`${what}: it ended with ${code} after ${itself} s, all of it after ${seconds()} s`);
  const said = started.output().slice(-600);
  expect(existsSync(join(started.folder, 'lock')), said).toBe(false);
  expect(existsSync(join(started.folder, 'cluster/postmaster.pid')), said).toBe(false);
}

describe('stopping', () => {
  it.each([
    ['SIGTERM', 'the server', 'node'],
    ['SIGINT', 'the server', 'node'],
    ['SIGTERM', 'npm start', 'npm'],
    ['SIGINT', 'npm start', 'npm'],
    ['SIGINT', 'all of them, as Ctrl-C', 'npm'],
    ['SIGKILL', 'npm start', 'npm'],
  ] as const)(
    '%s to %s ends server and database, and frees port and lock',
    async (signal, whom, by) => {
      const started = launch(by, { folder: await makeFolder(), port: await freePort() });
      await ready(started);
      const { server, database } = processes(started);
      const to =
        whom === 'the server'
          ? server
          : whom === 'npm start'
            ? started.child.pid!
            : -started.child.pid!;
      const send = (): void => void process.kill(to, signal);
      await endBy(started, `${signal} to ${whom}`, send, [server, database]);
      expect(await ask(started.port, '/api/health')).toBeNull();
    },
    PATIENT,
  );

  it.each([
    ['the cluster is made', 'none', (s: Started) => existsSync(join(s.folder, 'cluster.new'))],
    ['it is migrated', 'none', (s: Started) => /^ +\d+ % {2}migrate:/m.test(s.output())],
    ['the sample is made', 'street', (s: Started) => /^ +\d+ % {2}sample:/m.test(s.output())],
    ['the sample is stored', 'street', (s: Started) => /^ +\d+ % {2}load:/m.test(s.output())],
  ] as const)(
    'during a first start, while %s, is no other; the next start is whole',
    async (_, size, reached) => {
      const folder = await makeFolder();
      const env = { JINGWEI_SAMPLE: size, JINGWEI_SIGN_IN: 'no' };
      const first = launch('npm', { folder, port: await freePort(), env });
      await until(first, () => reached(first));
      expect(first.output()).not.toMatch(/^ready/m);
      const pid = join(folder, 'cluster/postmaster.pid');
      const database = existsSync(pid) ? [Number(readFileSync(pid, 'utf8').split('\n')[0])] : [];
      const { pid: server } = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as {
        pid: number;
      };
      const send = (): void => void first.child.kill('SIGTERM');
      await endBy(first, `SIGTERM while ${_}`, send, [server, ...database]);

      const second = launch('npm', { folder, port: await freePort(), env });
      await ready(second);
      const district = JSON.parse((await ask(second.port, '/api/district'))!.text) as {
        empty: boolean;
        sample: { size: string } | null;
      };
      expect([district.empty, district.sample?.size ?? 'none']).toEqual([size === 'none', size]);
      second.child.kill('SIGTERM');
      await second.ended;
    },
    PATIENT,
  );
});

describe('starting', () => {
  it(
    'answers from the beginning and says how far it has come; a second start learns who is there',
    async () => {
      const started = launch('npm', { folder: await makeFolder(), port: await freePort() });
      const { port, folder } = started;
      let page: Awaited<ReturnType<typeof ask>> = null;
      await until(started, async () => (page = await ask(port, '/watch')) !== null);
      expect(started.output()).not.toMatch(/^ready/m);
      expect(page!.status).toBe(200);
      expect(page!.text).toContain('<progress');
      const health = (await ask(port, '/api/health'))!;
      expect(health.status).toBe(503);
      expect(JSON.parse(health.text)).toEqual({
        reason: 'starting',
        detail: expect.any(String),
        state: 'starting',
        stage: expect.stringMatching(/^(database|migrate|screens|memory)$/),
        done: expect.any(Number),
        total: 100,
      });
      expect((await ask(port, '/boot/boot.js'))!.status).toBe(200);
      expect((await ask(port, '/api/incidents'))!.status).toBe(503);

      await ready(started);
      expect(started.output().match(/^ready .*$/gm)).toEqual([`ready http://127.0.0.1:${port}`]);
      expect(started.output()).toMatch(/^ +\d+ % {2}migrate/m);
      const after = (await ask(port, '/api/health'))!;
      expect([after.status, JSON.parse(after.text)]).toEqual([
        200,
        {
          state: 'alive',
          database: 'reachable',
          migrations: { applied: expect.any(Number), known: expect.any(Number) },
          newestFixAgeS: null,
          changeNo: 0,
          epoch: expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      ]);
      expect((await ask(port, '/watch'))!.status).toBe(200);

      // On the same private database, whatever the port.
      const { server, database } = processes(started);
      for (const other of [port, await freePort()]) {
        const second = launch('npm', { folder, port: other });
        expect(await second.ended).toBe(1);
        expect(second.output()).toContain(
          `A server runs on this private database already: process ${server}, http://127.0.0.1:${port}.`,
        );
      }
      // On another, at the same port.
      const third = launch('npm', { folder: await makeFolder(), port });
      expect(await third.ended).toBe(1);
      expect(third.output()).toContain(`Port ${port} is in use`);
      expect((await ask(port, '/api/health'))!.status).toBe(200);

      // What it is to the database: the server's role, and nothing else.
      const client = new pg.Client({
        connectionString: clusterUrl({ socketDir: join(folder, 's') }, OWNER_ROLE, DATABASE),
      });
      await client.connect();
      const { rows } = await client.query<{ role: string }>(
        `SELECT DISTINCT usename AS role FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
        [DATABASE],
      );
      await client.end();
      expect(rows).toEqual([{ role: SERVER_ROLE }]);

      const send = (): void => void started.child.kill('SIGTERM');
      await endBy(started, 'SIGTERM to npm start', send, [server, database]);
    },
    PATIENT,
  );

  it.each([
    [{ JINGWEI_SAMPEL: 'street' }, 'JINGWEI_SAMPEL is no setting'],
    [{ HOST: '0.0.0.0', JINGWEI_SIGN_IN: 'no' }, 'HOST=0.0.0.0 would be open to the network'],
  ])(
    'with %o refuses and names it',
    async (env, said) => {
      const started = launch('npm', { folder: await makeFolder(), port: await freePort(), env });
      expect(await started.ended).toBe(1);
      expect(started.output()).toContain(said);
      // Nothing was begun.
      expect(existsSync(join(started.folder, 'cluster'))).toBe(false);
    },
    PATIENT,
  );

  it(
    'opens to the network when told, and says so to the screen',
    async () => {
      const env = { HOST: '0.0.0.0', JINGWEI_OPEN: 'yes' };
      const started = launch('node', { folder: await makeFolder(), port: await freePort(), env });
      // As root without a user to become it refuses; the tests' own user may be that.
      await ready(started);
      const district = JSON.parse((await ask(started.port, '/api/district'))!.text) as {
        openToNetwork: boolean;
      };
      expect(district.openToNetwork).toBe(true);
      started.child.kill('SIGTERM');
      expect(await started.ended).toBe(0);
    },
    PATIENT,
  );
});

/** Who a process is, as the kernel has it: real, effective, saved and file-system ids. */
function idsOf(pid: number): { uid: number[]; gid: number[]; groups: number[] } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const of = (name: string): number[] =>
    (new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '')
      .split(/\s+/)
      .filter((id) => id !== '')
      .map(Number);
  return { uid: of('Uid'), gid: of('Gid'), groups: of('Groups') };
}

describe.skipIf(!isRoot)('started as root (these need to be it)', () => {
  it(
    'gives up root before it listens',
    async () => {
      const started = launch('node', { folder: await makeFolder(), port: await freePort() });
      await until(started, async () => (await ask(started.port, '/watch')) !== null);
      const { uid, gid, groups } = idsOf(started.child.pid!);
      expect(uid).toHaveLength(4);
      for (const id of [...uid, ...gid, ...groups]) expect(id).not.toBe(0);
      await ready(started);
      expect(started.output()).toMatch(/^root is given up: this is postgres now$/m);
      const { database } = processes(started);
      expect(idsOf(database).uid).toEqual(uid);
      started.child.kill('SIGTERM');
      expect(await started.ended).toBe(0);
    },
    PATIENT,
  );

  it(
    'keeps it where the checkout cannot be read by others, says so, and serves loopback only',
    async () => {
      const closed = await makeFolder();
      const checkout = join(closed, 'checkout');
      for (const path of ['data', 'server', 'scripts', 'package.json', 'tsconfig.json']) {
        cpSync(join(root, path), join(checkout, path), { recursive: true });
      }
      symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
      mkdirSync(join(checkout, 'web/dist'), { recursive: true });
      await writeFile(join(checkout, 'web/dist/index.html'), '<!doctype html>');
      // mkdtemp made it 0700, of root.
      const folder = join(checkout, '.jingwei');
      const port = await freePort();
      const open = { HOST: '0.0.0.0', JINGWEI_OPEN: 'yes' };
      const refused = launch('node', { folder, port, checkout, env: open });
      expect(await refused.ended).toBe(1);
      expect(refused.output()).toContain('HOST=0.0.0.0: root serves no network');

      const started = launch('node', { folder, port, checkout });
      await ready(started);
      expect(started.output()).toMatch(/may not read .*so the server stays root and serves this/);
      expect(idsOf(started.child.pid!).uid).toEqual([0, 0, 0, 0]);
      expect(await listeners(port)).toEqual(['127.0.0.1']);
      // Nor can the database lie there; it says where it lies instead.
      const moved = /lies in (\/var\/lib\/jingwei\/\S+)$/m.exec(started.output())?.[1];
      expect(moved).toBeDefined();
      folders.push(moved!);
      const { database } = processes({ ...started, folder: moved! });
      expect(idsOf(database).uid).not.toContain(0);
      // The screens are due, and yet a start that is refused leaves those of the one that runs.
      await writeFile(join(checkout, 'vite.config.ts'), 'throw new Error()');
      const second = launch('node', { folder: await makeFolder(), port, checkout });
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain(`Port ${port} is in use`);
      expect(second.output()).not.toContain('the screens are being built');
      started.child.kill('SIGTERM');
      expect(await started.ended).toBe(0);
      expect([isAlive(database), existsSync(join(moved!, 'lock'))]).toEqual([false, false]);
    },
    PATIENT,
  );
});

/** The addresses of this machine on which somebody listens at a port: what is taken is not free. */
async function listeners(port: number): Promise<string[]> {
  const taken: string[] = [];
  for (const host of ['127.0.0.1', '127.0.0.2']) {
    const server: Server = createServer();
    const free = await new Promise<boolean>((resolve) => {
      server.on('error', () => resolve(false));
      server.listen(port, host, () => resolve(true));
    });
    if (free) server.close();
    else taken.push(host);
  }
  return taken;
}
