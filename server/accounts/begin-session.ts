import type { AuditWho } from '#server/audit/append-audit.ts';
import type { Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { hashSecret } from '#server/session/cookie.ts';
import { deleteOver, deleteSessionOf, insertSession } from '#server/session/sessions.sql.ts';
import { holdsAfter } from '#server/session/signed-session.ts';

/** What a session is told of whoever asks for it. */
export interface Visitor {
  address: string;
  agent: string;
  /** Who is there already, by the session that the browser had before. */
  who?: AuditWho;
  /** That session; it ends. */
  former: Buffer | null;
}

/** Somebody has come in by a session, or has a step to make yet; by its secret the browser is known. */
export interface Entered {
  kind: 'session' | 'step';
  secret: string;
}

/** Begin a session under a secret of its own: never under one that was there before. Answers the secret. */
export async function beginSession(
  db: Db,
  { newId, newSecret, settings }: Pick<Deps, 'newId' | 'newSecret' | 'settings'>,
  accountId: string,
  visitor: Visitor,
  at: Date,
): Promise<string> {
  const secret = newSecret();
  if (visitor.former) await deleteSessionOf(db, visitor.former);
  await deleteOver(db, holdsAfter(settings.signIn.limits, at));
  const { address, agent } = visitor;
  await insertSession(db, { secretHash: hashSecret(secret), id: newId(), accountId, at, address, agent }); // prettier-ignore
  return secret;
}
