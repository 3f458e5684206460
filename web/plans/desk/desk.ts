import { createStore } from 'zustand/vanilla';

import type { MovedGround } from '#data/plans/compare/moved-ground.ts';
import type { BorderAt } from '#data/plans/desk/border-near.ts';
import type { Edges, PlanRow, PlanStep } from '#data/plans/desk/desk-words.ts';
import type { Preview } from '#data/plans/desk/preview-of.ts';
import type { Snapped, SnapOptions } from '#data/plans/desk/snap-to.ts';
import type { DrawnActs } from '#data/plans/from-file/acts-of-drawn.ts';
import type { readDrawn } from '#data/plans/from-file/read-drawn.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Problem } from '#data/plans/problems/problem.ts';
import type { PackedAreas } from '#data/wire/packed.ts';

export type { Edges, PlanRow, PlanStep } from '#data/plans/desk/desk-words.ts';
export type { MovedGround } from '#data/plans/compare/moved-ground.ts';
export type { Preview, PreviewRow } from '#data/plans/desk/preview-of.ts';
export type { Snapped, SnapKind } from '#data/plans/desk/snap-to.ts';

/** [lng, lat], degrees. */
export type Place = [number, number];

/** How the last act stands with the server. */
export type Saving = 'saved' | 'saving' | 'waiting' | 'refused';

export interface DeskState {
  phase: 'closed' | 'opening' | 'ready' | 'failed';
  /** Why it failed: a reason of the server's lists. */
  reason: string | null;
  /** null: an edition is looked at, and nothing is changed. */
  plan: Plan | null;
  /** Where no plan is open the edition that is looked at in place of the one in force; null: that one is. */
  edition: number | null;
  steps: readonly PlanStep[];
  /** So many of the steps are made. */
  position: number;
  /** Borders and areas as the plan has them now; tiles are cut from it. */
  packed: PackedAreas | null;
  rows: ReadonlyMap<number, PlanRow>;
  /** Worst first; null until they were counted. */
  problems: readonly Problem[] | null;
  /** What figures are counted from. */
  ground: 'loading' | 'ready' | 'failed';
  /** Borders that the edition does not have, and those of the edition that the plan has no more. */
  drawn: Edges;
  erased: Edges;
  /** What the check of all cells found; null until it has looked at them as they are now. */
  seams: { gaps: number; overlaps: number; others: number } | null;
  /** Borders that are locked. */
  locked: Edges;
  saving: Saving;
  /** ms of the server's clock, of the last act that was saved. */
  savedAt: number | null;
  /** Why the last act was refused by the server after it had been made here. */
  refusal: { reason: string; areas: readonly number[] } | null;
}

export const CLOSED: DeskState = {
  phase: 'closed',
  reason: null,
  plan: null,
  edition: null,
  steps: [],
  position: 0,
  packed: null,
  rows: new Map(),
  problems: null,
  ground: 'loading',
  drawn: new Float64Array(),
  erased: new Float64Array(),
  locked: new Float64Array(),
  seams: null,
  saving: 'saved',
  savedAt: null,
  refusal: null,
};

/** What the opened plan is. Only verbs of the desk set it. */
export const deskStore = createStore<DeskState>(() => CLOSED);

/** What a file comes to on the opened plan. */
export type FileRead = DrawnActs | Exclude<ReturnType<typeof readDrawn>, unknown[]>;

/** The verbs of the opened plan. They answer in order; what the desk is afterwards is in `deskStore`. */
export interface Desk {
  /** Looks at the edition in force (null) or at another (by its number), or opens a plan (by its id). */
  open: (what: string | number | null) => Promise<void>;
  close: () => void;
  /** Begins a plan on the edition in force and opens it. Answers why not, or null. */
  begin: (name: string) => Promise<string | null>;
  /** The newest question is answered; an older one that is overtaken answers null. */
  preview: (act: PlanAct) => Promise<Preview | null>;
  /** Makes an act here at once and saves it. Answers the refusal, or null. */
  make: (act: PlanAct) => Promise<{ refused: string; areas: readonly number[] } | null>;
  /** Undo and redo: the first so many steps are made. */
  seek: (position: number) => Promise<void>;
  /** One edit back, or one on, from where it is when this is heard: also while one before is still being done. */
  seekBy: (by: 1 | -1) => Promise<void>;
  snap: (at: Place, options: SnapOptions) => Promise<Snapped>;
  /** The cell at a place, 0 = none, and the areas above it, from the district down. */
  areasAt: (at: Place) => Promise<readonly number[]>;
  /** Areas of a level that touch a ring: box and lasso. */
  areasIn: (ring: readonly Place[], level: number) => Promise<readonly number[]>;
  /** The whole border at a place, between where three or more meet; null where none is within so many metres. */
  borderAt: (at: Place, withinM: number) => Promise<BorderAt | null>;
  /** A line along roads, banks and walls between two places; or why not. */
  trace: (from: Place, to: Place) => Promise<Place[] | { refused: string }>;
  /** The act that gives buildings to a cell; or why not. */
  giveBuildings: (
    buildings: readonly number[],
    to: number,
  ) => Promise<PlanAct | { refused: string }>;
  /** Buildings whose point lies in a ring, or the one at a place. */
  buildingsIn: (where: readonly Place[] | Place) => Promise<readonly number[]>;
  /** The act that mends a problem; null where none does. */
  fixOf: (problem: Problem) => Promise<PlanAct | null>;
  /** Tries again to fetch what figures are counted from. */
  count: () => Promise<void>;
  /** The least id that a new area may get now. */
  nextId: () => number;
  /**
   * The differences between the plan and cells drawn in another program (GeoJSON or GeoPackage), as acts; or why not. Nothing
   * is made. What is not seamless is repaired within so many metres; null: it is told.
   */
  readFile: (file: Uint8Array, repairWithinM: number | null) => Promise<FileRead>;
  /** What comes from one area of a level to another by the plan; null while nothing is counted. */
  moved: (level: number) => Promise<readonly MovedGround[] | null>;
  /** Names of areas as the edition has them, with their figures there, for comparing. */
  before: () => Promise<ReadonlyMap<number, PlanRow>>;
}
