import type pg from 'pg';

import { createRandom } from '#data/fixtures/random-cells.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { transact } from '#server/db/database.ts';
import { appendChange } from '#server/live/append-change.sql.ts';

import { compareTold } from './compare-told.ts';
import { createCutter } from './cutter.ts';
import { openScreen, startScreenProcess } from './screen.ts';
import { serveLanes, TICK_MS } from './serve-lanes.ts';
import { pause, waitUntil } from '../wait-until.ts';

const BESIDE = 20;
const UNITS = 2_000;
/** What the server may hold beyond what it held before: the lane at hand, and what waits for those who do not read. */
const MAY_HOLD_BYTES = 32 << 20;
/** At full length more than twice that passes each console, so that a queue without a bound would show. */
const FACT_CHARS = 27_000;
const FACT_BYTES = 3 * FACT_CHARS;
const FACT_EACH_MS = 60;
const NARROW_BYTES_PER_S = 100_000;
/** From here on enough passes to tell. */
const FULL_MS = 60_000;

/**
 * Facts of 1.3 MB and frames of 80 kB a second for 20 consoles, beside which one sleeps and wakes after
 * `stallMs`, one sleeps for good, one reads a tenth of what it is sent, and one takes frames without saying so.
 * None of the 20 may lack anything, have it twice or be cut off; those that come back catch up; and the
 * server's memory stays within a bound.
 */
