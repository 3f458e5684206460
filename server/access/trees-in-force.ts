import { createHash } from 'node:crypto';

import type pg from 'pg';

import type { Trees } from '#data/access/relation.ts';

import { selectTrees } from './scope.sql.ts';

/** The trees that decide how far a post reaches, kept in memory. */
export interface TreesInForce {
  readonly trees: Trees;
  /** The same for equal trees, in every process. */
  readonly stamp: string;
  /** Reads them again: with an edition, an import, a change of organisations. */
  reload: () => Promise<void>;
}

/** The trees as they are now. */
export async function createTrees(pool: pg.Pool): Promise<TreesInForce> {
  let trees = await selectTrees(pool);
  let stamp = stampOf(trees);
  let loading: Promise<void> = Promise.resolve();
  return {
    get trees() {
      return trees;
    },
    get stamp() {
      return stamp;
    },
    // Of two that ask at once the second gets what is newer than both.
    reload: () => {
      loading = loading
        .catch(() => {})
        .then(async () => {
          trees = await selectTrees(pool);
          stamp = stampOf(trees);
        });
      return loading;
    },
  };
}

function stampOf({ areas, organisations }: Trees): string {
  const inOrder = (tree: Trees['areas']): unknown[] => [...tree].sort(([a], [b]) => a - b);
  const text = JSON.stringify([inOrder(areas), inOrder(organisations)]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
