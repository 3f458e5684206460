import pg from 'pg';

/**
 * What a connection is for. `api` answers people, so a statement ends after 30 s; `bulk` loads and migrates.
 * JIT and parallel workers cost short statements more than they save (a tile query took 287 ms with them, 105 ms without).
 */
export type ConnectionUse = 'api' | 'bulk';

/** Settings of a connection as libpq's `options`. */
export function connectionOptions(use: ConnectionUse): string {
  const settings = ['search_path=jingwei,public', 'jit=off', 'TimeZone=UTC'];
  // What is acknowledged is durable, also on a server whose default is not to wait for the disk.
  settings.push('synchronous_commit=on');
  if (use === 'api') {
    settings.push('max_parallel_workers_per_gather=0', 'statement_timeout=30s');
    settings.push('idle_in_transaction_session_timeout=60s');
  }
  return settings.map((setting) => `-c ${setting}`).join(' ');
}

/**
 * Connections to a database by its address. Losing an idle one is no error of anybody's: the next
 * query opens another.
 *
 * @param onLost hears why an idle connection was lost
 */
export function createPool(
  url: string,
  use: ConnectionUse = 'api',
  max = 10,
  onLost: (error: Error) => void = () => {},
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    options: connectionOptions(use),
    application_name: `jingwei ${use}`,
    max,
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
  });
  pool.on('error', onLost);
  // A connection can also be lost while it is checked out and between two queries of its user.
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}
