import type { DeskNews } from '#data/plans/desk/plan-desk.ts';
import type { Plan } from '#data/plans/plan.ts';
import type { Versions } from '#data/wire/messages.ts';

import type { Desk, DeskState } from './desk.ts';

/** What is asked of the worker, each with an answer. */
export interface DeskVerbs extends Omit<Desk, 'open' | 'close' | 'begin' | 'nextId'> {
  open: (planId: string | null, at: OpenAt) => Promise<void>;
  close: () => Promise<void>;
  begin: (name: string, at: OpenAt) => Promise<string | null>;
  /** Somebody has done something to a plan. */
  hear: (plan: Plan) => Promise<void>;
}

/** Those that the worker has. */
export type DeskVerb =
  | 'open'
  | 'close'
  | 'begin'
  | 'make'
  | 'seek'
  | 'hear'
  | 'preview'
  | 'snap'
  | 'areasAt'
  | 'areasIn'
  | 'borderAt';

/** What the page knows of the district. */
export interface OpenAt {
  versions: Versions;
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
        'phase' | 'reason' | 'plan' | 'problems' | 'ground' | 'saving' | 'savedAt' | 'refusal'
      >
    >,
    Partial<DeskNews> {
  /** Another edition, or another plan, is looked at: nothing of what was told before holds. */
  opened?: { editionId: number };
  nextId?: number;
}

export type FromDesk =
  { told: DeskTold } | { ask: number; answer: unknown } | { ask: number; failed: string };
