import { createRandom } from '#data/fixtures/random-cells.ts';
import { testDatabase } from '#server/db/test-database.ts';

import type { Proof } from './proof.ts';
import { actAtRandom, CAMERAS } from './scopes/acts.ts';
import { wrongInPack } from './scopes/judge-packs.ts';
import { createOracle, type Kind } from './scopes/oracle.ts';
import {
  createSameBytes,
  HEAT_PACK,
  OWN_PACKS,
  PUBLIC_PACKS,
  wrongInRefusal,
  type Came,
} from './scopes/packs.ts';
import { serve } from './scopes/serve.ts';
import { hangWall, hire, UNITS, type Staff } from './scopes/staff.ts';
import type { Watcher } from './scopes/watcher.ts';
import { appointCaptains, insertSession, insertWorld, selectHoldings, selectInForce, selectLand, selectNames, selectOpen, selectReported } from './scopes/world.sql.ts'; // prettier-ignore
import { pause, waitUntil } from './wait-until.ts';

/** So long what one may no more see may still come. */
const GRACE_MS = 2_000;
/** After so many acts all is quiet, and everybody must have exactly what is theirs. */
const STOCK_EACH = 500;
/** A session knocks so often, and comes with another one then: a person who signs in anew. */
const CUTS = 3;
const FAILURES_MAX = 50;
const STOCK = [...PUBLIC_PACKS, ...OWN_PACKS];

