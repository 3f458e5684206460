import type { Db } from '#server/db/database.ts';

import { selectRows } from './audit.sql.ts';
import { hashRow, NO_HASH } from './hash-row.ts';
import type { Head } from './heads.ts';

const PAGE = 1000;

/** What is wrong with an audit, by the row where it shows. */
export type AuditFault =
  /** Its fields, or the row before it, are not what was hashed. */
  | { kind: 'changed'; no: number }
  /** It should come next and another does. */
  | { kind: 'missing'; no: number }
  /** A head that was written down has another hash there: the whole was made anew. */
  | { kind: 'other-head'; no: number }
  /** Heads say that there were so many, and the last ones are gone. */
  | { kind: 'cut-off'; no: number };

/**
 * Goes through all rows, in order, and the heads that were written down outside. Stops at the first fault of the chain:
 * what comes after it cannot be told from it.
 *
 * @returns how many rows there are, and what is wrong; none where all is as it was written
 */
export async function verifyAudit(
  db: Db,
  heads: readonly Head[],
): Promise<{ count: number; faults: AuditFault[] }> {
  const asked = new Map(heads.map((head) => [head.count, head.hash]));
  const faults: AuditFault[] = [];
  let count = 0;
  let before: Buffer = NO_HASH;
  for (;;) {
    const rows = await selectRows(db, count, PAGE);
    for (const { hash, ...row } of rows) {
      if (row.no !== count + 1) return { count, faults: [{ kind: 'missing', no: count + 1 }] };
      if (!hashRow(before, row).equals(hash)) return { count, faults: [{ kind: 'changed', no: row.no }] }; // prettier-ignore
      [count, before] = [row.no, hash];
      const said = asked.get(count);
      if (said !== undefined && said !== hash.toString('hex')) return { count, faults: [{ kind: 'other-head', no: count }] }; // prettier-ignore
    }
    if (rows.length < PAGE) break;
  }
  const most = Math.max(0, ...asked.keys());
  if (most > count) faults.push({ kind: 'cut-off', no: count + 1 });
  return { count, faults };
}
