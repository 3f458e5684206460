import type { IncomingMessage } from 'node:http';

import type { AuditWho } from '#server/audit/append-audit.ts';

/**
 * Who is asking, and what they may see. Until there is a sign-in each session sees everything;
 * every verb and read takes one all the same, with the time `at` it is asked for.
 */
export interface Session {
  actor: string;
  /** 'all' sees every area; later a list of area ids. */
  scope: 'all';
}

/** The session of everybody, while there is no sign-in. */
export const openSession: Session = { actor: '', scope: 'all' };

/** Handed to every verb and read: who asks, and as of when. */
export interface Ask {
  session: Session;
  at: Date;
  /** For the audit; left out where nobody asked: by an import, at a start. */
  who?: AuditWho;
}

/** Where a session is found. */
export type Asker = Pick<IncomingMessage, 'headers'> & {
  session?: { accountId: string | null; name: string; personId: number | null } | null;
  from?: { address: string };
};

/** What a request asks by: whose session it carries, and now. The one place where a route learns who asks. */
export function askOf(request: Asker, clock: () => Date): Ask {
  return { session: openSession, at: clock(), who: whoOf(request) };
}

/** Who asks, as the audit keeps it. */
export function whoOf({ session, from }: Omit<Asker, 'headers'>): AuditWho {
  return {
    accountId: session?.accountId ?? null,
    accountName: session?.name ?? null,
    personId: session?.personId ?? null,
    address: from?.address ?? '',
  };
}
