import type { Kinds } from './kinds.ts';
import { grows, trendOf, type Trend } from './trend.ts';

/** MB an hour that do not matter: a wall that runs for a month stays below 1 GB. */
export const HEAP_BOUND = 1;
/** MB an hour of what the page itself made: there nothing is to grow at all. */
export const OWN_BOUND = 0.2;

/** The heap's parts at one time. */
export interface HeapSample extends Kinds {
  hours: number;
}

const told = ({ slope, error }: Trend): string => `${slope.toFixed(3)} ± ${error.toFixed(3)}`;

/**
 * Who makes a heap grow, MB an hour. What the page made and what the browser holds for it must not: a leak is there. The
 * engine compiles on for hours what runs seldom, and more of what runs often, until all has its last form: its code
 * must slow down, rise no faster in the last third than in the first, and be within the bound by then.
 */
export function judgeHeap(samples: readonly HeapSample[]): { failures: string[]; notes: string[] } {
  const failures: string[] = [];
  const notes: string[] = [];
  const trend = (of: (s: HeapSample) => number, some = samples): Trend =>
    trendOf(some.map((s) => ({ x: s.hours, y: of(s) })));
  const span = (of: (s: HeapSample) => number): string =>
    samples.length > 0 ? `${of(samples[0]!).toFixed(2)} to ${of(samples.at(-1)!).toFixed(2)}` : 'nothing'; // prettier-ignore
  const judge = (name: string, of: (s: HeapSample) => number, bound: number): void => {
    const found = trend(of);
    const line = `${name}: ${told(found)} MB an hour, from ${span(of)}, bound ${bound}`;
    notes.push(line);
    if (grows(found, bound)) failures.push(`grows: ${line}`);
  };
  judge("the page's own values", (s) => s.own, OWN_BOUND);
  judge("the page's own and the browser's", (s) => s.own + s.rest, HEAP_BOUND);

  const code = (s: HeapSample): number => s.code;
  const third = Math.ceil(samples.length / 3);
  const [first, last] = [trend(code, samples.slice(0, third)), trend(code, samples.slice(-third))];
  const line = `the engine's code: ${told(trend(code))} MB an hour, from ${span(code)}; in the first third ${told(first)}, in the last ${told(last)}, bound ${HEAP_BOUND}`;
  notes.push(line);
  const faster = { slope: last.slope - first.slope, error: Math.hypot(first.error, last.error) };
  if (grows(last, HEAP_BOUND)) failures.push(`goes on: ${line}`);
  else if (grows(faster, 0)) failures.push(`grows ever faster: ${line}`);
  return { failures, notes };
}
