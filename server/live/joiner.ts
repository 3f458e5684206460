import type { IncomingMessage } from 'node:http';

import type { Session } from '#server/session/session.ts';

/** Who opens a connection. */
export interface Joiner {
  session: Session;
  personId: number | null;
  /** When it is to be asked again: a post or the session ends, or another begins; of a device every half minute. */
  asksAgainAt: Date;
}

/** Who opens connections, where a sign-in is asked for. */
export interface Door {
  /** Whether a request may be looked at closer: it carries a secret at all, and has not come too often. */
  mayKnock: (request: IncomingMessage) => boolean;
  /** Whose connection it is, as far as what it carries says; null where it carries nothing. */
  whose: (request: IncomingMessage) => string | null;
  /** null for nobody. */
  whoJoins: (request: IncomingMessage) => Promise<Joiner | null>;
  /** Reads what decides how far posts reach. */
  reloadTrees: () => Promise<void>;
}
