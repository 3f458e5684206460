import { toLattice } from '#data/geo/lattice.ts';
import { createPool } from '#server/db/pool.ts';
import { createFramePace } from '#server/live/frame-pace.ts';
import { startTestHub } from '#server/live/test-hub.ts';
import { createSnapshotReads } from '#server/reads/snapshot.ts';
import { createLatest } from '#server/units/latest.ts';

import { BEGAN_MS, TICK_MS, type ServerSays, type ServerIsTold } from './serve-lanes.ts';

/** Both lanes in a process of its own, to be killed: `server.ts DATABASE_URL PORT`. Units move at each tick. */
const [url, port] = process.argv.slice(2);
const pool = createPool(url!);
const reads = createSnapshotReads(pool, { timeZone: 'Asia/Shanghai', openToNetwork: false });
const { hub, port: bound } = await startTestHub(pool, reads, Number(port));
const latest = await createLatest(pool);
const ids = latest.units().map((unit) => unit.id);
const clock = (): Date => new Date();
const pace = createFramePace({ source: latest, consoles: () => hub.consoles(), clock });
const say = (said: ServerSays): void => void process.send?.(said);

let step = 0;
let moving = true;
setInterval(() => {
  if (moving) {
    step++;
    latest.apply(
      ids.map((unitId) => ({
        unitId,
        measuredMs: BEGAN_MS + step,
        receivedMs: BEGAN_MS + step,
        lngE7: toLattice(118.7) + 100 * step,
        latE7: toLattice(32) + unitId,
        accuracyM: 5,
        speedMps: 1,
        headingDeg: 90,
        reason: null,
      })),
    );
  }
  pace.tick();
}, TICK_MS);

process.on('message', (told: ServerIsTold) => {
  if (told === 'stand still') {
    moving = false;
    say({ step });
  } else {
    globalThis.gc!();
    const { heapUsed, external } = process.memoryUsage();
    say({ bytes: heapUsed + external, consoles: [...hub.consoles()].length, step });
  }
});
process.on('disconnect', () => process.exit(0));
say({ port: bound });
