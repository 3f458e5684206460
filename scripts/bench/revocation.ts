import { createTrees } from '#server/access/trees-in-force.ts';
import { transact } from '#server/db/database.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { connectStrictly } from '#server/live/strict-console.ts';
import { startTestHub } from '#server/live/test-hub.ts';
import { insertDrawing } from '#server/plans/test-edition.sql.ts';
import { createSights } from '#server/reads/sights.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { createDoor } from '#server/session/door.ts';
import { insertTestSession } from '#server/session/test-session.sql.ts';
import { createThrottle } from '#server/session/throttle.ts';
import { TEST_SIGN_IN } from '#server/test-app.ts';
import { createLatest } from '#server/units/latest.ts';

import { percentile, median, type Bench } from './bench.ts';
import { endPost, insertUnit, moveCell, signOut } from './revocation.sql.ts';

const HOW = { now: 'a post ended at once', byClock: 'a post ended by the clock', signedOut: 'signed out', edition: 'an edition of the borders' }; // prettier-ignore
const KINDS = ['now', 'byClock', 'signedOut'] as const;

/** Posts that are ended and people who sign out, one after the other, while the others go on. */
const POSTS = 240;
/** Consoles that lose sight by one edition. */
const BY_EDITION = 60;
/** A change that each of them sees, so often. */
const CHANGE_MS = 4;
/** Of those that end by the clock: so far off when it is written down. */
const SOON_MS = 400;
const AIM_MS = 2_000;
/** Ended at about the same time. */
const BATCH = 10;
/** So long a console is looked at after the end; it must have been quiet for the last part. */
const WAITED_MS = 4_000;
const QUIET_MS = 1_000;

const KINDS_AND_EDITION = [...KINDS, 'edition'] as const;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const bench: Bench = {
  name: 'revocation',
  about: `from the end of a post, a session or an area's border to the last change that a console gets, ${POSTS + BY_EDITION} open`,
  run: async (log, once) => {
    const database = await testDatabase();
    const { pool, ownerPool } = database;
    await insertDrawing(ownerPool);
    await insertUnit(ownerPool, { id: 1, areaId: 1 });
    const clock = (): Date => new Date();
    const latest = await createLatest(pool);
    const door = createDoor({
      pool,
      clock,
      trees: await createTrees(pool),
      throttle: createThrottle(clock),
      signIn: TEST_SIGN_IN,
    });
    const reads = createSnapshotReads(pool, { timeZone: 'Asia/Shanghai', openToNetwork: false });
    const here = await startTestHub(pool, { clock, door, ...(await createSights(pool, latest)), ...reads }); // prettier-ignore
    const count = once ? POSTS / 4 : POSTS;
    const last = once ? BY_EDITION / 4 : BY_EDITION;
    let telling = true;
    try {
      const consoles: { personId: number; lastAt: number; stop: () => void }[] = [];
      for (let i = 0; i < count + last; i++) {
        const personId = 5_000 + i;
        const cookie = await insertTestSession(ownerPool, { personId, role: 'leader', areaId: 101, at: clock() }); // prettier-ignore
        const one = { personId, lastAt: 0, stop: () => {} };
        await new Promise<void>((resolve) => {
          const console = connectStrictly(here.url, {
            cookie,
            forgetful: true,
            retryMs: -1,
            onChange: () => (one.lastAt = Date.now()),
            onSnapshot: () => resolve(),
          });
          one.stop = console.stop;
        });
        consoles.push(one);
      }
      const teller = (async () => {
        while (telling) {
          const at = clock();
          const change = { noun: 'units', kind: 'duty', at: at.toISOString(), unitId: 1, onDuty: true } as const; // prettier-ignore
          here.hub.wake(await transact(pool, (db) => appendChange(db, at, change)));
          await new Promise((resolve) => setTimeout(resolve, CHANGE_MS));
        }
      })();
      const took: Record<keyof typeof HOW, number[]> = { now: [], byClock: [], signedOut: [], edition: [] }; // prettier-ignore
      const note = (
        kind: keyof typeof HOW,
        { personId, lastAt }: (typeof consoles)[number],
        from: number,
      ): void => {
        took[kind].push(Math.max(0, lastAt - from));
        if (Date.now() - lastAt < QUIET_MS) throw new Error(`${personId} is still told`);
      };
      const end = async (one: (typeof consoles)[number], i: number): Promise<void> => {
        const kind = KINDS[i % KINDS.length]!;
        // Not all of a batch in one moment of the server's second.
        await pause(100 * (i % BATCH));
        const endsAt = new Date(Date.now() + (kind === 'byClock' ? SOON_MS : 0));
        if (kind === 'signedOut') await signOut(ownerPool, one.personId);
        else await endPost(ownerPool, one.personId, endsAt);
        const from = kind === 'byClock' ? endsAt.getTime() : Date.now();
        await pause(from - Date.now() + WAITED_MS);
        note(kind, one, from);
      };
      for (let i = 0; i < count; i += BATCH)
        await Promise.all(consoles.slice(i, Math.min(count, i + BATCH)).map((one, k) => end(one, i + k))); // prettier-ignore
      // The unit's cell goes to another grid: who leads its former one is told no more of it.
      const at = clock().toISOString();
      const versions = { areas: 2, features: 1, buildings: 1, sites: 1, units: 1 };
      here.hub.wake(
        await transact(ownerPool, async (db) => {
          await moveCell(db, { cellId: 1, to: 102, editionId: 2 });
          return appendChange(db, clock(), { noun: 'areas', kind: 'in-force', at, editionId: 2, versions }); // prettier-ignore
        }),
      );
      const from = Date.now();
      await pause(WAITED_MS);
      for (const one of consoles.slice(count)) note('edition', one, from);
      telling = false;
      await teller;
      for (const { stop } of consoles) stop();
      return KINDS_AND_EDITION.map((kind) => {
        const [list, how] = [took[kind], HOW[kind]];
        const p99 = percentile(list, 0.99);
        log(`${how}: median ${median(list).toFixed(0)} ms, p99 ${p99.toFixed(0)} ms of ${list.length}`); // prettier-ignore
        return { name: `revocation, ${how}, p99`, unit: 'ms', ours: p99, peers: [], ratio: null, aim: `< ${AIM_MS} ms`, met: p99 < AIM_MS }; // prettier-ignore
      });
    } finally {
      telling = false;
      await here.close();
      await database.drop();
    }
  },
};
