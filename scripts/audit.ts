import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { AUDIT_HEADS, readHeads } from '#server/audit/heads.ts';
import { verifyAudit, type AuditFault } from '#server/audit/verify-audit.ts';
import { readConfig } from '#server/config.ts';
import { openDatabase } from '#server/db/open-database.ts';
import { createPool } from '#server/db/pool.ts';
import { CannotStart } from '#server/errors.ts';
import { ensurePostgis } from '#server/start/packages.ts';

import { withDatabase } from './with-database.ts';

const HELP = `npm run audit -- verify [--heads FILE]
Goes through the audit row by row, as it is hashed, and says which one is changed, missing, out of its place or cut off.
Ends with 1 where anything is wrong. It reads only, and a running server goes on.

  --heads FILE  heads that were written down: by the server every hour and when it stops, to ${AUDIT_HEADS} in its
                data folder, which is taken where there is one; better a copy that nobody here can write to
  --help        this text`;

const SAID: Record<AuditFault['kind'], string> = {
  changed: 'is not what was written, or what was before it is not',
  missing: 'is not there',
  'other-head': 'has another hash than was written down: rows up to it were made anew',
  'cut-off': 'and those after it are gone: heads that were written down say that they were there',
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { heads: { type: 'string' }, help: { type: 'boolean' } }, allowPositionals: true }); // prettier-ignore
  if (values.help || positionals.length !== 1 || positionals[0] !== 'verify') {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const config = readConfig(process.env);
  if (config.databaseUrl === null) await ensurePostgis(config, console.log);
  await withDatabase(
    () => openDatabase(config, 'audit'),
    async (database) => {
      const own = join(database.place?.folder ?? config.dataDir, AUDIT_HEADS);
      const file = values.heads ?? ((await isThere(own)) ? own : null);
      const heads = file === null ? [] : await readHeads(file);
      const pool = createPool(database.url, 'bulk', 1);
      const { count, faults } = await verifyAudit(pool, heads).finally(() => pool.end());
      for (const { kind, no } of faults) console.log(`row ${no} ${SAID[kind]}`);
      console.log(`audit: ${count} rows as they were written, ${faults.length} faults; ${heads.length} heads of ${file ?? 'no file'}`); // prettier-ignore
      process.exitCode = faults.length === 0 ? 0 : 1;
    },
    'stopped before all rows were read',
  );
}

const isThere = (file: string): Promise<boolean> => access(file).then(() => true, () => false); // prettier-ignore

main().catch((error: unknown) => {
  console.error(error instanceof CannotStart ? error.message : (error as Error).stack);
  process.exitCode = 1;
});