export const proof: Proof = {
  name: 'scopes',
  about: 'nothing crosses a scope while posts, sessions, borders and units move, and nobody misses what is theirs', // prettier-ignore
  fullCount: 10_000,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const draw = createRandom(seed);
    const database = await testDatabase();
    const { ownerPool } = database;
    await insertWorld(ownerPool, UNITS, CAMERAS);
    await appointCaptains(ownerPool);
    const begin = await hire(database);
    const names = await selectNames(ownerPool);
    const served = await serve(database);
    const oracle = createOracle();
    const tally = { told: 0, dots: 0, hits: 0, editions: 0, signedOut: 0, stocks: 0, latestMs: 0, same: 0, refused: 0, own: 0 }; // prettier-ignore
    const done: Record<string, number> = {};
    let act = 0;
    let staff: Staff | null = null;
    const say = (what: string): void => {
      if (failures.length === FAILURES_MAX) return;
      failures.push(`act ${act}: ${what}`);
      log(failures.at(-1)!);
    };
    try {
      let editionId = await selectInForce(ownerPool);
      let held = '';
      let turns: number[] = [];
      let sinceMs = Date.now();
      /** Reads posts and borders as they are now; they may have been so since it was read last. */
      const look = async (): Promise<void> => {
        const atMs = Date.now();
        const [holdings, inForce] = [await selectHoldings(ownerPool), await selectInForce(ownerPool)]; // prettier-ignore
        const text = JSON.stringify([inForce, ...holdings]);
        if (text !== held) {
          const isOther = inForce !== editionId || held === '';
          const land = isOther ? await selectLand(ownerPool, inForce) : oracle.land;
          if (inForce !== editionId) tally.editions++;
          [editionId, held] = [inForce, text];
          turns = [...holdings.values()].flat().flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
          oracle.now(sinceMs, Date.now(), holdings, land);
        }
        sinceMs = atMs;
      };
      await look();
      staff = begin(served.url);
      const { watchers } = staff;
      const isMine = ({ unitId }: Watcher, kind: Kind, id: string | number): boolean => (kind === 'unit' || kind === 'dot') && id === unitId; // prettier-ignore
      /** Looks at what came since the last time. */
      const check = (): void => {
        for (const watcher of watchers) {
          for (const { ms, kind, id, trueMs, how } of watcher.take()) {
            if (kind === 'dot') tally.dots++;
            tally.told++;
            if (watcher.endedMs !== null && ms > watcher.endedMs + GRACE_MS) say(`${watcher.name} is told ${ms - watcher.endedMs} ms after its session ended: ${how}`); // prettier-ignore
            const may = (fromMs: number, toMs: number): boolean => oracle.may(watcher.whose, kind, id, fromMs, toMs, isMine(watcher, kind, id)); // prettier-ignore
            if (may(ms, ms)) continue;
            // What was theirs a moment ago, or was when it became true and was missed.
            if (may(ms - GRACE_MS, ms)) tally.latestMs = Math.max(tally.latestMs, lateBy(may, ms));
            else if (!may(trueMs, trueMs)) say(`${watcher.name} (${watcher.whose}) is told of ${kind} ${id} by ${how}`); // prettier-ignore
          }
        }
      };
      const judge = (whose: string, kind: Kind, id: string | number, fromMs: number): void => {
        tally.hits++;
        const watcher = watchers.find((one) => one.whose === whose)!;
        asked.push(() => {
          if (!oracle.may(whose, kind, id, fromMs - GRACE_MS, Date.now(), isMine(watcher, kind, id))) say(`${watcher.name} finds ${kind} ${id}`); // prettier-ignore
        });
      };
      let asked: (() => void | Promise<void>)[] = [];
      const renew = async (watcher: Watcher): Promise<void> => {
        const personId = staff!.personOf(watcher);
        if (personId !== null) return watcher.comeAgain(watcher.whose, await insertSession(ownerPool, personId)); // prettier-ignore
        const { id, secret } = await hangWall(database, [100, 101, 102, 103][Math.floor(4 * draw())]!); // prettier-ignore
        watcher.comeAgain(`w${id}`, `jingwei=${secret}`);
      };
      const settle = async (): Promise<void> => {
        await look();
        check();
        for (const one of asked) await one();
        asked = [];
        for (const watcher of watchers) {
          const over = watcher.endedMs !== null && Date.now() > watcher.endedMs + GRACE_MS + 500;
          if (over) tally.signedOut++;
          if (over || (watcher.endedMs === null && watcher.console.cuts >= CUTS)) await renew(watcher); // prettier-ignore
        }
        await look();
      };
      const sameBytes = createSameBytes();
      const judgeSame = (layer: string, { name }: Watcher, bytes: Uint8Array): void => {
        tally.same++;
        const wrong = sameBytes(layer, name, bytes);
        if (wrong !== '') say(wrong);
      };
      // What all have alike is for whoever is signed in, with a post or without.
      const judgeMissing = ({ name }: Watcher, path: string, status: number): void => say(`${name} asks for ${path}: status ${status}`); // prettier-ignore
      const judgeRefused = (who: string, path: string, came: Came): void => {
        tally.refused++;
        const wrong = wrongInRefusal(came);
        if (wrong !== '') say(`${who} asks for ${path}: ${wrong}`);
      };
      const judgeOwn = (
        watcher: Watcher,
        path: string,
        came: Came,
        fromMs: number,
        graceMs: number | null = GRACE_MS,
      ): void => {
        // prettier-ignore
        if (came.status === 200) tally.own++;
        const toMs = Date.now();
        asked.push(async () => {
          const reported = path === HEAT_PACK ? await selectReported(ownerPool) : [];
          for (const wrong of wrongInPack({ whose: watcher.whose, path, came, fromMs, toMs, graceMs, reported }, { oracle, names, cameras: CAMERAS })) say(`${watcher.name} asks for ${path}: ${wrong}`); // prettier-ignore
        });
      };
      /** The packed map as each has it who may: layers that all have alike, and all that is theirs and nothing else. */
      const takePacks = async (watcher: Watcher): Promise<void> => {
        const fromMs = Date.now();
        for (const path of STOCK) {
          const came = await served.bytes(watcher.console.cookie!, path);
          if (OWN_PACKS.some((own) => own === path)) judgeOwn(watcher, path, came, fromMs, null);
          else if (came.status !== 200) judgeMissing(watcher, path, came.status);
          else judgeSame(`${path} at edition ${editionId}`, watcher, came.bytes);
        }
      };
      /** When all is quiet each has what is theirs, all of it and nothing else. */
      const takeStock = async (): Promise<void> => {
        tally.stocks++;
        const isHere = ({ console, endedMs }: Watcher): boolean => endedMs === null && console.socket.connected && console.cursor !== null; // prettier-ignore
        // No post begins or ends about now, and whoever was cut off is back.
        const isCalm = (): boolean => !turns.some((at) => at > Date.now() - GRACE_MS - 700 && at < Date.now() + 1_000); // prettier-ignore
        for (let tries = 0; tries < 10; tries++) {
          await pause(tries === 0 ? GRACE_MS + 700 : 500);
          await settle();
          await waitUntil('all are there', () => watchers.every(isHere)).catch(() => {});
          await pause(300);
          if (isCalm() && watchers.every(isHere)) break;
        }
        await look();
        check();
        const open = await selectOpen(ownerPool);
        const ms = Date.now();
        for (const watcher of watchers) {
          if (!isHere(watcher)) {
            say(`${watcher.name} does not come back: cut ${watcher.console.cuts} times, ${watcher.console.answers.join() || 'never answered'}, session ${watcher.endedMs === null ? 'lasts' : 'over'}`); // prettier-ignore
            continue;
          }
          const due = open.filter(({ id }) => oracle.may(watcher.whose, 'incident', id, ms, ms, false)); // prettier-ignore
          const lost = due.filter(({ id }) => !watcher.open.has(id)).length;
          if (lost > 0 || due.length !== watcher.open.size) say(`${watcher.name} has ${watcher.open.size} open incidents of ${due.length}, ${lost} are lost`); // prettier-ignore
        }
        await Promise.all(watchers.filter(isHere).map(takePacks));
        await settle();
      };

      await waitUntil('all join', () =>
        watchers.every(({ console }) => console.answers.length > 0),
      );
      const means = {
        database,
        served,
        staff,
        oracle,
        draw,
        judge,
        judgeSame,
        judgeOwn,
        judgeMissing,
        judgeRefused,
      };
      for (act = 1; act <= count; act++) {
        const name = await actAtRandom(means);
        done[name] = (done[name] ?? 0) + 1;
        await settle();
        if (act % STOCK_EACH === 0 || act === count) await takeStock();
        if (act % STOCK_EACH === 0) log(`${act} of ${count}, ${tally.told} things told, ${failures.length} failures`); // prettier-ignore
      }
      for (const { name, console, telling } of watchers)
        for (const what of [...telling, ...console.failures]) say(`${name}: ${what}`);
      const sum = (of: 'frames' | 'changes' | 'snapshots'): number => watchers.reduce((total, { counts }) => total + counts[of], 0); // prettier-ignore
      return {
        count,
        seed,
        failures,
        notes: [
          `${watchers.length} watch: ${sum('frames')} frames of ${tally.dots} dots, ${sum('changes')} changes, ${sum('snapshots')} snapshots: ${tally.told} things told; ${tally.hits} found or read`, // prettier-ignore
          `${Object.entries(done).map(([name, n]) => `${n} ${name}`).join(', ')}; ${tally.editions} editions came into force, ${tally.signedOut} sessions and walls ended`, // prettier-ignore
          `${tally.same} packs of public layers, each the same bytes for all at its edition; ${tally.own} packs of sites, heat, captains and the ground of plans, each with what is theirs alone; ${tally.refused} refused to who is not signed in`, // prettier-ignore
          `the latest that came after a right had ended: ${tally.latestMs} ms; ${tally.stocks} times all was quiet and each had exactly what is theirs`, // prettier-ignore
        ],
      };
    } finally {
      for (const watcher of staff?.watchers ?? []) watcher.stop();
      await served.close();
      await database.drop();
    }
  },
};

/** How long ago somebody still might be told, ms, to the hundred. */
function lateBy(may: (fromMs: number, toMs: number) => boolean, ms: number): number {
  let by = 100;
  while (by < GRACE_MS && !may(ms - by, ms)) by += 100;
  return by;
}
