import { createStore } from 'zustand/vanilla';

import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** An area that a plan and the edition in force have both changed: its land as it was, and the cells of each on it. */
export interface Conflict {
  id: number;
  name: string;
  /** [lng, lat] */
  at: [number, number];
  base: MultiPolygonCoordinates;
  mine: MultiPolygonCoordinates[];
  theirs: MultiPolygonCoordinates[];
}

/** An edit that was not kept, by its place in the plan as it was. */
export interface Dropped {
  seq: number;
  why: string;
}

interface ConflictStore {
  /** The conflict that is looked at; null: none. */
  shown: Conflict | null;
  /** What became of a plan that was brought over, until it has been read. */
  told: { planId: string; dropped: readonly Dropped[] } | null;
}
export const conflictStore = createStore<ConflictStore>(() => ({ shown: null, told: null }));
