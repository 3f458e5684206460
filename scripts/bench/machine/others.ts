import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second, in /proc. */
const TICKS = 100;

/**
 * Watch what the rest of the machine does while we measure: the CPU that neither this process nor its descendants,
 * living or waited for, have used.
 *
 * @returns asks for it: cores, on average since; NaN where there is no /proc
 */
export function watchOthers(): () => number {
  const before = read();
  const began = performance.now();
  return () => {
    const now = read();
    if (!before || !now) return Number.NaN;
    // What lived before us and what we have taken over since are the same processes: a difference is enough.
    const used = now.all - before.all - (now.ours - before.ours);
    return Math.max(0, used / TICKS / ((performance.now() - began) / 1000));
  };
}

/** Ticks since the machine started, of everybody and of ours. */
function read(): { all: number; ours: number } | null {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).slice(1);
    const [user, nice, system, , , irq, softirq] = fields.map(Number);
    return { all: user! + nice! + system! + irq! + softirq!, ours: ticksOfOurs() };
  } catch {
    return null;
  }
}

function ticksOfOurs(): number {
  const parents = new Map<number, number>();
  const ticks = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets: state, parent, …, utime, stime, and the same of children that were waited for.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(fields[1]));
      ticks.set(
        Number(name),
        fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0),
      );
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid: number): boolean =>
    pid === process.pid || (pid > 1 && isOurs(parents.get(pid) ?? 0));
  let sum = 0;
  for (const [pid, own] of ticks) if (isOurs(pid)) sum += own;
  return sum;
}
