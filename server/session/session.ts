import type { IncomingMessage } from 'node:http';

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
}

/** Where a session is found. */
export type Asker = Pick<IncomingMessage, 'headers'>;

/** What a request asks by: whose session it carries, and now. The one place where a route learns who asks. */
export function askOf(_request: Asker, clock: () => Date): Ask {
  return { session: openSession, at: clock() };
}
