import fc from 'fast-check';

import { judge } from './fuzz/judge.ts';
import { learn, requestsOf, type Attempt, type Described } from './fuzz/requests.ts';
import { createSender, type Heard } from './fuzz/send.ts';
import { startProductWorld, startSmallWorld } from './fuzz/worlds.ts';
import { mean } from '../bench/bench.ts';
import type { Proof } from './proof.ts';

const FULL_COUNT = 20_000;
/** From here on the product is asked in a process of its own. */
const PRODUCT_FROM = 1_000;
const AT_ONCE = 8;
/** Requests that are made at a time. */
const BATCH = 400;
/** What the second half of the process's memory may be above the first, once it is warm. */
const GROWTH = 1.25;
const SPARE_BYTES = 64 << 20;
/** Of those who are signed in: who has just signed out, or asks with a secret of another. */
const TURNED_AWAY_MAX = 0.1;
const TOO_LARGE = 'more than a megabyte';

export const proof: Proof = {
  name: 'fuzz',
  about: 'whatever is asked of a route: no 5xx, nothing of the inside told, alive, memory steady',
  fullCount: FULL_COUNT,
  run: async ({ count, seed, log }) => {
    const world = await (count >= PRODUCT_FROM ? startProductWorld() : startSmallWorld());
    const sender = createSender(world.url, AT_ONCE);
    const failures = new Map<string, number>();
    const statuses = new Map<string, number>();
    const signedIn = new Map<string, number>();
    const asked = new Set<string>();
    const memories: number[] = [];
    try {
      const cookies = await Promise.all(
        world.callers.map(async ({ enter }) => (enter ? enter() : null)),
      );
      const described = (await (await fetch(`${world.url}/api/openapi.json`)).json()) as Described;
      const renewing = new Map<number, Promise<void>>();
      const tryOne = async (attempt: Attempt, nth: number): Promise<void> => {
        const { caller, method, path } = attempt;
        const { enter, name } = world.callers[caller]!;
        const used = cookies[caller] ?? null;
        // Each who is signed out is somebody else: all of them are counted by address. Demo accounts are for this machine alone.
        const from = enter ? null : `127.1.${(nth >> 8) & 255}.${nth & 255}`;
        let heard: Heard;
        try {
          heard = await sender.ask(attempt, { cookie: used, from });
        } catch (error) {
          // The server hangs up on a body that is too large, before all of it was sent.
          if (attempt.raw !== TOO_LARGE) note(failures, `${method} ${path.slice(0, 200)} by ${name}: ${(error as Error).message}; ${bodyOf(attempt)}`); // prettier-ignore
          return;
        }
        note(statuses, String(heard.status));
        if (enter) note(signedIn, heard.status === 401 ? 'turned away' : 'let in');
        if (heard.status === 200 && method !== 'HEAD') learn(world.known, path, heard.text);
        asked.add(path.split('?')[0]!);
        for (const wrong of judge(heard, path))
          note(failures, `${method} ${path.slice(0, 300)} by ${name}: ${wrong}; ${bodyOf(attempt)}`); // prettier-ignore
        // It has ended its own session: another is begun, or all that follows would only hear that.
        if (
          enter &&
          heard.status === 401 &&
          heard.text.includes('signed-out') &&
          cookies[caller] === used
        ) {
          // prettier-ignore
          let renewal = renewing.get(caller);
          if (!renewal) {
            renewal = enter().then((cookie) => {
              cookies[caller] = cookie;
              renewing.delete(caller);
            });
            renewing.set(caller, renewal);
          }
          await renewal;
        }
      };
      for (let from = 0; from < count; from += BATCH) {
        // Of what the answers so far have made known.
        const arbitrary = requestsOf(described, world.known, world.callers.length);
        const batch = fc.sample(arbitrary, { seed: seed * 100_003 + from, numRuns: Math.min(BATCH, count - from) }); // prettier-ignore
        let next = 0;
        const lane = async (): Promise<void> => {
          for (let i = next++; i < batch.length; i = next++) await tryOne(batch[i]!, from + i);
        };
        await Promise.all(Array.from({ length: AT_ONCE }, lane));
        if (!world.isAlive()) throw new Error(`the server ended after ${from + batch.length} requests`); // prettier-ignore
        if (world.memory) memories.push(world.memory());
        if ((from / BATCH) % 5 === 0 && count >= PRODUCT_FROM) log(`${from + batch.length} of ${count} asked`); // prettier-ignore
      }
      const health = await fetch(`${world.url}/api/health`);
      if (health.status !== 200) note(failures, `health says ${health.status} in the end`);
      const [away, inside] = ['turned away', 'let in'].map((what) => signedIn.get(what) ?? 0) as [number, number]; // prettier-ignore
      // What is behind the door is tried by who is let in.
      if (away > TURNED_AWAY_MAX * (away + inside)) note(failures, `${away} of ${away + inside} who are signed in are turned away`); // prettier-ignore
      return {
        count,
        seed,
        failures: [...failures].map(([what, times]) => (times > 1 ? `${what} (${times} times)` : what)).concat(grown(memories)), // prettier-ignore
        notes: [
          `status: ${[...statuses].sort().map(([status, n]) => `${status} ${n}`).join(', ')}`,
          `${inside} of ${away + inside} who are signed in were let in`,
          `${asked.size} addresses, by ${world.callers.map(({ name }) => name).join(', ')}`,
          ...(memories.length > 0 ? [`memory of the process, MB: ${memories.filter((_, i) => i % Math.ceil(memories.length / 12) === 0).map(mb).join(' ')}`] : []), // prettier-ignore
        ], // prettier-ignore
      };
    } finally {
      sender.close();
      await world.stop();
    }
  },
};

const mb = (bytes: number): string => (bytes / (1 << 20)).toFixed(0);

const note = (counts: Map<string, number>, what: string): void =>
  void counts.set(what, (counts.get(what) ?? 0) + 1);

const bodyOf = ({ body, raw }: Attempt): string =>
  raw ?? (body === undefined ? 'no body' : JSON.stringify(body).slice(0, 300));

/** The last third of the run against the second, when all that it keeps has been read. */
function grown(memories: readonly number[]): string[] {
  if (memories.length < 9) return [];
  const third = Math.floor(memories.length / 3);
  const [before, after] = [mean(memories.slice(third, 2 * third)), mean(memories.slice(-third))];
  return after > Math.max(GROWTH * before, before + SPARE_BYTES)
    ? [`the process grew from ${mb(before)} to ${mb(after)} MB`]
    : [];
}
