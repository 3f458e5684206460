import type pg from 'pg';

import { appendChange } from '#server/live/append-change.sql.ts';

/** How many changes were committed, and how. */
export interface Written {
  committed: number;
  /** Of transactions that began before another and committed after it. */
  swapped: number;
  /** Numbered, and then rolled back. */
  undone: number;
}

/**
 * Two writers whose transactions overlap, until told to stop. Each change carries a number of its own (as a
 * unit's id) in the order of beginning, which is not the order of commit.
 */
export async function writeInPairs(
  pool: pg.Pool,
  draw: () => number,
  stopped: () => boolean,
): Promise<Written> {
  const written: Written = { committed: 0, swapped: 0, undone: 0 };
  const [first, second] = [await pool.connect(), await pool.connect()];
  let mark = 0;
  const begin = async (client: pg.PoolClient): Promise<number> => {
    const mine = ++mark;
    await client.query('BEGIN');
    // A fact: the transaction has its place among the others from here on.
    await client.query('INSERT INTO people (id, name, source_key) VALUES ($1, $2, $2)', [mine, String(mine)]); // prettier-ignore
    return mine;
  };
  const append = (client: pg.PoolClient, unitId: number): Promise<number> => {
    const at = new Date();
    return appendChange(client, at, {
      noun: 'units',
      kind: 'duty',
      at: at.toISOString(),
      unitId,
      onDuty: true,
    });
  };
  const end = async (client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    await client.query(how);
    if (how === 'COMMIT') written.committed++;
    else written.undone++;
  };
  try {
    while (!stopped()) {
      const how = draw();
      const [a, b] = [await begin(first), await begin(second)];
      if (how < 0.6) {
        // The second is numbered and committed while the first is under way.
        await append(second, b);
        await end(second, 'COMMIT');
        await append(first, a);
        await end(first, draw() < 0.1 ? 'ROLLBACK' : 'COMMIT');
        written.swapped++;
      } else {
        // Both want the next number: the second waits, and has it after a rollback.
        await append(first, a);
        const waiting = append(second, b);
        if (draw() < 0.5) await new Promise((resolve) => setTimeout(resolve, 3 * draw()));
        await end(first, how < 0.8 ? 'COMMIT' : 'ROLLBACK');
        await waiting;
        await end(second, draw() < 0.1 ? 'ROLLBACK' : 'COMMIT');
      }
      await new Promise((resolve) => setTimeout(resolve, 12 * draw()));
    }
  } finally {
    first.release();
    second.release();
  }
  return written;
}
