import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { transact } from '#server/db/database.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';

import { appendAudit } from './append-audit.ts';
import { selectRows } from './audit.sql.ts';
import { hashRow, NO_HASH } from './hash-row.ts';
import { readHeads, writeHead, type Head } from './heads.ts';
import { verifyAudit } from './verify-audit.ts';

const COUNT = 12;
const WHO = { accountId: null, accountName: '周敏', personId: 7, address: '10.0.0.9' };

let database: TestDatabase;
let folder: string;
let heads: Head[];

const append = (thing: string, said = {}): Promise<number> =>
  transact(database.pool, (db) => appendAudit(db, new Date('2026-06-01T00:00:00.123Z'), WHO, { act: 'publish-plan', noun: 'plans', thing, said })); // prettier-ignore
const owner = (sql: string): Promise<unknown> => database.ownerPool.query(sql);

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'jingwei-audit-'));
  for (let i = 1; i <= COUNT; i++) await append(`第${i}个`, { i, "quote's": '"' });
  const file = join(folder, 'below', 'heads.jsonl');
  await writeHead(database.pool, file, new Date(), () => {});
  await append('after the head');
  heads = await readHeads(file);
});
afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('the audit', () => {
  it('is sound as it was written, also where many append at once, and what was rolled back is not in it', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => append(`at once ${i}`)));
    const undone = transact(database.pool, async (db) => {
      await appendAudit(db, new Date(), undefined, { act: 'sign-in', noun: 'accounts', thing: 'x' }); // prettier-ignore
      throw new Error('after all not');
    });
    await expect(undone).rejects.toThrow('after all not');
    expect(await verifyAudit(database.pool, heads)).toEqual({ count: COUNT + 9, faults: [] });
    expect(heads.map(({ count }) => count)).toEqual([COUNT]);
  });

  it.each([
    ['a changed field', `UPDATE audit SET said = '{}' WHERE no = 5`, 'changed', 5],
    ['a name that was changed', `UPDATE audit SET account_name = '吴江' WHERE no = 5`, 'changed', 5],
    ['a time by a thousandth', `UPDATE audit SET at = at + interval '1 ms' WHERE no = 1`, 'changed', 1],
    ['a missing row', 'DELETE FROM audit WHERE no = 7', 'missing', 7],
    ['a missing row whose place the next ones take', 'DELETE FROM audit WHERE no = 7; UPDATE audit SET no = no - 1 WHERE no > 7', 'changed', 7],
    ['the first one missing', 'DELETE FROM audit WHERE no = 1', 'missing', 1],
    ['two that changed places', 'UPDATE audit SET no = 1000 WHERE no = 3; UPDATE audit SET no = 3 WHERE no = 4; UPDATE audit SET no = 4 WHERE no = 1000', 'changed', 3],
    ['rows cut off', `DELETE FROM audit WHERE no > ${COUNT - 3}`, 'cut-off', COUNT - 2],
    ['all cut off', 'DELETE FROM audit', 'cut-off', 1],
  ])('names the row of %s', async (_, change, kind, no) => {
    await owner(change);
    expect((await verifyAudit(database.pool, heads)).faults).toEqual([{ kind, no }]);
  }); // prettier-ignore

  it('that was made anew from a row on, hashes and all, is known by the heads', async () => {
    await owner(`UPDATE audit SET thing = 'another' WHERE no = 9`);
    let before = (await selectRows(database.pool, 7, 1))[0]!.hash;
    for (const { hash: _, ...row } of await selectRows(database.pool, 8, 100)) {
      before = hashRow(before, row);
      await database.ownerPool.query('UPDATE audit SET hash = $2 WHERE no = $1', [row.no, before]);
    }
    expect((await verifyAudit(database.pool, [])).faults).toEqual([]);
    expect((await verifyAudit(database.pool, heads)).faults).toEqual([{ kind: 'other-head', no: COUNT }]); // prettier-ignore
  });

  it('is appended by the server, which can neither change nor remove a row, nor become another role', async () => {
    for (const sql of ['UPDATE audit SET thing = thing', 'DELETE FROM audit', 'TRUNCATE audit', 'DROP TABLE audit', 'ALTER TABLE audit DISABLE TRIGGER ALL', 'SET ROLE jingwei_owner']) // prettier-ignore
      await expect(database.pool.query(sql), sql).rejects.toThrow(/permission denied|must be owner|does not exist/); // prettier-ignore
  });

  it('starts at no hash, and depends on each field', () => {
    const row = { no: 1, at: new Date(0), accountId: null, accountName: null, personId: null, address: '', act: 'sign-in', noun: 'accounts', thing: '', said: '{}' }; // prettier-ignore
    const all = [{}, { no: 2 }, { at: new Date(1) }, { accountId: 'a' }, { accountName: 'a' }, { personId: 1 }, { address: 'a' }, { act: 'a' }, { noun: 'a' }, { thing: 'a' }, { said: 'a' }]; // prettier-ignore
    expect(new Set(all.map((other) => hashRow(NO_HASH, { ...row, ...other }).toString('hex'))).size).toBe(all.length); // prettier-ignore
  });

  it('has heads that say which line is none', async () => {
    const file = join(folder, 'below', 'heads.jsonl');
    await writeFile(file, `${await readFile(file, 'utf8')}{"count":3}\n`);
    await expect(readHeads(file)).rejects.toThrow('line 2');
  });
});
