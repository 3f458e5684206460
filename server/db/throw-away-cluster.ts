import { existsSync, rmSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CannotStart } from '#server/errors.ts';

import { initCluster, isAlive, startCluster, type ClusterPlace } from './private-cluster.ts';
import { findPrograms } from './programs.ts';
import { findUser, isRoot } from './system-user.ts';

/** A cluster for tests, proofs and benches: under the system's folder for temporary files, gone when stopped. */
export interface ThrowAwayCluster {
  place: ClusterPlace;
  stop: () => Promise<void>;
}

/**
 * Start one. Not `durable` is for tests: fsync and full pages off.
 *
 * @throws CannotStart where PostgreSQL with PostGIS is not installed
 */
export async function startThrowAwayCluster(durable = false): Promise<ThrowAwayCluster> {
  const programs = findPrograms(process.env['PG_BIN'] ?? null)[0];
  const user = isRoot() ? findUser('postgres') : null;
  if (!programs?.postgis || (isRoot() && !user)) {
    throw new CannotStart(
      'PostgreSQL with PostGIS is not installed: npm start or npm test says how.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-'));
  if (user) await chown(folder, user.uid, user.gid);
  const place: ClusterPlace = {
    programs: programs.folder,
    dataDir: join(folder, 'data'),
    socketDir: join(folder, 's'),
    logFile: join(folder, 'log'),
    user,
    settings: durable
      ? { max_connections: '200' }
      : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', max_connections: '200', autovacuum: 'off' }, // prettier-ignore
  };
  await initCluster(place, { sync: false });
  const running = await startCluster(place);
  // Whatever ends this process, the cluster ends with it.
  const atExit = (): void => {
    if (isAlive(running.pid)) process.kill(running.pid, 'SIGKILL');
    if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', atExit);
  return {
    place,
    stop: async () => {
      process.off('exit', atExit);
      if (isAlive(running.pid)) process.kill(running.pid, 'SIGQUIT');
      await running.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
