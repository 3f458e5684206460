import type { Act } from './acts.ts';
import type { DevicePost, HeldPost } from './held-posts.ts';
import { relationOf, type Thing, type Trees } from './relation.ts';
import { ROLE_ACTS } from './roles.ts';

/** Who asks, as far as it decides; null is nobody: signed out. */
export interface Holder {
  personId: number | null;
  posts: readonly (HeldPost | DevicePost)[];
}

/**
 * Why not: nobody is signed in, no post is held now, no role held has the act, or one has it and the thing lies beyond
 * what the post is held for.
 */
export const DENIALS = ['signed-out', 'no-post', 'role-may-not', 'beyond-scope'] as const;
export type Denial = (typeof DENIALS)[number];
export type Verdict = { allowed: true } | { allowed: false; reason: Denial };

const ALLOW: Verdict = { allowed: true };
const deny = (reason: Denial): Verdict => ({ allowed: false, reason });

/** Whether a holder may do an act to a thing: the one decision, asked by buttons, routes, rooms and, as `scopeOf`, SQL. */
export function may(holder: Holder | null, act: Act, thing: Thing, trees: Trees): Verdict {
  const without = mayAtAll(holder, act);
  if (!without.allowed || act === 'see-public') return without;
  const { personId, posts } = holder!;
  const isMine = personId !== null && thing.personIds.includes(personId);
  for (const post of posts) {
    const { within, mine, anywhere } = ROLE_ACTS[post.role];
    if (anywhere?.includes(act) || (isMine && mine?.includes(act))) return ALLOW;
    if (!within.includes(act)) continue;
    const relation = relationOf(post, thing, trees);
    if (relation === 'own' || relation === 'child') return ALLOW;
  }
  return deny('beyond-scope');
}

/** Whether there is anything at all that a holder may do an act to: what a route asks before it knows the thing. */
export function mayAtAll(holder: Holder | null, act: Act): Verdict {
  if (!holder) return deny('signed-out');
  if (act === 'see-public') return ALLOW;
  if (holder.posts.length === 0) return deny('no-post');
  const has = holder.posts.some(({ role }) => {
    const { within, mine, anywhere } = ROLE_ACTS[role];
    return within.includes(act) || mine?.includes(act) || anywhere?.includes(act);
  });
  return has ? ALLOW : deny('role-may-not');
}
