import { readFileSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';

import { isAlive } from './private-cluster.ts';

/** Who starts and stops a private cluster. */
export interface LockHolder {
  pid: number;
  /** When that process began, in the kernel's words: a number of a process is used again. */
  began: string;
  /** What it does with it, such as `server` or `import`. */
  purpose: string;
  /** Where it serves, once it does. */
  url?: string;
}

export interface ClusterLock {
  /** Tell readers of the lock more, such as the address. */
  say: (more: Partial<LockHolder>) => Promise<void>;
  release: () => Promise<void>;
}

/** Take a lock file, or say who holds it. One whose process is gone is taken over. */
export async function takeLock(
  file: string,
  purpose: string,
): Promise<ClusterLock | { heldBy: LockHolder }> {
  const mine: LockHolder = { pid: process.pid, began: beganAt(process.pid), purpose };
  for (;;) {
    try {
      const handle = await open(file, 'wx', 0o600);
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      return {
        say: async (more) => {
          const next = `${file}.${process.pid}`;
          const handle = await open(next, 'w', 0o600);
          await handle.writeFile(JSON.stringify(Object.assign(mine, more)));
          await handle.close();
          await rename(next, file);
        },
        release: () => rm(file, { force: true }),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await readLock(file);
    if (holder) return { heldBy: holder };
    // Left by a process that is gone. Move it away first: of two that see it, one does.
    const stale = `${file}.${process.pid}.stale`;
    try {
      await rename(file, stale);
      const moved = parse(await readFile(stale, 'utf8'));
      // Somebody else was faster and this was already the new one: put it back.
      if (moved && holds(moved)) await rename(stale, file);
      else await rm(stale, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

/** Who holds a lock now; null when nobody does. */
export async function readLock(file: string): Promise<LockHolder | null> {
  for (let tries = 0; ; tries++) {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
    const holder = parse(text);
    if (holder) return holds(holder) ? holder : null;
    // It may be in the middle of being written.
    if (tries === 20) return null;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function holds(holder: LockHolder): boolean {
  return isAlive(holder.pid) && beganAt(holder.pid) === holder.began;
}

function parse(text: string): LockHolder | null {
  try {
    const value = JSON.parse(text) as LockHolder;
    return typeof value.pid === 'number' ? value : null;
  } catch {
    return null;
  }
}

/** Field 22 of /proc/PID/stat: ticks since the machine started; '' where there is no /proc. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
