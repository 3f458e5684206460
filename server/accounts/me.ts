import type { Me } from '#data/accounts/account.ts';
import { ACTS } from '#data/access/acts.ts';
import { mayAtAll } from '#data/access/may.ts';
import type { SessionLimits, SignedSession } from '#server/session/signed-session.ts';

/** What a session is told of itself. */
export function meOf(session: SignedSession, limits: SessionLimits): Me {
  const { id, accountId, name, demo, personId, personName, madeAt, holder } = session;
  return {
    id: accountId,
    name,
    demo,
    person: { id: personId, name: personName },
    posts: [...holder.posts],
    acts: ACTS.filter((act) => mayAtAll(holder, act).allowed),
    session: { id, endsAt: new Date(madeAt.getTime() + limits.mostMs).toISOString() },
  };
}
