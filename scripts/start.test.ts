import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
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
import {
  PATIENT,
  ask,
  endAll,
  folders,
  endBy,
  launch,
  makeFolder,
  processes,
  ready,
  until,
} from './started.ts';

const isRoot = process.getuid?.() === 0;
afterAll(endAll, PATIENT);

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
