import { randomBytes, randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { join } from 'node:path';

import type pg from 'pg';

import { createTrees } from './access/trees-in-force.ts';
import { makeFirstLink } from './accounts/first-link.ts';
import { keepDemo } from './accounts/keep-demo.ts';
import { createPasswords } from './accounts/passwords.ts';
import { openSecretBox } from './accounts/secret-box.ts';
import { AUDIT_HEADS, keepHeads, writeHead } from './audit/heads.ts';
import { createAreasInForce } from './areas/areas-in-force.ts';
import { keepEditions } from './areas/keep-editions.ts';
import { addRoutes, ON_EDITION } from './app.ts';
import type { Config } from './config.ts';
import { selectMade } from './db/filled.sql.ts';
import { readMigrations } from './db/migrate.ts';
import type { App, Deps } from './deps.ts';
import { createFeeds } from './live/feeds.ts';
import { selectHeartbeats } from './live/heartbeats.sql.ts';
import { selectStream } from './live/changes.sql.ts';
import { createHub } from './live/hub.ts';
import { createSights } from './reads/sights.ts';
import { createSnapshotReads } from './reads/snapshot.ts';
import { headAnswers } from './security-headers.ts';
import { createDoor } from './session/door.ts';
import { createThrottle } from './session/throttle.ts';
import { createWhereFrom } from './session/where-from.ts';
import { createTiles } from './tiles/tiles.ts';
import { createLatest } from './units/latest.ts';

export interface ServeOptions {
  /** Hears the secret of the link that makes the first administrator, where there is none. */
  onFirstLink?: (secret: string) => void;
  /** The folder of the built screens; null serves none. */
  screens?: string | null;
  /** Let people walk about in a sample district. */
  simulate?: boolean;
}

const READ_AGAIN_MS = 1_000;

/** Read into memory, make the routes; answers what a simulator is known by, null where nobody is to be simulated. */
export async function serve(
  app: App,
  pool: pg.Pool,
  http: Server,
  config: Config,
  folder: string,
  options: ServeOptions,
  onClose: (end: () => Promise<unknown> | unknown) => void,
): Promise<string | null> {
  const clock = (): Date => new Date();
  const stream = await selectStream(pool);
  const made = await selectMade(pool);
  const areas = await createAreasInForce(pool);
  const trees = await createTrees(pool);
  const latest = await createLatest(pool);
  const feeds = createFeeds({ clock, intervalS: config.feedIntervalS });
  for (const { key, newestAt } of await selectHeartbeats(pool)) feeds.report(key, newestAt);
  const tiles =
    config.tiles &&
    createTiles(config.tiles, {
      folder: join(folder, 'tiles'),
      clock,
      onTrouble: (what) => app.log.warn(what),
    });
  if (tiles) onClose(() => tiles.close());
  const settings: Deps['settings'] = {
    timeZone: made.timeZone ?? config.timeZone,
    openToNetwork: config.openToNetwork,
    address: config.address,
    feedIntervalS: config.feedIntervalS,
    fixDaysKept: config.fixDaysKept,
    signIn: {
      ...config.signIn,
      insider: newSecret(),
      demo: made.sample !== null && !config.openToNetwork,
    },
    tiles: tiles && { attribution: tiles.attribution, maxZoom: tiles.maxZoom },
    searchAtOnce: true,
  };
  const passwords = await createPasswords();
  const secrets = await openSecretBox(join(folder, 'secrets.key'));
  const reads = createSnapshotReads(pool, settings);
  const { openToNetwork, address, signIn } = settings;
  const throttle = createThrottle(clock);
  const sights = await createSights(pool, latest);
  const door = signIn.asked ? createDoor({ pool, clock, trees, throttle, signIn }) : null;
  const whereFrom = createWhereFrom(signIn.proxies);
  const hub = await createHub({
    http,
    pool,
    clock,
    log: app.log,
    feeds,
    openToNetwork,
    address,
    networkOf: (request) => whereFrom(request).network,
    door,
    ...sights,
    ...reads,
  });
  onClose(() => hub.close());
  headAnswers(http);
  const readAgain = async (foreign = false, editionId: number | null = null): Promise<void> => {
    settings.timeZone = (await selectMade(pool)).timeZone ?? config.timeZone;
    if (editionId === null || areas.editionId !== editionId) await areas.reload();
    await sights.reload();
    await latest.reload(foreign);
  };
  // As often as it takes: a database that is out of reach comes back, and memory must not stay behind it.
  const readAgainSoon = (foreign = false, editionId: number | null = null): void => {
    readAgain(foreign, editionId).catch((error: unknown) => {
      app.log.error({ err: error }, 'reading again what is kept in memory');
      if (!pool.ending) setTimeout(() => readAgainSoon(foreign, editionId), READ_AGAIN_MS).unref();
    });
  };
  hub.onChange((change) => {
    if (change.noun === 'units') latest.setDuty(change.unitId, change.onDuty, new Date(change.at));
    // An import, by whichever process.
    if (change.noun === 'district') readAgainSoon();
    // With an edition units are responsible for other areas, too.
    if (change.noun === 'areas') readAgainSoon(false, change.editionId);
  });
  hub.onReset(async () => {
    try {
      await readAgain(true);
    } catch (error) {
      readAgainSoon(true);
      throw error;
    }
  });
  const editions = keepEditions({ pool, areas, hub, clock, log: app.log }, ON_EDITION);
  onClose(() => editions.stop());
  // What came due while nobody was there is in force before anybody asks.
  await editions.bringDue().catch((error: unknown) => app.log.error({ err: error }, 'bringing an edition into force')); // prettier-ignore
  // Of what was committed while memory was being read nobody has heard.
  if (hub.position().no !== stream.lastNo) await readAgain();
  const deps: Deps = {
    pool,
    clock,
    newId: randomUUID,
    newSecret,
    passwords,
    secrets,
    log: app.log,
    areas,
    trees,
    editions,
    throttle,
    hub,
    feeds,
    latest,
    tiles,
    settings,
  };
  await keepDemo(deps, settings.signIn.demo);
  const link = settings.signIn.demo ? null : await makeFirstLink(deps);
  if (link !== null) options.onFirstLink?.(link);
  await addRoutes(app, deps, {
    knownMigrations: (await readMigrations()).length,
    screens: options.screens ?? null,
  });
  await app.ready();
  // After the last answer.
  const heads = join(folder, AUDIT_HEADS);
  onClose(
    keepHeads(
      () =>
        writeHead(pool, heads, clock(), (head) =>
          app.log.info({ audit: head }, 'head of the audit'),
        ),
      (error) => app.log.error({ err: error }, 'writing the head of the audit'),
    ),
  );
  onClose(() => app.close());
  return made.sample !== null && options.simulate === true ? settings.signIn.insider : null;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
