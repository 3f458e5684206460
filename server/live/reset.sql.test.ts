import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Unit } from '#data/units/unit.ts';
import { createColumns } from '#data/wire/columns.ts';
import { applyFrame } from '#data/wire/frame.ts';
import { readConfig } from '#server/config.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { startServer, type StartedServer } from '#server/main.ts';

import { appendChange } from './append-change.sql.ts';
import { connectStrictly } from './strict-console.ts';

let database: TestDatabase;
let server: StartedServer;
beforeAll(async () => {
  database = await testDatabase();
  const env = { DATABASE_URL: database.url, JINGWEI_OWNER_URL: database.ownerUrl, PORT: '0', JINGWEI_LOG: 'silent', JINGWEI_SIGN_IN: 'no' }; // prettier-ignore
  server = await startServer(readConfig(env), { screens: null });
});
afterAll(async () => {
  await server.close();
  await database.drop();
});

const codes = async (): Promise<string[]> => {
  const answer = await fetch(`${server.url}/api/units`);
  return ((await answer.json()) as Unit[]).map((unit) => unit.code);
};
const insertUnit = (id: number): Promise<unknown> =>
  database.ownerPool.query(
    `INSERT INTO units (id, code, kind, name, on_duty, source_key) VALUES ($1::int, 'U' || $1, 'worker', '王', true, $1::text)`,
    [id],
  );
const until = async (what: string, holds: () => Promise<boolean> | boolean): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

it('a database that was put back is in the memory of the server, and on the screens', async () => {
  const seen = createColumns(0);
  const console = connectStrictly(server.url, {
    onFrame: (bytes, acknowledge) => {
      applyFrame(seen, bytes);
      acknowledge();
    },
  });
  try {
    await until('it joins', () => console.cursor !== null);
    expect(await codes()).toEqual([]);
    await insertUnit(1);
    await database.ownerPool.query('UPDATE stream SET epoch = gen_random_uuid()');
    await until('the server knows it', async () => (await codes()).join() === 'U1');
    await until('the screen knows it', () => console.snapshot?.units.length === 1);
    expect([console.answers, console.failures]).toEqual([['snapshot', 'snapshot'], []]);
    // One that walks about, and is nobody after the next time.
    await insertUnit(7);
    await database.ownerPool.query('UPDATE stream SET epoch = gen_random_uuid()');
    await until('the server knows it', async () => (await codes()).join() === 'U1,U7');
    const fix = (unit: string) => ({
      unit,
      measuredAt: new Date().toISOString(),
      lng: 118.7,
      lat: 32,
    });
    await fetch(`${server.url}/api/fixes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fixes: [fix('U1'), fix('U7')] }),
    });
    await until('both are seen', () => seen.count === 2);
    await database.ownerPool.query('DELETE FROM fixes; DELETE FROM units WHERE id = 7; UPDATE stream SET epoch = gen_random_uuid()'); // prettier-ignore
    await until('nobody is seen', () => seen.count === 0);
    expect(await codes()).toEqual(['U1']);
    expect(console.failures).toEqual([]);
  } finally {
    console.stop();
  }
});

it('an import while the database is hardly to be reached is in the memory of the server in the end', async () => {
  await insertUnit(2);
  const holds = await database.ownerPool.connect();
  try {
    // Reading units waits for this, and is ended by whoever ends its connection.
    await holds.query('BEGIN');
    await holds.query('LOCK TABLE units IN ACCESS EXCLUSIVE MODE');
    const versions = { areas: 1, features: 1, buildings: 1, sites: 1, units: 1 };
    await appendChange(database.ownerPool, new Date(), { noun: 'district', kind: 'imported', at: new Date().toISOString(), versions, editionId: null }); // prettier-ignore
    await until('a reading is cut off', async () => {
      const { rowCount } = await database.ownerPool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = 'units'::regclass AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rowCount! > 0;
    });
    await holds.query('COMMIT');
  } finally {
    holds.release();
  }
  await until('the server knows it', async () => (await codes()).join() === 'U1,U2');
});
