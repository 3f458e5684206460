import { createHash } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import type pg from 'pg';

import { createRandom } from '#data/fixtures/random-cells.ts';
import { createPool } from '#server/db/pool.ts';
import { clusterUrl, DATABASE, OWNER_ROLE } from '#server/db/private-cluster.ts';
import { connectStrictly } from '#server/live/strict-console.ts';
import type { UnitCard } from '#server/units/read-unit.ts';

import {
  countHalves,
  countMissingFixes,
  insertGround,
  selectBroken,
  selectStreamOfIncidents,
} from './kill/stored.sql.ts';
import { createVictim, type Victim } from './kill/victim.ts';
import { hand, startWriters, type Handed } from './kill/writers.ts';
import type { Proof } from './proof.ts';
import { pause, waitUntil } from './wait-until.ts';

const UNITS = Array.from({ length: 80 }, (_, i) => `U${i + 1}`);
/** How often server and database are killed at the same time, of the times that both are. */
const AT_ONCE = 0.2;
/** Which hand over again at the same time. */
const HANDS = 8;

type Killed = 'server' | 'database' | 'both';
type Say = (what: string) => void;

/** kill -9 of the server and of its database, each `count` times, while incidents, steps and fixes are written. */
export const proof: Proof = {
  name: 'kill',
  about: 'kill -9 of the server and of its database under load loses nothing acknowledged',
  fullCount: 100,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const draw = createRandom(seed);
    let ids = 0;
    const newId = (): string => {
      const h = createHash('sha256').update(`${seed} ${ids++}`).digest('hex');
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
    };
    // Of the past, and no two alike: a millisecond a fix.
    let clock = Date.now() - 3 * 3_600_000;
    const victim = await createVictim(await freePort());
    const ends: (() => unknown)[] = [() => victim.remove()];
    const everything: Handed[] = [];
    const tally = { server: 0, database: 0, both: 0, acknowledged: 0, fixes: 0, cutOff: 0 };
    let joins = 0;
    try {
      await victim.start();
      const url = clusterUrl({ socketDir: join(victim.dataDir, 's') }, OWNER_ROLE, DATABASE);
      await withPool(url, (pool) => insertGround(pool, UNITS.length));
      // Units are read at the start.
      await victim.killServer();
      await victim.start();
      const told: string[] = [];
      const console = connectStrictly(victim.url, {
        retryMs: 50,
        forgetful: true,
        onChange: (change) => {
          if (change.noun === 'incidents') told.push(`${change.incident.id} ${change.incident.revision}`); // prettier-ignore
        },
      });
      ends.unshift(() => console.stop());
      await waitUntil('the console joins', () => console.cursor !== null);

      for (const [i, killed] of drawKills(count, draw).entries()) {
        const say: Say = (what) => void failures.push(`kill ${i + 1}, ${killed}: ${what}`);
        const writers = startWriters(victim.url, UNITS, newId, () => clock++, say);
        await pause(150 + 700 * draw());
        if (killed !== 'server') await victim.killDatabase(draw() < 0.5 ? 'first' : 'all');
        if (killed !== 'database') await victim.killServer();
        // A server that has lost its database brings it back by itself; one that was killed is started again.
        else await victim.untilBack();
        await writers.stop();
        if (killed !== 'database') await victim.start();
        const open = writers.handed.filter((one) => !one.acknowledged);
        const said = writers.handed.filter((one) => one.acknowledged);
        everything.push(...writers.handed);
        tally[killed]++;
        tally.acknowledged += said.length;
        tally.cutOff += open.length;
        if (said.length === 0) say('nothing was acknowledged before the kill: it proves nothing');
        await compareStored(url, said, say);
        await compareDots(victim, everything, say);
        // Handing over again what was not answered is harmless, and then it is there once.
        await Promise.all(
          Array.from({ length: HANDS }, async (_, hand) => {
            for (let k = hand; k < open.length; k += HANDS) await handAgain(victim, open[k]!, say);
          }),
        );
        await compareStored(url, writers.handed, say);
        log(`${i + 1}: ${killed} killed, ${said.length} acknowledged, ${open.length} cut off`);
      }

      const last: Say = (what) => void failures.push(`in the end: ${what}`);
      for (let from = 0; from < everything.length; from += 5_000)
        await compareStored(url, everything.slice(from, from + 5_000), last);
      const stream = await withPool(url, selectStreamOfIncidents);
      await waitUntil('all is told', () => told.at(-1) === stream.at(-1)).catch(() => {});
      if (told.join() !== stream.join()) last(`a console was told ${told.length} changes, not the ${stream.length} that there are, or in another order`); // prettier-ignore
      failures.push(...console.failures.map((failure) => `console: ${failure}`));
      joins = console.answers.filter((kind) => kind !== 'refused').length;
      tally.fixes = everything.reduce((sum, one) => sum + (one.kind === 'fixes' ? one.fixes.length : 0), 0); // prettier-ignore
    } catch (error) {
      failures.push((error as Error).stack ?? String(error));
    } finally {
      for (const end of ends) await end();
    }
    return {
      count,
      seed,
      failures,
      notes: [
        `the server killed ${tally.server + tally.both} times, its database ${tally.database + tally.both} times, ${tally.both} of them at once`,
        `${tally.acknowledged} requests acknowledged, ${tally.cutOff} cut off and handed over again, ${tally.fixes} fixes among them; one console joined ${joins} times`,
      ],
    };
  },
};