export async function proveStall(
  stallMs: number,
  log: (line: string) => void,
): Promise<{ failures: string[]; notes: string[] }> {
  const failures: string[] = [];
  const database = await testDatabase();
  const ends: (() => unknown)[] = [() => database.drop()];
  try {
    await database.ownerPool.query(
      `INSERT INTO units (id, code, kind, name, on_duty, source_key)
       SELECT i, 'U' || i, 'worker', '王' || i, true, i::text FROM generate_series(1, $1::int) i`,
      [UNITS],
    );
    const server = await serveLanes(database.url, 0);
    ends.unshift(() => server.kill());
    const url = `http://127.0.0.1:${server.port}`;
    const cutter = await createCutter(server.port);
    ends.unshift(() => cutter.close());
    const open = (at: string) => {
      const screen = openScreen(at);
      ends.unshift(() => screen.console.stop());
      return screen;
    };
    const beside = Array.from({ length: BESIDE }, () => open(url));
    const mute = open(url);
    const narrow = open(`http://127.0.0.1:${cutter.port}`);
    const [sleeper, dead] = [await startScreenProcess(url), await startScreenProcess(url)];
    ends.unshift(
      () => sleeper.kill(),
      () => dead.kill(),
    );
    const all = [...beside, mute, narrow];
    await waitUntil('every console joins', () => all.every((s) => s.console.cursor !== null));
    await waitUntil('every console has a frame', () => all.every((s) => s.frames > 0));
    const before = await server.ask('how much');

    log(`one of ${BESIDE + 4} consoles stalls for ${stallMs / 1000} s`);
    let writing = true;
    ends.unshift(() => (writing = false));
    const written = writeFacts(database.ownerPool, () => writing);
    written.catch(() => {});
    mute.awake = false;
    cutter.narrow(NARROW_BYTES_PER_S);
    sleeper.sleep();
    dead.sleep();
    const framesAtFirst = all.map((screen) => screen.frames);
    const began = performance.now();
    let most = before;
    let loggedMs = 0;
    for (;;) {
      await pause(1_000);
      const now = await server.ask('how much');
      if (now.bytes! > most.bytes!) most = now;
      const told = beside[0]!.marks.length * FACT_BYTES;
      const ranMs = performance.now() - began;
      if (ranMs > loggedMs + 10_000) {
        loggedMs = ranMs;
        log(`${(ranMs / 1000).toFixed(0)} s, ${inMB(told)} MB told, ${now.consoles} consoles joined, ${inMB(now.bytes! - before.bytes!)} MB more held`); // prettier-ignore
      }
      if (ranMs < stallMs) continue;
      if (stallMs < FULL_MS || told > 2 * MAY_HOLD_BYTES) break;
    }
    const stalledS = (performance.now() - began) / 1000;
    const lastly = await server.ask('how much');
    const grown = most.bytes! - before.bytes!;
    if (grown > MAY_HOLD_BYTES) failures.push(`the server held ${inMB(grown)} MB more than before`);
    const framesOfMute = mute.frames - framesAtFirst[BESIDE]!;
    if (framesOfMute > 1) failures.push(`${framesOfMute} frames to one that acknowledged none`);
    const toldFrames = beside.map((screen, i) => screen.frames - framesAtFirst[i]!);
    const ticks = lastly.step! - before.step!;

    mute.awake = true;
    cutter.narrow(Infinity);
    sleeper.wake();
    await pause(2 * TICK_MS);
    writing = false;
    const truth = Array.from({ length: await written }, (_, i) => i + 1);
    const { step } = await server.ask('stand still');
    for (const [i, screen] of [...beside, mute].entries()) {
      const name = i < BESIDE ? `console ${i + 1}` : 'the one that took frames without saying so';
      await waitUntil('all is told', () => screen.marks.at(-1) === truth.at(-1)).catch(() => {});
      failures.push(...compareTold(screen.marks, truth).map((failure) => `${name}: ${failure}`));
      const { answers, cuts } = screen.console;
      if (cuts > 0 || answers.join() !== 'snapshot') {
        failures.push(`${name} was cut off ${cuts} times and joined ${answers.length} times`);
      }
    }
    const { cursor } = beside[0]!.console;
    const narrowKnows = (): boolean => narrow.console.cursor === cursor;
    await waitUntil('it catches up', narrowKnows).catch(() => {});
    if (!narrowKnows()) failures.push('the one that read little never caught up');
    for (const screen of all) {
      await waitUntil('the newest frame', () => screen.step() === step).catch(() => {});
      if (screen.step() !== step) failures.push(`units stand at ${screen.step()} instead of ${step}`); // prettier-ignore
      failures.push(...screen.console.failures);
    }
    let slept = await sleeper.ask();
    for (let i = 0; i < 600 && (slept.cursor !== cursor || slept.step !== step); i++) {
      await pause(100);
      slept = await sleeper.ask();
    }
    if (slept.cursor !== cursor) failures.push('the one that slept never caught up');
    if (slept.step !== step) failures.push(`on the one that slept units stand at ${slept.step}`);
    failures.push(...slept.failures);
    return {
      failures,
      notes: [
        `stall of ${stalledS.toFixed(0)} s beside ${BESIDE}: ${truth.length} facts, ${inMB(truth.length * FACT_BYTES)} MB for each console; the server held ${inMB(grown)} MB more at most (allowed ${inMB(MAY_HOLD_BYTES)}), ${lastly.consoles} of ${BESIDE + 4} consoles still joined at its end`,
        `frames of ${ticks} ticks: ${Math.min(...toldFrames)} to ${Math.max(...toldFrames)} to each of the ${BESIDE}, ${framesOfMute} to the one that acknowledged none; cut off: the narrow one ${narrow.console.cuts} times, the sleeper ${slept.cuts}`,
      ],
    };
  } finally {
    for (const end of ends) await end();
  }
}

/** Facts with much text, one after the other, each marked by its number (as a revision); answers how many. */
async function writeFacts(pool: pg.Pool, goOn: () => boolean): Promise<number> {
  // Of the frequent characters, in no order: text that a database cannot make much shorter.
  const draw = createRandom(1);
  const description = Array.from({ length: FACT_CHARS }, () =>
    String.fromCharCode(0x4e00 + Math.floor(2_500 * draw())),
  ).join('');
  let mark = 0;
  while (goOn()) {
    const at = new Date();
    const revision = ++mark;
    await transact(pool, (db) =>
      appendChange(db, at, {
        noun: 'incidents',
        kind: 'stepped',
        at: at.toISOString(),
        incident: {
          id: '00000000-0000-4000-8000-000000000001',
          no: '1',
          category: 'litter',
          severity: 4,
          title: '占道堆物',
          description,
          address: null,
          at: null,
          areaId: null,
          editionId: null,
          origin: 'patrol',
          reportedAt: at.toISOString(),
          state: 'open',
          revision,
          closedAt: null,
        },
        figures: { open: 1, openGrave: 0, newToday: 0, closedToday: 0 },
      }),
    );
    await pause(FACT_EACH_MS);
  }
  return mark;
}

function inMB(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
