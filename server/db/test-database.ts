import { randomUUID } from 'node:crypto';

import pg from 'pg';

import { migrate } from './migrate.ts';
import { createPool } from './pool.ts';
import { prepareDatabase } from './prepare-database.sql.ts';
import { clusterUrl, OWNER_ROLE, SERVER_ROLE } from './private-cluster.ts';
import { CLUSTER_VARIABLE, TEMPLATE } from './test-cluster.ts';
import { startThrowAwayCluster } from './throw-away-cluster.ts';

/** A migrated, empty database of one's own. */
export interface TestDatabase {
  /** The server's role, as the product connects. */
  pool: pg.Pool;
  /** The owner's, a superuser: for making rows and looking behind. */
  ownerPool: pg.Pool;
  url: string;
  ownerUrl: string;
  /** Ends both pools and takes it away. */
  drop: () => Promise<void>;
}

/**
 * In a run of vitest a copy of its template (a third of a second). Elsewhere, or `durable` (fsync on), in a
 * throw-away cluster of its own, which `drop` stops.
 */
export async function testDatabase(options: { durable?: boolean } = {}): Promise<TestDatabase> {
  const sockets = process.env[CLUSTER_VARIABLE];
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  if (!sockets || options.durable) {
    const cluster = await startThrowAwayCluster(options.durable);
    await prepareDatabase(cluster.place, name);
    const database = open(cluster.place.socketDir, name);
    await migrate(database.ownerPool, SERVER_ROLE);
    return {
      ...database,
      drop: async () => {
        await Promise.all([database.pool.end(), database.ownerPool.end()]);
        await cluster.stop();
      },
    };
  }
  await asOwner(sockets, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const database = open(sockets, name);
  // A copy is a database of its own: its epoch, too.
  await database.ownerPool.query('UPDATE stream SET epoch = gen_random_uuid()');
  return {
    ...database,
    drop: async () => {
      await Promise.all([database.pool.end(), database.ownerPool.end()]);
      await asOwner(sockets, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

function open(socketDir: string, name: string): Omit<TestDatabase, 'drop'> {
  const url = clusterUrl({ socketDir }, SERVER_ROLE, name);
  const ownerUrl = clusterUrl({ socketDir }, OWNER_ROLE, name);
  return { url, ownerUrl, pool: createPool(url), ownerPool: createPool(ownerUrl, 'bulk', 5) };
}

async function asOwner(socketDir: string, sql: string): Promise<void> {
  const client = new pg.Client({
    connectionString: clusterUrl({ socketDir }, OWNER_ROLE, 'postgres'),
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
