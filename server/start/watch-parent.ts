import { readFileSync } from 'node:fs';

interface Watched {
  pid: number;
  parent: number;
}

/**
 * Call `onGone` once when the npm that started this process is gone: a killed one leaves its child running, and one
 * that passes a signal on passes it to its shell (which is why `npm start` begins with `exec`: a shell that waits
 * keeps a SIGINT to itself). Watches this process's parent and, where that is a shell, the shell's. Does nothing for
 * a process that npm did not start, which may outlive whatever did.
 *
 * @returns stops watching
 */
export function watchParent(onGone: () => void, everyMs = 250): () => void {
  if (process.env['npm_lifecycle_event'] === undefined || process.ppid <= 1) return () => {};
  const watched: Watched[] = [{ pid: process.pid, parent: process.ppid }];
  const shell = readStat(process.ppid);
  if (shell && /^(sh|bash|dash|ash|zsh)$/.test(shell.name) && shell.parent > 1) {
    watched.push({ pid: process.ppid, parent: shell.parent });
  }
  const timer = setInterval(() => {
    const gone =
      process.ppid !== watched[0]!.parent ||
      watched.slice(1).some(({ pid, parent }) => readStat(pid)?.parent !== parent);
    if (!gone) return;
    clearInterval(timer);
    onGone();
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** A process's name and its parent; null when it is gone or there is no /proc. */
function readStat(pid: number): { name: string; parent: number } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    return {
      name: stat.slice(stat.indexOf('(') + 1, end),
      parent: Number(stat.slice(end + 2).split(' ')[1]),
    };
  } catch {
    return null;
  }
}
