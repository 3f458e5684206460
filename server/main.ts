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
import { addRoutes, createApp, ON_EDITION } from './app.ts';
import type { Config } from './config.ts';
import { selectMade, selectRole } from './db/filled.sql.ts';
import { checkFitness, checkServerRole } from './db/fitness.sql.ts';
import { locateCluster, type PrivatePlace } from './db/locate-cluster.ts';
import { migrate, readMigrations, readMigrationState } from './db/migrate.ts';
import { openDatabase, refuseHeld, type OpenDatabase } from './db/open-database.ts';
import { createPool } from './db/pool.ts';
import { SERVER_ROLE } from './db/private-cluster.ts';
import type { App, Deps } from './deps.ts';
import { CannotStart } from './errors.ts';
import { createHttpServer, listen, stopListening } from './http-server.ts';
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
import { startSimulator } from './simulate/simulator.ts';
import { createBootPage, type StartProgress } from './start/boot-page.ts';
import { fillSample, sampleDue } from './start/fill-sample.ts';
import { createTiles } from './tiles/tiles.ts';
import { createLatest } from './units/latest.ts';

export interface StartedServer {
  url: string;
  /** Ends the simulator, the consoles, the server and the private database. */
  close: () => Promise<void>;
}

export interface StartOptions {
  /** Hears the secret of the link that makes the first administrator, where there is none. */
  onFirstLink?: (secret: string) => void;
  onProgress?: (progress: StartProgress) => void;
  /** Where the private database lies, found out while the process was still root. */
  place?: PrivatePlace;
  /** The folder of the built screens; null serves none. */
  screens?: string | null;
  /** The build of the screens, when one is under way. */
  screensBuilt?: Promise<void>;
  /** Let people walk about in a sample district. */
  simulate?: boolean;
  /** Ends the start, whatever it is doing. */
  signal?: AbortSignal;
}

/** What share of a first start each stage takes, in the order in which they come. */
const STAGES: [stage: string, percent: number][] = [
  ['database', 8],
  ['migrate', 4],
  ['sample', 40],
  ['load', 36],
  ['screens', 6],
  ['memory', 6],
];
const REVIVE_EVERY_MS = 500;
const READ_AGAIN_MS = 1_000;
/** For ending everything but the database. */
const ORDERLY_MS = 1200;

/**
 * Start the product: it listens at once and shows how far it has come, opens the database (the private one is
 * started), migrates it, makes the sample where it is due, reads what it keeps in memory, and serves.
 *
 * @throws CannotStart where it must not or cannot start; nothing is left running
 */
export async function startServer(
  config: Config,
  options: StartOptions = {},
): Promise<StartedServer> {
  const { signal } = options;
  const closing: (() => Promise<unknown> | unknown)[] = [];
  let opened: OpenDatabase | null = null;
  let stopping = false;
  const close = async (): Promise<void> => {
    stopping = true;
    const orderly = async (): Promise<void> => {
      while (closing.length > 0) await closing.pop()!();
    };
    // Whatever hangs there, the database is stopped: it would outlive this process.
    await Promise.race([orderly(), pause(ORDERLY_MS)]).catch(() => {});
    await opened?.close();
  };
  // What waits for the database is told so at once, not when it has come to an end.
  const giveUp = (): void => void close();
  signal?.addEventListener('abort', giveUp, { once: true });
  let at: StartProgress = { stage: 'database', detail: '', done: 0, total: 100 };
  const progress = (stage: string, detail = '', share = 0): void => {
    let done = 0;
    for (const [name, percent] of STAGES) {
      if (name === stage) {
        done += percent * share;
        break;
      }
      done += percent;
    }
    at = { stage, detail, done: Math.round(done), total: 100 };
    options.onProgress?.(at);
    signal?.throwIfAborted();
  };
  options.screensBuilt?.catch(() => {});

  try {
    const place = config.databaseUrl === null ? (options.place ?? locateCluster(config)) : null;
    if (place) await refuseHeld(place);
    let answer = createBootPage(() => at);
    const http = createHttpServer(config, (request, response) => answer(request, response));
    const url = await listen(http, config);
    const unlisten = (): Promise<void> => stopListening(http);
    closing.push(unlisten);

    progress('database');
    const database = await openDatabase(config, 'server', {
      exclusive: true,
      ...(place ? { place } : {}),
      ...(signal ? { signal } : {}),
    });
    opened = database;
    await database.lock?.say({ url });
    await prepare(database, config, progress, signal);

    progress('screens');
    await Promise.race([options.screensBuilt, givenUp(signal)]);

    progress('memory');
    const app = createApp(config.logLevel, () => stopping);
    const pool = createPool(database.url, 'api', 20, (error) => {
      if (!stopping) app.log.warn({ err: error }, 'a connection to the database was lost');
    });
    closing.push(() => pool.end());
    const folder = place?.folder ?? config.dataDir;
    const simulate = await serve(app, pool, http, config, folder, options, (end) => closing.push(end)); // prettier-ignore
    answer = (request, response) => app.routing(request, response);
    keepAlive(database, app, (end) => closing.push(end));
    // Before anything else the port is freed, but for the simulator, which would hear of it.
    closing.push(unlisten);
    signal?.throwIfAborted();
    signal?.removeEventListener('abort', giveUp);
    if (simulate !== null) closing.push(simulateLife(url, app, simulate));
    return { url, close };
  } catch (error) {
    await close();
    // What broke because it was given up is not what is to be said.
    throw signal?.aborted ? (signal.reason as Error) : error;
  }
}

