import pg from 'pg';

import {
  clusterUrl,
  DATABASE,
  OWNER_ROLE,
  SERVER_ROLE,
  type ClusterPlace,
} from './private-cluster.ts';

/** The roles and the database of a private cluster, made when they are not there. */
export async function prepareDatabase(place: ClusterPlace, database = DATABASE): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl(place, OWNER_ROLE, 'postgres') });
  client.on('error', () => {});
  await client.connect();
  try {
    const roles = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [SERVER_ROLE]);
    if (roles.rowCount === 0) {
      await client.query(
        `CREATE ROLE ${SERVER_ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT`,
      );
    }
    const databases = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (databases.rowCount === 0) {
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    }
  } finally {
    await client.end();
  }
}
