import { createHash, randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { appendAudit, appendAudits } from '#server/audit/append-audit.ts';
import { selectHead } from '#server/audit/audit.sql.ts';
import { transact, type Db } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { startTestApp } from '#server/test-app.ts';

import { selectOpened, selectWithout } from './petitioners.sql.ts';

const NOW = new Date('2026-06-01T08:00:00Z');
const NAME = '欧阳慕白';
const PHONE = '+86 111-0203-0405';
const FIGURES = '11102030405';
/** In cell 1 of grid 101. */
const AT: [number, number] = [118.80005, 32.00045];
const INTAKE = 'inTaKe-'.padEnd(43, '_q7');

let database: TestDatabase;
let server: Awaited<ReturnType<typeof startTestApp>>;
const log: string[] = [];
const answers: string[] = [];
const cookies: Record<string, string> = {};
let id: string;

const ask = async (method: 'GET' | 'POST', url: string, by: string | null, payload?: object) => {
  const answer = await server.app.inject({
    method,
    url,
    headers: { host: '127.0.0.1', origin: 'http://127.0.0.1', ...(by !== null && { cookie: cookies[by]! }) }, // prettier-ignore
    ...(payload && { payload }),
  });
  if (!url.endsWith('/open')) answers.push(answer.body);
  return answer;
};
const report = (more: object = {}, token = INTAKE) =>
  server.app.inject({
    method: 'POST',
    url: '/api/incidents',
    headers: { host: '127.0.0.1', authorization: `Bearer ${token}` },
    payload: { id, category: 'noise', title: '夜间施工扰民', at: AT, origin: 'hotline', petitioner: { name: NAME, phone: PHONE }, ...more }, // prettier-ignore
  });
const lastAudit = async () =>
  (await database.ownerPool.query<{ act: string; thing: string; said: string; person_id: number | null; account_name: string }>('SELECT act, thing, said, person_id, account_name FROM audit ORDER BY no DESC LIMIT 1')).rows[0]!; // prettier-ignore
const countAudit = async (): Promise<number> =>
  (await database.ownerPool.query<{ n: number }>('SELECT count(*)::int AS n FROM audit')).rows[0]!
    .n;

beforeAll(async () => {
  database = await testDatabase();
  const { ownerPool } = database;
  await insertDrawing(ownerPool);
  await ownerPool.query(`INSERT INTO categories VALUES ('noise', '噪声', 'Noise', 4)`);
  await ownerPool.query(
    `INSERT INTO devices (id, kind, name, purpose, secret_hash, made_at, made_by) VALUES ($1, 'integration', '12345', 'intake', $2, $3, 'x')`,
    [randomUUID(), createHash('sha256').update(INTAKE).digest(), NOW],
  );
  let personId = 2000;
  for (const [name, role, areaId] of [['here', 'leader', 101], ['beside', 'leader', 102], ['worker', 'worker', 101], ['whole', 'duty-leader', null], ['auditor', 'auditor', null]] as const) // prettier-ignore
    cookies[name] = await insertTestSession(ownerPool, { personId: ++personId, role, areaId, at: NOW }); // prettier-ignore
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    log.push(String(line));
    return true;
  });
  server = await startTestApp(database.pool, () => NOW, null, { asked: true }, { logLevel: 'trace' }); // prettier-ignore
  id = randomUUID();
  const answer = await report();
  answers.push(answer.body);
  expect([answer.statusCode, answer.json<{ areaId: number }>().areaId]).toEqual([201, 1]);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await server?.close();
  await database?.drop();
});

