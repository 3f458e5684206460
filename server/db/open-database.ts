import type { Config } from '#server/config.ts';
import { CannotStart } from '#server/errors.ts';

import { readLock, takeLock, type ClusterLock, type LockHolder } from './cluster-lock.ts';
import { locateCluster, type PrivatePlace } from './locate-cluster.ts';
import { prepareDatabase } from './prepare-database.sql.ts';
import {
  answers,
  clusterUrl,
  DATABASE,
  initCluster,
  isAlive,
  makeOwnFolder,
  OWNER_ROLE,
  SERVER_ROLE,
  startCluster,
  type RunningCluster,
} from './private-cluster.ts';

/** The database of a configuration, for as long as it is open. */
export interface OpenDatabase {
  /** By the server's role. */
  url: string;
  /** By the owner's; null where the settings do not say it. */
  ownerUrl: string | null;
  /** null: the customer's, by DATABASE_URL. */
  place: PrivatePlace | null;
  /** Ours to start and stop; null: another's, or attached to. */
  lock: ClusterLock | null;
  /** Start the private cluster again if it is ours and has died; true when it had to. */
  revive: () => Promise<boolean>;
  /** Once or again. */
  close: () => Promise<void>;
}

/**
 * For a server, which wants the private database for itself.
 *
 * @throws CannotStart saying who has it, when somebody does
 */
export async function refuseHeld(place: Pick<PrivatePlace, 'lockFile'>): Promise<void> {
  const holder = await readLock(place.lockFile);
  if (holder) throw heldBy(holder);
}

function heldBy({ pid, purpose, url }: LockHolder): CannotStart {
  return new CannotStart(
    purpose === 'server'
      ? `A server runs on this private database already: process ${pid}${url ? `, ${url}` : ''}.`
      : `The private database is in use by ${purpose} (process ${pid}): start again when that has ended.`,
  );
}

/**
 * Open the database that the settings name: the customer's, else the private one, which is attached to when it runs
 * and otherwise started, and stopped at `close`. Migrates nothing.
 *
 * @param purpose what for, as others will read it in the lock
 * @param exclusive refuse to attach: the server wants the cluster for itself
 * @param signal gives it up, whatever it is doing; nothing is left running
 * @throws CannotStart when it cannot be had
 */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'ownerUrl' | 'dataDir' | 'pgBin'>,
  purpose: string,
  options: { exclusive?: boolean; place?: PrivatePlace; signal?: AbortSignal } = {},
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    return {
      url: config.databaseUrl,
      ownerUrl: config.ownerUrl,
      place: null,
      lock: null,
      revive: async () => false,
      close: async () => {},
    };
  }
  const place = options.place ?? locateCluster(config);
  await makeOwnFolder(place.folder, place.user);
  const addresses = {
    url: clusterUrl(place, SERVER_ROLE, DATABASE),
    ownerUrl: clusterUrl(place, OWNER_ROLE, DATABASE),
    place,
  };
  const taken = await takeLock(place.lockFile, purpose);
  if ('heldBy' in taken) {
    const { pid, purpose: theirs } = taken.heldBy;
    if (options.exclusive) throw heldBy(taken.heldBy);
    for (let waited = 0; !(await answers(place)); waited += 100) {
      if (waited > 60_000 || !isAlive(pid)) {
        throw new CannotStart(
          `The private database of process ${pid} (${theirs}) does not answer.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return { ...addresses, lock: null, revive: async () => false, close: async () => {} };
  }
  let running!: RunningCluster;
  try {
    await initCluster(place, options.signal ? { signal: options.signal } : {});
    running = await startCluster(place, options.signal);
    await prepareDatabase(place);
  } catch (error) {
    await (running as RunningCluster | undefined)?.stop();
    await taken.release();
    throw error;
  }
  let closed = false;
  let closing: Promise<void> | null = null;
  let reviving: Promise<boolean> | null = null;
  return {
    ...addresses,
    lock: taken,
    revive: () => {
      if (closed || isAlive(running.pid)) return Promise.resolve(false);
      reviving ??= startCluster(place)
        .then(async (again) => {
          running = again;
          if (closed) await again.stop();
          return true;
        })
        .finally(() => {
          reviving = null;
        });
      return reviving;
    },
    close: () => {
      closed = true;
      const end = async (): Promise<void> => {
        await reviving?.catch(() => {});
        await running.stop();
        await taken.release();
      };
      return (closing ??= end());
    },
  };
}
