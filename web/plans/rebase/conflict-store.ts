import { createStore } from 'zustand/vanilla';

import type { Conflict } from '#data/plans/rebase/conflict.ts';
import type { DroppedEdit } from '#data/plans/rebase/rebase-plan.ts';

interface ConflictStore {
  /** The conflict that is looked at; null: none. */
  shown: Conflict | null;
  /** What became of a plan that was brought over, until it has been read. */
  told: { planId: string; dropped: readonly DroppedEdit[] } | null;
}
export const conflictStore = createStore<ConflictStore>(() => ({ shown: null, told: null }));
