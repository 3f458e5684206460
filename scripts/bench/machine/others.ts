import { readdirSync, readFileSync } from 'node:fs';

/** The kernel's clock ticks a second, in /proc. */
const TICKS = 100;
/** How often it is looked who is ours: a browser's and a database's processes end before those that could count them. */
const LOOK_MS = 500;

/**
 * Watch what the rest of the machine does while we measure: the CPU that neither this process nor any that came from
 * it has used. One that came from it stays ours when its parent ends.
 *
 * @returns ends it and answers: cores, on average since; NaN where there is no /proc
 */
export function watchOthers(): () => number {
  const ours = new Ours();
  const before = ticksOfAll();
  const began = performance.now();
  const timer = setInterval(() => ours.look(), LOOK_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    ours.look();
    const used = ticksOfAll() - before - ours.ticks();
    return Number.isNaN(used)
      ? used
      : Math.max(0, used / TICKS / ((performance.now() - began) / 1000));
  };
}

/** Everybody's ticks since the machine started; NaN where there is no /proc. */
function ticksOfAll(): number {
  try {
    const fields = readFileSync('/proc/stat', 'utf8').split('\n')[0]!.trim().split(/\s+/).slice(1);
    const [user, nice, system, , , irq, softirq] = fields.map(Number);
    return user! + nice! + system! + irq! + softirq!;
  } catch {
    return Number.NaN;
  }
}

/** A process as it was seen last. A number is given again to another: its start tells them apart. */
interface Seen {
  parent: number;
  started: string;
  ticks: number;
}

/** This process and all that came from it, with the ticks that each has used since it was first seen to be ours. */
class Ours {
  private readonly members = new Map<string, { first: number; last: number }>();

  constructor() {
    this.look(true);
  }

  /** @param before what runs already has used its ticks before we began */
  look(before = false): void {
    const all = readProcesses();
    const key = (pid: number): string => `${pid} ${all.get(pid)?.started ?? ''}`;
    const isOurs = (pid: number): boolean =>
      pid === process.pid ||
      this.members.has(key(pid)) ||
      (pid > 1 && isOurs(all.get(pid)?.parent ?? 0));
    for (const [pid, { ticks }] of all) {
      if (!isOurs(pid)) continue;
      const member = this.members.get(key(pid)) ?? { first: before ? ticks : 0, last: ticks };
      this.members.set(key(pid), { ...member, last: ticks });
    }
  }

  ticks(): number {
    let sum = 0;
    for (const { first, last } of this.members.values()) sum += last - first;
    return sum;
  }
}

function readProcesses(): Map<number, Seen> {
  const all = new Map<number, Seen>();
  let names: string[] = [];
  try {
    names = readdirSync('/proc');
  } catch {
    return all;
  }
  for (const name of names) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // After the name in brackets: state, parent, …, utime, stime, …, start.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(name), { parent: Number(fields[1]), started: fields[19]!, ticks: Number(fields[11]) + Number(fields[12]) }); // prettier-ignore
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}
