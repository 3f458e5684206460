import type pg from 'pg';

/** Ends the connection of a transaction at one of its statements, as the death of its process does. */
export interface Cutter {
  /** Count statements of transactions from now on, and cut at one of them (0: at none). */
  arm: (at: number, when: 'before' | 'after') => void;
  /** Statements since then, BEGIN and COMMIT among them. */
  count: () => number;
}

/** What of a client of pg is used here beside its types: its socket, and a query by whatever arguments. */
interface OpenClient {
  connection: { stream: { destroy: () => void } };
  query: (...args: unknown[]) => unknown;
}

/** Cut the connections of a pool. Statements that are no part of a transaction go by. */
export function cutConnections(pool: pg.Pool): Cutter {
  let [seen, at] = [0, 0];
  let when: 'before' | 'after' = 'before';
  pool.on('connect', (connected) => {
    const client = connected as unknown as OpenClient;
    const query = client.query.bind(client);
    let isOpen = false;
    // An error of a client that is cut is its pool's to hear.
    connected.on('error', () => {});
    client.query = (...args: unknown[]): unknown => {
      const text = typeof args[0] === 'string' ? args[0] : '';
      if (text === 'BEGIN') isOpen = true;
      const counts = isOpen && text !== 'ROLLBACK';
      if (text === 'COMMIT' || text === 'ROLLBACK') isOpen = false;
      if (!counts || ++seen !== at) return query(...args);
      if (when === 'before') {
        client.connection.stream.destroy();
        return query(...args);
      }
      return (query(...args) as Promise<unknown>).then(() => {
        client.connection.stream.destroy();
        throw new Error('cut after a statement');
      });
    };
  });
  return {
    arm: (n, kind) => {
      [seen, at, when] = [0, n, kind];
    },
    count: () => seen,
  };
}
