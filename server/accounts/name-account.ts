import { ACCOUNT_NAME, accountNameOf } from '#data/accounts/account-name.ts';
import { nameKey } from '#data/accounts/account.ts';
import { refuse } from '#server/errors.ts';

/** A name that an account is given, with what it is found by. @throws Refusal 400 account-name */
export function nameAccount(said: string): { name: string; key: string } {
  const name = accountNameOf(said);
  if (name === null) throw refuse(400, 'account-name', `body name: is not ${ACCOUNT_NAME}`);
  return { name, key: nameKey(name) };
}
