import type { CellIndex } from '#data/coverage/cell-at.ts';
import type { DeskNews } from '#data/plans/desk/plan-desk.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Versions } from '#data/wire/messages.ts';

import type { Desk, DeskState } from './desk.ts';

/** What is asked of the worker, each with an answer. */
export interface DeskVerbs extends Omit<Desk, 'open' | 'close' | 'begin' | 'nextId'> {
  open: (what: string | number | null, at: OpenAt) => Promise<void>;
  close: () => Promise<void>;
  begin: (name: string, at: OpenAt) => Promise<string | null>;
  /** Tries again to fetch what figures are counted from. */
  count: () => Promise<void>;
  /** Somebody has done something to a plan. */
  hear: (plan: Plan) => Promise<void>;
}

/** Those that the worker has. */
export type DeskVerb = keyof DeskVerbs;

/** What the page knows of the district. */
export interface OpenAt {
  versions: Versions;
  levels: readonly { rank: number; key: string }[];
  /** Whether whoever is here may see what figures are counted from: it is of the whole district. */
  counts: boolean;
}

export interface ToDesk {
  ask: number;
  verb: DeskVerb;
  args: unknown[];
}

/** What the desk has become: what is left out is as it was. */
export interface DeskTold
  extends
    Partial<
      Pick<
        DeskState,
        | 'phase'
        | 'reason'
        | 'plan'
        | 'edition'
        | 'ground'
        | 'saving'
        | 'savedAt'
        | 'refusal'
        | 'seams'
      >
    >,
    Partial<DeskNews> {
  /** Another edition, or another plan, is looked at: nothing of what was told before holds. */
  opened?: { editionId: number };
  nextId?: number;
  /** Where whose a point is is looked up, of the borders that were told last. */
  index?: CellIndex;
}

export type FromDesk =
  { told: DeskTold } | { ask: number; answer: unknown } | { ask: number; failed: string };