/** Rejects when the start is given up. */
function givenUp(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** Migrate, check and fill the database, as its owner where that is needed; the owner's connections are gone after. */
async function prepare(
  database: OpenDatabase,
  config: Config,
  progress: (stage: string, detail?: string, share?: number) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  progress('migrate');
  const asServer = createPool(database.url, 'bulk', 1);
  try {
    const { role } = await reach(asServer);
    const state = await readState(asServer, database.ownerUrl);
    // The private database's grants follow the program, also where no migration is due.
    if (state.due || database.place) {
      if (database.ownerUrl === null) {
        throw new CannotStart(
          `Migrations are due (${state.due}), and JINGWEI_OWNER_URL, the owner's role that may make them, is not set. Set it, or run npm run migrate with it.`,
        );
      }
      const owner = createPool(database.ownerUrl, 'bulk', 2);
      try {
        await migrate(owner, database.place ? SERVER_ROLE : role, undefined, (migration) =>
          progress('migrate', migration.name),
        );
      } finally {
        await owner.end();
      }
    }
    await checkFitness(asServer, false);
    await checkServerRole(asServer);
    const size = await sampleDue(asServer, config, database.place !== null);
    if (size === null) return;
    if (database.ownerUrl === null) {
      throw new CannotStart(
        `JINGWEI_SAMPLE=${size}: a sample is stored by the owner's role: set JINGWEI_OWNER_URL, too.`,
      );
    }
    progress('sample');
    await fillSample(
      { ownerUrl: database.ownerUrl, size, now: new Date() },
      (kind, { stage, done, total }) => progress(kind, stage, done / total),
      signal,
    );
  } finally {
    await asServer.end();
  }
}

/** Connect for the first time; what goes wrong then is a sentence. */
async function reach(pool: pg.Pool): Promise<{ role: string }> {
  try {
    return { role: await selectRole(pool) };
  } catch (error) {
    throw new CannotStart(`The database does not answer: ${(error as Error).message}`);
  }
}

/** What is due, in words; null when nothing is. A role that was never granted anything needs a migration, too. */
async function readState(
  asServer: pg.Pool,
  ownerUrl: string | null,
): Promise<{ due: string | null }> {
  const known = await readMigrations();
  const owner = ownerUrl === null ? null : createPool(ownerUrl, 'bulk', 1);
  try {
    const state = await readMigrationState(owner ?? asServer, known);
    if (state.due.length > 0) {
      return { due: state.due.map((m) => `${m.no} ${m.name}`).join(', ') };
    }
    if (owner) await readMigrationState(asServer, known);
    return { due: null };
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return { due: 'the grants of its role' };
    throw error;
  } finally {
    await owner?.end();
  }
}

/** Read into memory, make the routes; answers what a simulator is known by, null where nobody is to be simulated. */
async function serve(
  app: App,
  pool: pg.Pool,
  http: Server,
  config: Config,
  folder: string,
  options: StartOptions,
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

/** Start the private database again when it has died under us; until then health says that it is out of reach. */
function keepAlive(database: OpenDatabase, app: App, onClose: (end: () => void) => void): void {
  const timer = setInterval(() => {
    database.revive().then(
      (had) => had && app.log.error('the private database had ended and was started again'),
      (error: unknown) => app.log.error({ err: error }, 'the private database does not start'),
    );
  }, REVIVE_EVERY_MS);
  onClose(() => clearInterval(timer));
}

/** The sample district goes about its day. That it cannot is no reason not to serve. */
function simulateLife(url: string, app: App, secret: string): () => Promise<void> {
  let stopped = false;
  const starting = startSimulator({
    url,
    secret,
    onTrouble: (message) => app.log.warn({ message }, 'the simulator met trouble'),
  }).catch((error: unknown) => {
    if (!stopped) app.log.error({ err: error }, 'the simulator could not start');
    return null;
  });
  return async () => {
    stopped = true;
    const simulator = await starting;
    await simulator?.stop();
  };
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
