import { isOwnPath } from '#data/accounts/own-path.ts';

/** Where to go once somebody is signed in: a path of this house that the address names, else the watch. */
export function nextPath(search: string): string {
  const asked = new URLSearchParams(search).get('next') ?? '';
  return isOwnPath(asked) ? asked : '/watch';
}
