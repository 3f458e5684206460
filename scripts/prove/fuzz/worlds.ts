import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';

import { testDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { headAnswers } from '#server/security-headers.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { startTestApp } from '#server/test-app.ts';

import { startProduct } from '../../flows/product.ts';

import type { Known } from './requests.ts';

/** A server to be asked, and by whom: signed out first. */
export interface World {
  url: string;
  /** Who asks; `enter` begins a session of theirs. */
  callers: { name: string; enter: (() => Promise<string>) | null }[];
  known: Known;
  /** Bytes that the server's process holds; null where it is this one. */
  memory: (() => number) | null;
  isAlive: () => boolean;
  stop: () => Promise<void>;
}

/** An administrator, roles with a part of the district and with nearly nothing, and who draws and publishes. */
const ROLES = ['administrator', 'worker', 'duty-leader', 'planner', 'publisher'] as const;
const signedOut = { name: 'signed out', enter: null };

/** The whole server in this process, over a drawing of nine cells. */
export async function startSmallWorld(): Promise<World> {
  const database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(`INSERT INTO categories VALUES ('fire', '火情', 'Fire', 1)`);
  await ownerPool.query(
    `INSERT INTO units (id, code, kind, name, home_area_id, on_duty, source_key) VALUES (1, 'U1', 'worker', 'u', 1, TRUE, '1')`,
  );
  const server = await startTestApp(database.pool, undefined, null, {
    asked: true,
    proxies: ['127.0.0.1'],
  });
  headAnswers(server.app.server);
  const url = await server.app.listen({ port: 0, host: '127.0.0.1' });
  let people = 3_000;
  return {
    url,
    callers: [
      signedOut,
      ...ROLES.map((role) => ({
        name: role,
        enter: () => insertTestSession(ownerPool, { personId: people++, role, areaId: role === 'worker' ? 101 : null, at: new Date() }), // prettier-ignore
      })),
    ],
    known: { areas: [1, 2, 100, 101], units: [1, 'U1'], editions: [1], incidents: [randomUUID()] },
    memory: null,
    isAlive: () => true,
    stop: async () => {
      await server.close();
      await database.drop();
    },
  };
}

/** The product in a process of its own, with the sample of a street and its demo accounts. */
export async function startProductWorld(): Promise<World> {
  const product = await startProduct({
    env: { JINGWEI_SIGN_IN: 'yes', JINGWEI_PROXIES: '127.0.0.1', JINGWEI_LOG: 'error' },
  });
  const { url } = product;
  const enter = async (name: string): Promise<string> => {
    for (;;) {
      const answer = await fetch(`${url}/api/sessions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: url },
        body: JSON.stringify({ name, password: 'jingwei-demo' }),
      });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0];
      if (answer.status === 200 && cookie) return cookie;
      const wait = Number(answer.headers.get('retry-after'));
      if (answer.status !== 429 || !(wait > 0))
        throw new Error(`${name} cannot sign in: ${answer.status} ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 1000 * wait));
    }
  };
  const cookie = await enter('duty-leader');
  const read = async (path: string): Promise<Record<string, unknown>> =>
    (await (await fetch(url + path, { headers: { cookie } })).json()) as Record<string, unknown>;
  const units = (await read('/api/units')) as unknown as { id: number; code: string }[];
  const incidents = (await read('/api/incidents'))['incidents'] as { id: string }[] | undefined;
  return {
    url,
    callers: [signedOut, ...ROLES.map((name) => ({ name, enter: () => enter(name) }))],
    known: {
      areas: [1, 2, 3, 10, 50, 100],
      buildings: [1, 2, 3, 100],
      sites: [1, 2, 3],
      editions: [1, 2],
      units: units.slice(0, 10).flatMap(({ id, code }) => [id, code]),
      incidents: (incidents ?? []).slice(0, 10).map(({ id }) => id),
      people: [1, 2, 3],
      organisations: [1, 2, 3],
    },
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.process.pid}/status`, 'utf8'))![1]) * 1024, // prettier-ignore
    isAlive: () => product.process.exitCode === null,
    stop: () => product.stop(),
  };
}
