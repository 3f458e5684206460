import { refuse } from '#server/errors.ts';

import type { WhereFrom } from './where-from.ts';

/**
 * On plain HTTP a password, a session or a token could be read on their way: only the machine itself may, or a setting.
 *
 * @throws Refusal 403 plain-connection
 */
export function refusePlain(where: WhereFrom, plainAllowed: boolean): void {
  if (where.secure || where.here || plainAllowed) return;
  throw refuse(
    403,
    'plain-connection',
    'signing in needs https, by a proxy that JINGWEI_PROXIES names; or JINGWEI_PLAIN_SIGN_IN=yes',
  );
}
