import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { freePort } from './flows/product.ts';
import {
  PATIENT,
  ask,
  endAll,
  endBy,
  launch,
  makeFolder,
  processes,
  ready,
  until,
  type Started,
} from './started.ts';

afterAll(endAll, PATIENT);

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