/** Server and database `count` times each: one after the other in either order, or at once. */
function drawKills(count: number, draw: () => number): Killed[] {
  const kills: Killed[] = [];
  for (let i = 0; i < count; i++) {
    if (draw() < AT_ONCE) kills.push('both');
    else if (draw() < 0.5) kills.push('server', 'database');
    else kills.push('database', 'server');
  }
  return kills;
}

async function handAgain(victim: Victim, one: Handed, say: Say): Promise<void> {
  // A connection of before the kill may be used once more, and fail.
  for (let tries = 0; tries < 10; tries++) {
    one.acknowledged = await hand(victim.url, one, say);
    if (one.acknowledged) return;
    await pause(100);
  }
  say('what was cut off is not taken when it comes again');
}

/** All of it that was acknowledged is in the database, whole and once. */
async function compareStored(url: string, handed: readonly Handed[], say: Say): Promise<void> {
  const said = handed.filter((one) => one.acknowledged);
  await withPool(url, async (pool) => {
    const revisions = said.flatMap(
      (one) =>
      one.kind === 'report' ? [{ id: one.report.id, no: 1 }] : one.kind === 'close' ? [{ id: one.id, no: 2 }] : [], // prettier-ignore
    );
    const broken = await selectBroken(
      pool,
      revisions.map((one) => one.id),
      revisions.map((one) => one.no),
    );
    if (broken.length > 0) say(`${broken.length} of ${revisions.length} reports and steps lost or not whole: ${broken[0]}`); // prettier-ignore
    const fixes = said.flatMap((one) => (one.kind === 'fixes' ? one.fixes : []));
    const missing = await countMissingFixes(
      pool,
      fixes.map((fix) => fix.unit),
      fixes.map((fix) => fix.measuredAt),
    );
    if (missing > 0) say(`${missing} of ${fixes.length} fixes lost`);
    const halves = await countHalves(pool);
    if (halves > 0) say(`${halves} halves: an incident, an entry or a change without the others, or a number left out`); // prettier-ignore
  });
}

/** Each dot stands on a fix no older than the newest that was acknowledged. */
async function compareDots(victim: Victim, handed: readonly Handed[], say: Say): Promise<void> {
  const newest = new Map<string, string>();
  for (const one of handed) {
    if (one.kind !== 'fixes' || !one.acknowledged) continue;
    for (const { unit, measuredAt } of one.fixes) {
      if (measuredAt > (newest.get(unit) ?? '')) newest.set(unit, measuredAt);
    }
  }
  let behind = 0;
  for (const [unit, measuredAt] of newest) {
    const answer = await fetch(`${victim.url}/api/units/${unit.slice(1)}`);
    const card = (await answer.json()) as UnitCard;
    if (!card.newest || card.newest.measuredAt < measuredAt) behind++;
  }
  if (behind > 0) say(`${behind} of ${newest.size} dots stand where they stood before`);
}

async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool(url, 'bulk', 1);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
