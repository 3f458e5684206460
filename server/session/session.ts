import type { IncomingMessage } from 'node:http';

import type { Act } from '#data/access/acts.ts';
import { may, type Holder, type Verdict } from '#data/access/may.ts';
import type { Thing, Trees } from '#data/access/relation.ts';
import { scopeOf, type Scope } from '#data/access/scope.ts';
import type { AuditWho } from '#server/audit/append-audit.ts';

/** Who is asking, and what they may see and do. Every verb and read takes one, with the time `at` it is asked for. */
export interface Session {
  /** Who is written down as having done what is done; null where nobody signs in, and whoever acts may say a name. */
  actor: string | null;
  may: (act: Act, thing: Thing) => Verdict;
  /** `may` for all things at once. */
  scopeOf: (act: Act) => Scope;
  /** Of the trees that it is by. */
  stamp: string;
}

/** Of everybody, where a server asks nobody to sign in, and of the server itself. */
export const openSession: Session = {
  actor: null,
  may: () => ({ allowed: true }),
  scopeOf: () => ({ kind: 'all' }),
  stamp: '',
};

/** Of nobody. */
export const nobody: Session = {
  actor: '',
  may: () => ({ allowed: false, reason: 'signed-out' }),
  scopeOf: () => ({ kind: 'none' }),
  stamp: '',
};

/** Of somebody who is signed in, as the trees are now. */
export function sessionOf(
  actor: string,
  holder: Holder,
  { trees, stamp }: { trees: Trees; stamp: string },
): Session {
  const scopes = new Map<Act, Scope>();
  return {
    actor,
    stamp,
    may: (act, thing) => may(holder, act, thing, trees),
    scopeOf: (act) => {
      let scope = scopes.get(act);
      if (!scope) scopes.set(act, (scope = scopeOf(holder, act, trees)));
      return scope;
    },
  };
}

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
  /** What the hook before the request found out; left out where the server asks nobody to sign in. */
  asks?: Session | null;
  from?: { address: string };
};

/** What a request asks by: whose session it carries, and now. The one place where a route learns who asks. */
export function askOf(request: Asker, clock: () => Date): Ask {
  return { session: request.asks ?? openSession, at: clock(), who: whoOf(request) };
}

/** Who is written down: of somebody who is signed in their own name, whatever they say. */
export function actorOf({ session }: Pick<Ask, 'session'>, said: string | undefined): string {
  return session.actor ?? said ?? '';
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
