import { readFileSync } from 'node:fs';

/** An account of this machine. */
export interface SystemUser {
  name: string;
  uid: number;
  gid: number;
}

/** An account by its name; null where there is none. */
export function findUser(name: string): SystemUser | null {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [found, , uid, gid] = line.split(':');
    if (found === name) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

/** Whether this process is root: then PostgreSQL refuses to run as its user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}
