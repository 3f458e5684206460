import { Type } from 'typebox';

import { AUDIT_ACTS, AuditEntry } from '#data/audit/audit-entry.ts';
import { transact } from '#server/db/database.ts';
import type { App, Deps } from '#server/deps.ts';
import { whoOf } from '#server/session/session.ts';

import { appendAudit } from './append-audit.ts';
import { selectAsked } from './asked.sql.ts';

const PAGE = 200;

const Query = Type.Object(
  {
    before: Type.Optional(Type.Integer({ minimum: 1, description: 'rows before this one' })),
    act: Type.Optional(Type.Enum([...AUDIT_ACTS])),
    account: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'its name, or whose it is' }),
    ),
    thing: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    from: Type.Optional(Type.String({ format: 'date-time' })),
    to: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
);
const Answer = Type.Object({
  entries: Type.Array(AuditEntry, { description: 'newest first' }),
  more: Type.Boolean(),
});

/** GET /api/audit, for auditors. Reading it is kept too: its first page, with what was asked for. */
export async function auditRoutes(app: App, { pool, clock }: Deps): Promise<void> {
  app.get(
    '/api/audit',
    {
      config: { needs: 'read-audit', whole: true },
      schema: { querystring: Query, response: { 200: Answer } },
    },
    async (request) => {
      const { before = null, act = null, account = null, thing = null, from, to } = request.query;
      const asked = { before, act, accountName: account, thing, from: from ? new Date(from) : null, to: to ? new Date(to) : null }; // prettier-ignore
      const rows = await transact(pool, async (db) => {
        const found = await selectAsked(db, asked, PAGE + 1);
        const said = { act, account, thing, from: from ?? null, to: to ?? null };
        if (before === null) await appendAudit(db, clock(), whoOf(request), { act: 'read-audit', noun: 'audit', thing: '', said }); // prettier-ignore
        return found;
      });
      return {
        entries: rows.slice(0, PAGE).map((row) => ({ ...row, at: row.at.toISOString(), hash: row.hash.toString('hex') })), // prettier-ignore
        more: rows.length > PAGE,
      };
    },
  );
}
