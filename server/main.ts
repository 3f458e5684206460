import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { locateCluster, type PrivatePlace } from './db/locate-cluster.ts';
import { openDatabase, refuseHeld, type OpenDatabase } from './db/open-database.ts';
import { createPool } from './db/pool.ts';
import type { App } from './deps.ts';
import { createHttpServer, listen, stopListening } from './http-server.ts';
import { serve, type ServeOptions } from './serve.ts';
import { startSimulator } from './simulate/simulator.ts';
import { createBootPage, type StartProgress } from './start/boot-page.ts';
import { prepareDatabase } from './start/prepare-database.ts';

export interface StartedServer {
  url: string;
  /** Ends the simulator, the consoles, the server and the private database. */
  close: () => Promise<void>;
}

export interface StartOptions extends ServeOptions {
  onProgress?: (progress: StartProgress) => void;
  /** Where the private database lies, found out while the process was still root. */
  place?: PrivatePlace;
  /** The build of the screens, when one is under way. */
  screensBuilt?: Promise<void>;
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
    await prepareDatabase(database, config, progress, signal);

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

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
