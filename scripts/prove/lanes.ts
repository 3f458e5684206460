import { createRandom } from '#data/fixtures/random-cells.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { connectStrictly, type StrictConsole } from '#server/live/strict-console.ts';

import { compareTold } from './lanes/compare-told.ts';
import { createCutter, type CutKind } from './lanes/cutter.ts';
import { serveLanes, type LanesServer } from './lanes/serve-lanes.ts';
import { proveStall } from './lanes/stall.ts';
import { pause, waitUntil } from './wait-until.ts';
import { writeInPairs } from './lanes/write-in-pairs.ts';
import type { Proof, ProofResult } from './proof.ts';

const CONSOLES = 3;
/** Every tenth cut is one of the server. */
const SERVER_EACH = 10;
const FULL_COUNT = 500;
const STALL_S = 60;
const SHORT_STALL_S = 5;

export const proof: Proof = {
  name: 'lanes',
  about:
    'nothing is lost, doubled or out of order, whatever is cut, and nobody waits for a slow one',
  fullCount: FULL_COUNT,
  run: async (options) => {
    const cut = await proveCuts(options);
    const full = options.count >= FULL_COUNT;
    const stall = await proveStall(1000 * (full ? STALL_S : SHORT_STALL_S), options.log);
    return {
      ...cut,
      failures: [...cut.failures, ...stall.failures.map((failure) => `stall: ${failure}`)],
      notes: [
        ...cut.notes!,
        ...stall.notes,
        ...(full ? [] : [`not at full size: the stall is of ${SHORT_STALL_S} s instead of ${STALL_S}`]), // prettier-ignore
      ],
    };
  },
};

/** Two writers whose transactions overlap, three consoles, and cuts of connections, of the server, and of its ear. */
async function proveCuts({ count, seed, log }: Parameters<Proof['run']>[0]): Promise<ProofResult> {
  const draw = createRandom(seed);
  const failures: string[] = [];
  const database = await testDatabase();
  let server: LanesServer | null = null;
  const ends: (() => unknown)[] = [];
  try {
    server = await serveLanes(database.url, 0);
    const { port } = server;
    const cutters = await Promise.all(Array.from({ length: CONSOLES }, () => createCutter(port)));
    const consoles = cutters.map((cutter) =>
      connectStrictly(`http://127.0.0.1:${cutter.port}`, { retryMs: 5 }),
    );
    ends.push(() => consoles.forEach((console) => console.stop()));
    ends.push(() => Promise.all(cutters.map((cutter) => cutter.close())));
    const isJoined = (console: StrictConsole): boolean => console.answers.length > 0;
    await waitUntil('every console joins', () => consoles.every(isJoined));

    let done = false;
    ends.unshift(() => (done = true));
    const writing = writeInPairs(database.ownerPool, draw, () => done);
    writing.catch(() => {});
    let killed = 0;
    let deafened = 0;
    for (let i = 1; i <= count; i++) {
      if (i % 50 === 0) log(`${i} of ${count} cuts, ${consoles[0]!.changes.length} changes`);
      await pause(20 * draw());
      if (i % SERVER_EACH === 0) {
        await server.kill();
        server = await serveLanes(database.url, port);
        killed++;
        continue;
      }
      // Now and then the server's own connection, by which it hears of commits: beside the cuts that are counted.
      if (i % SERVER_EACH === 5) {
        const { rowCount } = await database.ownerPool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'jingwei listen' AND datname = current_database()`,
        );
        deafened += rowCount ?? 0;
      }
      const at = Math.floor(CONSOLES * draw());
      const console = consoles[at]!;
      // Half of them hit a console that is connected, the others whatever it does now.
      if (draw() < 0.5) await waitUntil('a console is connected', () => console.socket.connected);
      const kind: CutKind = draw() < 0.5 ? 'now' : draw() < 0.5 ? 'deaf' : 'after';
      const before = console.cuts;
      await cutters[at]!.cut(kind, kind === 'deaf' ? 60 * draw() : Math.floor(2_000 * draw()));
      await waitUntil('a console notices', () => console.cuts > before);
    }
    done = true;
    const written = await writing;

    const { rows } = await database.ownerPool.query<{ mark: number }>(
      `SELECT (payload ->> 'unitId')::integer AS mark FROM changes ORDER BY no`,
    );
    const truth = rows.map((row) => row.mark);
    if (truth.length !== written.committed) {
      failures.push(`${written.committed} changes were committed, ${truth.length} are stored`);
    }
    const markOf = (console: StrictConsole): number | null =>
      console.lastChange?.noun === 'units' ? console.lastChange.unitId : null;
    for (const [i, console] of consoles.entries()) {
      await waitUntil('all is told', () => markOf(console) === truth.at(-1)).catch(() => {});
      const told = console.changes.map((c) => (c.noun === 'units' ? c.unitId : 0));
      const name = `console ${i + 1}`;
      failures.push(...console.failures.map((failure) => `${name}: ${failure}`));
      failures.push(...compareTold(told, truth).map((failure) => `${name}: ${failure}`));
      const snapshots = console.answers.filter((kind) => kind === 'snapshot').length;
      if (snapshots !== 1)
        failures.push(`${name}: ${snapshots} snapshots instead of the first only`);
    }
    const cuts = consoles.reduce((sum, console) => sum + console.cuts, 0);
    const answered = consoles.reduce((sum, console) => sum + console.answers.length, 0);
    return {
      count,
      seed,
      failures,
      notes: [
        `${count - killed} cuts of connections, ${killed} of the server, ${deafened} of its connection to the database; ${cuts} connections lost, ${answered} joins answered`,
        `${written.committed} changes by two writers, ${written.swapped} pairs committed in the other order, ${written.undone} numbered and rolled back`,
      ],
    };
  } finally {
    for (const end of ends) await end();
    await server?.kill();
    await database.drop();
  }
}
