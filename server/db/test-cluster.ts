import { prepareDatabase } from './prepare-database.sql.ts';
import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { clusterUrl, OWNER_ROLE, SERVER_ROLE } from './private-cluster.ts';
import { startThrowAwayCluster } from './throw-away-cluster.ts';

/** Where the run's cluster is, for the test files; `testDatabase` reads it. */
export const CLUSTER_VARIABLE = 'TEST_CLUSTER_SOCKETS';
/** The database that each test file's is a copy of. */
export const TEMPLATE = 'jingwei_template';

/** One cluster for a run of vitest, with a template that is migrated once; projects of one run share it. */
export default async function setup(): Promise<() => Promise<void>> {
  if (process.env[CLUSTER_VARIABLE]) return async () => {};
  const cluster = await startThrowAwayCluster();
  await prepareDatabase(cluster.place, TEMPLATE);
  const owner = createPool(clusterUrl(cluster.place, OWNER_ROLE, TEMPLATE), 'bulk', 2);
  await migrate(owner, SERVER_ROLE);
  await owner.end();
  process.env[CLUSTER_VARIABLE] = cluster.place.socketDir;
  return async () => {
    delete process.env[CLUSTER_VARIABLE];
    await cluster.stop();
  };
}