describe('who told of an incident', () => {
  it('is written down with a report, which says who brought it and not who told', async () => {
    const row = await lastAudit();
    expect([row.act, row.thing, row.account_name]).toEqual(['report-incident', id, '12345']);
    expect(JSON.parse(row.said)).toEqual({ category: 'noise', severity: 4, areaId: 1, origin: 'hotline', petitioner: true }); // prettier-ignore
  });

  it('is kept once, also where the report comes twice, and not where it is refused', async () => {
    const before = await countAudit();
    expect((await report()).statusCode).toBe(200);
    expect((await report({ title: '另一件' })).statusCode).toBe(409);
    expect((await report({ id: randomUUID(), category: 'no-such' })).statusCode).toBe(422);
    const { rows } = await database.ownerPool.query('SELECT incident_id, name, phone FROM petitioners'); // prettier-ignore
    expect(rows).toEqual([{ incident_id: id, name: NAME, phone: PHONE }]);
    expect(await countAudit()).toBe(before);
  });

  it.each([
    [{}, 'petitioner'],
    [{ name: ' ' }, 'petitioner.name'],
    [{ name: 'x'.repeat(65) }, 'petitioner.name'],
    [{ name: '张\u202e三' }, 'petitioner.name'],
    [{ phone: 'not one' }, 'petitioner.phone'],
    [{ phone: '1'.repeat(33) }, 'petitioner.phone'],
    [{ name: '张三', card: '1' }, 'petitioner'],
  ])('is refused as %j, naming the field', async (petitioner, field) => {
    const answer = await report({ id: randomUUID(), petitioner });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ detail: string }>().detail).toContain(`body ${field}`);
  });

  it('is shown masked to who may see residents there, and to nobody else', async () => {
    const shown = async (by: string) => (await ask('GET', `/api/incidents/${id}/petitioner`, by)).json<{ petitioner: unknown }>().petitioner; // prettier-ignore
    const masked = { name: '欧**', phone: '111****0405' };
    expect([await shown('here'), await shown('whole'), await shown('worker')]).toEqual([masked, masked, null]); // prettier-ignore
    expect((await ask('GET', `/api/incidents/${id}/petitioner`, 'beside')).statusCode).toBe(404);
    expect((await ask('GET', `/api/incidents/${id}/petitioner`, null)).statusCode).toBe(401);
  });

  it.each([
    [null, null, '****21'],
    ['Jo', '025-5577', '****77'],
    [null, '13800001234', '138****1234'],
  ])('of %s and %s has the mask %s', async (name, phone, mask) => {
    const other = randomUUID();
    const told = { ...(name && { name }), phone: phone ?? '110-21' };
    expect((await report({ id: other, petitioner: told })).statusCode).toBe(201);
    const { rows } = await database.pool.query('SELECT name, phone FROM masked_petitioner($1)', [other]); // prettier-ignore
    expect(rows).toEqual([{ name: name && `${name[0]}**`, phone: mask }]);
    await database.ownerPool.query('DELETE FROM petitioners WHERE incident_id = $1', [other]);
  });

  it('is opened for a reason that the audit keeps, by who may and where', async () => {
    const path = `/api/incidents/${id}/petitioner/open`;
    const before = await countAudit();
    for (const reason of [undefined, '四 个字啊', '    a    ', 'x'.repeat(201), 7]) {
      const answer = await ask('POST', path, 'here', { reason });
      expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([400, expect.stringContaining('body reason')]); // prettier-ignore
    }
    expect((await ask('POST', path, 'worker', { reason: '回访来电人' })).statusCode).toBe(403);
    expect((await ask('POST', path, 'beside', { reason: '回访来电人' })).statusCode).toBe(404);
    expect((await ask('POST', path, null, { reason: '回访来电人' })).statusCode).toBe(401);
    expect(await countAudit()).toBe(before);
    const answer = await ask('POST', path, 'here', { reason: ' 回访来电人 ' });
    expect(answer.json()).toEqual({ petitioner: { name: NAME, phone: PHONE } });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await lastAudit()).toEqual({ act: 'open-petitioner', thing: id, said: JSON.stringify({ reason: '回访来电人' }), person_id: 2001, account_name: 'a2001' }); // prettier-ignore
  });

  it.each([
    [`想找${NAME}本人核实`, '想找…本人核实'],
    ['回拨 86 111 0203 0405 核实', '…'],
  ])('is left out of the reason %s', async (reason, kept) => {
    expect((await ask('POST', `/api/incidents/${id}/petitioner/open`, 'whole', { reason })).statusCode).toBe(200); // prettier-ignore
    expect(JSON.parse((await lastAudit()).said)).toEqual({ reason: kept });
  });

  it('is not to be had by the server itself without a row of the audit that stays', async () => {
    const { pool } = database;
    await expect(pool.query('SELECT name FROM petitioners')).rejects.toThrow(/permission denied/);
    await expect(pool.query('UPDATE petitioners SET name = NULL')).rejects.toThrow(/permission/);
    await expect(pool.query('DELETE FROM petitioners')).rejects.toThrow(/permission denied/);
    const open = (db: Db, incident: string, no: number) => selectOpened(db, incident, no);
    expect((await lastAudit()).act).toBe('open-petitioner');
    const no = (await selectHead(pool))!.no;
    expect(await open(pool, id, no)).toEqual({ name: NAME, phone: PHONE });
    expect(await open(pool, id, no - 1_000)).toBeNull();
    expect(await open(pool, randomUUID(), no)).toBeNull();
    // One that is not committed, in its own transaction, also behind a savepoint.
    const db = await pool.connect();
    try {
      for (const savepoint of [false, true]) {
        await db.query('BEGIN');
        if (savepoint) await db.query('SAVEPOINT a');
        const opening = { act: 'open-petitioner', noun: 'incidents', thing: id } as const;
        const next = await appendAudit(db, NOW, undefined, opening);
        if (savepoint) await db.query('RELEASE a');
        expect(await open(db, id, next)).toBeNull();
        expect(await open(db, id, no)).toBeNull();
        expect(await open(pool, id, next)).toBeNull();
        await db.query('ROLLBACK');
      }
      await expect(db.query(`INSERT INTO audit SELECT no + 7, at, account_id, account_name, person_id, address, act, noun, thing, said, hash FROM audit WHERE no = $1`, [no])).rejects.toThrow(/not the next one/); // prettier-ignore
    } finally {
      db.release();
    }
    // One of long ago.
    const others = Array.from({ length: 256 }, () => ({ act: 'read-audit', noun: 'audit', thing: '' }) as const); // prettier-ignore
    await transact(pool, (one) => appendAudits(one, NOW, undefined, others.slice(1)));
    expect(await open(pool, id, no)).toEqual({ name: NAME, phone: PHONE });
    await transact(pool, (one) => appendAudits(one, NOW, undefined, others.slice(0, 1)));
    expect(await open(pool, id, no)).toBeNull();
  });

  it('is not told from a guess by the server itself without a row of the audit that stays', async () => {
    const { pool } = database;
    const asks = (thing: string) => ({ act: 'ask-petitioner', noun: 'incidents', thing }) as const;
    const said = `${NAME}？`;
    const append = (thing: string) => transact(pool, (one) => appendAudit(one, NOW, undefined, asks(thing))); // prettier-ignore
    // Without one, with one of another, with one that opens; with one that is not committed.
    expect(await selectWithout(pool, id, said, 1)).toBeNull();
    expect(await selectWithout(pool, id, said, await append(randomUUID()))).toBeNull();
    expect((await ask('POST', `/api/incidents/${id}/petitioner/open`, 'here', { reason: '回访来电人' })).statusCode).toBe(200); // prettier-ignore
    expect(await selectWithout(pool, id, said, (await selectHead(pool))!.no)).toBeNull();
    const db = await pool.connect();
    try {
      await db.query('BEGIN');
      const next = await appendAudit(db, NOW, undefined, asks(id));
      expect(await selectWithout(db, id, said, next)).toBeNull();
      await db.query('ROLLBACK');
    } finally {
      db.release();
    }
    await expect(pool.query('SELECT without_petitioner($1, $2)', [id, said])).rejects.toThrow(/does not exist/); // prettier-ignore
    const no = await append(id);
    expect(await selectWithout(pool, id, said, no)).toBe('…？');
    expect(await selectWithout(pool, id, '张三？', no)).toBe('张三？');
    await transact(pool, (one) => appendAudits(one, NOW, undefined, Array.from({ length: 256 }, () => ({ act: 'read-audit', noun: 'audit', thing: '' })))); // prettier-ignore
    expect(await selectWithout(pool, id, said, no)).toBeNull();
  });

  it('asks for a sign-in also where everybody sees all', async () => {
    const open = await startTestApp(database.pool, () => NOW);
    const [method, url, headers] = ['POST', `/api/incidents/${id}/petitioner/open`, { host: '127.0.0.1' }] as const; // prettier-ignore
    const payload = { reason: '回访来电人' };
    expect((await open.app.inject({ method, url, headers, payload })).statusCode).toBe(401);
    const mayNot = { ...headers, origin: 'http://127.0.0.1', cookie: cookies['worker']! };
    expect((await open.app.inject({ method, url, headers: mayNot, payload })).statusCode).toBe(403);
    await open.close();
  });

  it('is opened thirty times at once by one account, and then slowly', async () => {
    const path = `/api/incidents/${id}/petitioner/open`;
    const statuses: number[] = [];
    for (let n = 0; n < 31; n++) {
      const answer = await ask('POST', path, 'whole', { reason: '逐件回访核实' });
      statuses.push(answer.statusCode);
      if (answer.statusCode === 429) expect(answer.headers['retry-after']).toBe('10');
    }
    expect(statuses).toContain(200);
    expect(statuses.at(-1)).toBe(429);
  });

  it('is in no other table, no other answer, and no line of the log', async () => {
    for (const url of [
      `/api/incidents/${id}`,
      '/api/incidents',
      '/api/incidents/heat',
      '/api/incidents/counts?area=100',
      `/api/incidents/${id}/chain`,
      `/api/incidents/${id}/near`,
      `/api/incidents/${id}/lately`,
      '/api/areas/1/lately',
      `/api/search?q=${encodeURIComponent(NAME)}`,
      '/api/search?q=111',
      '/api/district',
      '/api/openapi.json',
    ])
      // prettier-ignore
      expect((await ask('GET', url, 'whole')).statusCode, url).toBe(200);
    const taken = await ask('POST', `/api/incidents/${id}/steps`, 'whole', { step: 'close', expects: 1 }); // prettier-ignore
    expect(taken.statusCode).toBe(200);
    expect(JSON.parse((await lastAudit()).said)).toEqual({ before: 'open', after: 'closed', revision: 2 }); // prettier-ignore
    expect((await ask('GET', '/api/audit', 'auditor')).statusCode).toBe(200);
    expect(answers.join()).toContain('夜间施工扰民');
    const { ownerPool } = database;
    const { rows: tables } = await ownerPool.query<{ name: string }>(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'jingwei'`); // prettier-ignore
    const holding: string[] = [];
    for (const { name } of tables) {
      const { rows } = await ownerPool.query<{ held: boolean }>(
        `SELECT EXISTS (SELECT FROM jingwei."${name}" t WHERE t::text LIKE '%' || $1 || '%' OR regexp_replace(t::text, '\\D', '', 'g') LIKE '%' || $2 || '%') AS held`,
        [NAME, FIGURES],
      );
      if (rows[0]!.held) holding.push(name);
    }
    expect(holding).toEqual(['petitioners']);
    expect(log.join('')).toContain(`/api/incidents/${id}/petitioner`);
    for (const text of [answers.join(), log.join('')])
      for (const value of [NAME, PHONE, FIGURES]) expect(text).not.toContain(value);
  });
});
