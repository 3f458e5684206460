import type { Act } from '#data/access/acts.ts';
import type { Thing } from '#data/access/relation.ts';
import { refuse } from '#server/errors.ts';
import type { Ask } from '#server/session/session.ts';

/** @throws Refusal 403 beyond-scope, or why else the one who asks may not do an act to a thing */
export function mustFor({ session }: Ask, act: Act, thing: Thing): void {
  const verdict = session.may(act, thing);
  if (!verdict.allowed) throw refuse(403, verdict.reason, act);
}

/** Whether the one who asks sees a thing, by any of some acts. */
export function sees({ session }: Ask, acts: readonly Act[], thing: Thing): boolean {
  return acts.some((act) => session.may(act, thing).allowed);
}
