import { join } from 'node:path';

import { ROOT } from '#server/config.ts';
import { asUser } from '#server/db/locate-cluster.ts';
import type { SystemUser } from '#server/db/system-user.ts';

/** Why a user cannot run this program from this checkout, as a sentence; null when it can. */
export function whyUnable(user: SystemUser): string | null {
  for (const file of [
    'package.json',
    'server/main.ts',
    'data/migrations',
    'node_modules/tsx/package.json',
  ]) {
    if (!asUser(user, 'test -r "$1"', join(ROOT, file))) {
      return `the user ${user.name} may not read ${join(ROOT, file)}`;
    }
  }
  if (!asUser(user, 'test -x "$1"', process.execPath)) {
    return `the user ${user.name} may not run ${process.execPath}`;
  }
  return null;
}

/** Become a user for good, with its groups: this process and its threads can never be root again. */
export function becomeUser(user: SystemUser): void {
  const { initgroups } = process as { initgroups?: (user: string, gid: number) => void };
  initgroups!.call(process, user.name, user.gid);
  process.setgid!(user.gid);
  process.setuid!(user.uid);
  process.env['HOME'] = '/';
  process.env['USER'] = process.env['LOGNAME'] = user.name;
  let root = true;
  try {
    process.setuid!(0);
  } catch {
    root = false;
  }
  if (root) throw new Error('root could not be given up');
}
