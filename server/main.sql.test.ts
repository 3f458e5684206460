import { randomUUID } from 'node:crypto';

import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Feed, JoinAnswer } from '#data/wire/messages.ts';

import { readConfig } from './config.ts';
import { migrate, readMigrations } from './db/migrate.ts';
import { createPool } from './db/pool.ts';
import { SERVER_ROLE } from './db/private-cluster.ts';
import { testDatabase } from './db/test-database.ts';
import { startServer, type StartedServer } from './main.ts';

/** The cluster beside whose database each test makes one of its own, as a customer's administrator would. */
let cluster: Awaited<ReturnType<typeof testDatabase>>;
beforeAll(async () => {
  cluster = await testDatabase();
});
const drops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const drop of drops.splice(0)) await drop();
});
afterAll(() => cluster.drop());

async function given(): Promise<{ DATABASE_URL: string; JINGWEI_OWNER_URL: string }> {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await cluster.ownerPool.query(`CREATE DATABASE ${name}`);
  drops.push(() => cluster.ownerPool.query(`DROP DATABASE ${name} WITH (FORCE)`));
  const at = (address: string): string => {
    const url = new URL(address);
    url.pathname = name;
    return url.href;
  };
  return { DATABASE_URL: at(cluster.url), JINGWEI_OWNER_URL: at(cluster.ownerUrl) };
}

async function start(env: Record<string, string>): Promise<StartedServer> {
  const settings = { PORT: '0', JINGWEI_LOG: 'silent', JINGWEI_SIGN_IN: 'no', ...env };
  return startServer(readConfig(settings), { screens: null });
}
/** Start on a database of the customer's and stop again; the district as it is served meanwhile. */
async function tryStart(env: Record<string, string>): Promise<{ empty: boolean; sample: unknown }> {
  const server = await start(env);
  try {
    const answer = await fetch(`${server.url}/api/district`);
    return (await answer.json()) as { empty: boolean; sample: unknown };
  } finally {
    await server.close();
  }
}
async function feedsOf(url: string): Promise<Record<string, string | null>> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  try {
    const answer = await new Promise<JoinAnswer>((resolve, reject) => {
      socket.on('connect_error', reject);
      socket.emit('join', {}, resolve);
    });
    const feeds: Feed[] = answer.kind === 'snapshot' ? answer.snapshot.feeds.feeds : [];
    return Object.fromEntries(feeds.map(({ key, newestAt }) => [key, newestAt]));
  } finally {
    socket.disconnect();
  }
}
async function asOwner(env: { JINGWEI_OWNER_URL: string }, sql: string): Promise<void> {
  const owner = createPool(env.JINGWEI_OWNER_URL, 'bulk', 1);
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}

describe('a database given by DATABASE_URL', () => {
  it('that lacks migrations is refused without its owner, and migrated with it', async () => {
    const { DATABASE_URL, JINGWEI_OWNER_URL } = await given();
    const known = await readMigrations();
    await expect(start({ DATABASE_URL })).rejects.toThrow(
      new RegExp(`Migrations are due \\(1 ${known[0]!.name}[^]*JINGWEI_OWNER_URL`),
    );
    // Empty it was and empty it stays: no sample is made in it unasked.
    const served = await tryStart({ DATABASE_URL, JINGWEI_OWNER_URL });
    expect(served).toMatchObject({ empty: true, sample: null });
    expect(await tryStart({ DATABASE_URL })).toMatchObject({ empty: true });
  });

  it('that is newer than the program is refused', async () => {
    const env = await given();
    const known = await readMigrations();
    const newer = { no: known.length + 1, name: 'newer', checksum: 'x', sql: 'SELECT 1;' };
    const owner = createPool(env.JINGWEI_OWNER_URL, 'bulk', 2);
    await migrate(owner, SERVER_ROLE, [...known, newer]);
    await owner.end();
    await expect(start({ DATABASE_URL: env.DATABASE_URL })).rejects.toThrow(
      /older than its database/,
    );
    await expect(start(env)).rejects.toThrow(/older than its database/);
  });

  it('by a role that owns it is refused', async () => {
    const { JINGWEI_OWNER_URL } = await given();
    await expect(start({ DATABASE_URL: JINGWEI_OWNER_URL, JINGWEI_OWNER_URL })).rejects.toThrow(
      /must own nothing/,
    );
  });

  it('that is not there is named, without its password', async () => {
    const { DATABASE_URL } = await given();
    const url = new URL(DATABASE_URL);
    url.pathname = 'nowhere';
    url.password = 'geheim';
    const said = await start({ DATABASE_URL: url.href }).catch((error: Error) => error.message);
    expect(said).toMatch(/^The database does not answer: .*nowhere/);
    expect(said).not.toContain('geheim');
  });

  it('gets no sample where any table holds a row', async () => {
    const env = await given();
    await tryStart(env);
    const asked = { ...env, JINGWEI_SAMPLE: 'street' };
    for (const [table, row] of [
      ['people', `INSERT INTO people (id, name, source_key) VALUES (1, '甲', '1')`],
      ['changes', `SELECT append_change(now(), 'district', 'imported', '{}')`],
      ['fixes', `SELECT ensure_fix_days(current_date, current_date); INSERT INTO fixes (unit_id, measured_at, received_at, lng_e7, lat_e7) VALUES (1, now(), now(), 1, 1)`], // prettier-ignore
    ] as const) {
      await asOwner(env, row);
      await expect(start(asked)).rejects.toThrow(
        new RegExp(`JINGWEI_SAMPLE=street: a sample goes only into an empty database.*${table}`),
      );
      await asOwner(env, `TRUNCATE ${table} CASCADE`);
    }
    // Without its owner it is not even tried.
    const { DATABASE_URL } = env;
    await expect(start({ DATABASE_URL, JINGWEI_SAMPLE: 'street' })).rejects.toThrow(
      /JINGWEI_OWNER_URL/,
    );
  });
});

it('says nothing of a database that is lost, but that it is', async () => {
  const env = await given();
  await tryStart(env);
  const { DATABASE_URL } = env;
  const server = await start({ DATABASE_URL });
  try {
    for (const drop of drops.splice(0)) await drop();
    for (const path of ['/api/district', '/api/incidents', '/api/areas/packed']) {
      const answer = await fetch(`${server.url}${path}`);
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(await answer.json()).toEqual({
        reason: expect.stringMatching(/^(busy|internal)$/),
        detail: '',
      });
    }
    const health = await fetch(`${server.url}/api/health`);
    expect([health.status, await health.json()]).toEqual([
      503,
      {
        state: 'alive',
        database: 'unreachable',
        migrations: { applied: null, known: expect.any(Number) },
        newestFixAgeS: null,
      },
    ]);
  } finally {
    await server.close();
  }
});

it('misses, once started again, a source that has said that it is there', async () => {
  const env = await given();
  const at = '2026-01-15T07:59:58.000Z';
  const beat = async (url: string, key: string, saidAt: string): Promise<void> => {
    const answer = await fetch(`${url}/api/feeds/${key}/heartbeat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ at: saidAt }),
    });
    expect(answer.status).toBe(200);
  };
  const first = await start(env);
  try {
    expect(await feedsOf(first.url)).toEqual({ fixes: null, intake: null, cameras: null });
    await beat(first.url, 'intake', at);
    await beat(first.url, 'intake', '2026-01-15T07:00:00.000Z');
  } finally {
    await first.close();
  }
  const again = await start({ DATABASE_URL: env.DATABASE_URL });
  try {
    expect(await feedsOf(again.url)).toEqual({ fixes: null, intake: at, cameras: null });
  } finally {
    await again.close();
  }
});
