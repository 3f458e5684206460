import type { PlanDesk } from '#data/plans/desk/plan-desk.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import { PLAN_EDITS_MAX, type Plan } from '#data/plans/plan.ts';

import type { Answer } from '../../live/ask-server.ts';

import type { Saving } from './desk.ts';

/** What was done here and the server has not answered yet. */
export type Pending =
  { kind: 'edit'; id: string; act: PlanAct } | { kind: 'seek'; position: number };

/** What a draft needs of the world. */
export interface DraftMeans {
  ask: <T>(path: string, body?: unknown) => Promise<Answer<T>>;
  /** Keeps what is not saved yet, over a reload. */
  keep: (planId: string, pending: readonly Pending[]) => void;
  newId: () => string;
  /** ms since 1970. */
  now: () => number;
  /** Resolves after so long, or sooner when the way to the server may be open again. */
  pause: (ms: number) => Promise<void>;
  /** Something of it is other than it was. */
  told: () => void;
}

export interface Refused {
  refused: string;
  areas: readonly number[];
}

/** So much waits for the server at most: then nothing more is done until it answers. */
const PENDING_MAX = 500;
const AGAIN_MS = { first: 1_000, most: 30_000 };
/** No answer, or one that says nothing of what was asked: it is asked again. */
const NO_ANSWER = ['unreachable', 'timed-out', 'aborted', 'internal', 'unknown', 'busy', 'late'];

/**
 * A plan that is drawn here and saved there, edit by edit and in order: what is done is seen at once, and taken back where
 * the server refuses it. What another tab does meanwhile comes first, and what waits here is made again upon it.
 */
export class PlanDraft {
  plan: Plan;
  saving: Saving = 'saved';
  savedAt: number | null = null;
  refusal: { reason: string; areas: readonly number[] } | null = null;
  readonly #desk: PlanDesk;
  readonly #means: DraftMeans;
  /** As the server has them. */
  #edits: readonly KeptPlanEdit[];
  #pending: Pending[];
  #isSaving = false;
  #isClosed = false;
  #isLeft = false;
  /** The revision that was last heard of. */
  #heard = 0;

  constructor(
    desk: PlanDesk,
    { plan, edits }: { plan: Plan; edits: readonly KeptPlanEdit[] },
    pending: readonly Pending[],
    means: DraftMeans,
  ) {
    this.#desk = desk;
    this.#means = means;
    this.plan = plan;
    this.#edits = edits;
    const there = new Set(edits.map(({ id }) => id));
    this.#pending = pending.filter((one) => one.kind === 'seek' || !there.has(one.id));
    this.#replay();
  }

  /** Saves what was left over; resolves when nothing is left to be done or it is closed. */
  start(): Promise<void> {
    return this.#save();
  }

  close(): void {
    this.#isClosed = true;
  }

  /** It is looked at no more: what waits is saved all the same, and nothing is told. */
  leave(): void {
    if (this.#pending.length === 0) this.close();
    else this.#isLeft = true;
  }

  /** Makes an act here and saves it. */
  make(act: PlanAct): Refused | null {
    const why = this.#whyNot();
    if (why) return { refused: why, areas: [] };
    if (this.#desk.position >= PLAN_EDITS_MAX) return { refused: 'too-many-edits', areas: [] };
    const one: Pending = { kind: 'edit', id: this.#means.newId(), act };
    const refused = this.#makeHere(one);
    if (refused) return refused;
    this.#wait(one);
    return null;
  }

  /** Undo and redo. */
  seek(position: number): Refused | null {
    const to = Math.max(0, Math.min(this.#desk.edits.length, Math.trunc(position)));
    if (Number.isNaN(to)) return { refused: 'no-such-position', areas: [] };
    if (to === this.#desk.position) return null;
    const why = this.#whyNot();
    if (why) return { refused: why, areas: [] };
    this.#desk.become(this.#desk.edits, to);
    // Of one that nobody has been asked for yet only the last matters.
    const last = this.#pending.at(-1);
    if (last?.kind === 'seek' && !(this.#isSaving && this.#pending.length === 1))
      this.#pending.pop();
    this.#wait({ kind: 'seek', position: to });
    return null;
  }

  /** Somebody has done something to the plan, perhaps this tab itself. */
  hear(plan: Plan): void {
    this.#heard = Math.max(this.#heard, plan.revision);
    void this.#save();
  }

  #whyNot(): string | null {
    if (this.plan.status !== 'draft') return 'not-a-draft';
    return this.#pending.length >= PENDING_MAX ? 'too-many-unsaved' : null;
  }

  #makeHere({ id, act }: Extract<Pending, { kind: 'edit' }>): Refused | null {
    const edit = this.#desk.editOf(act);
    if ('refused' in edit) return edit;
    const { position } = this.#desk;
    const madeAt = new Date(this.#means.now()).toISOString();
    const kept = { seq: position + 1, id, act, edit, actor: this.plan.actor, madeAt };
    this.#desk.become([...this.#desk.edits.slice(0, position), kept], position + 1);
    return null;
  }

  #wait(one: Pending): void {
    this.#pending.push(one);
    this.refusal = null;
    this.#keep();
    if (this.saving !== 'waiting') this.saving = 'saving';
    this.#told();
    void this.#save();
  }

  /** What the server has, and upon it what is done here; what does not hold any more is let go, and the last of it told. */
  #replay(): void {
    this.#desk.become(this.#edits, this.plan.position);
    const held: Pending[] = [];
    for (const one of this.#pending) {
      if (one.kind === 'seek') {
        const position = Math.min(one.position, this.#desk.edits.length);
        this.#desk.become(this.#desk.edits, position);
        held.push({ kind: 'seek', position });
        continue;
      }
      const refused = this.#makeHere(one);
      if (refused) this.refusal = { reason: refused.refused, areas: refused.areas };
      else held.push(one);
    }
    this.#pending = held;
    this.#keep();
  }

  #told(): void {
    if (!this.#isLeft) this.#means.told();
  }

  #keep(): void {
    this.#means.keep(this.plan.id, this.#pending);
  }

  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    try {
      for (let tries = 0; !this.#isClosed;) {
        const [one] = this.#pending;
        const isBehind = this.#heard > this.plan.revision;
        if (!one && !isBehind) break;
        const isDone = isBehind ? await this.#readAgain() : await this.#send(one!);
        if (this.#isClosed) return;
        if (isDone) tries = 0;
        else {
          this.#say('waiting');
          const ms = Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** tries++);
          await this.#means.pause(ms);
          if (!this.#isClosed) this.#say('saving');
        }
      }
      if (this.#isLeft) this.close();
      this.#say(this.refusal ? 'refused' : 'saved');
    } finally {
      this.#isSaving = false;
    }
  }

  #say(saving: Saving): void {
    if (this.#isClosed) return;
    this.saving = saving;
    this.#told();
  }

  /** @returns whether there was an answer */
  async #send(one: Pending): Promise<boolean> {
    const { id, revision: expects } = this.plan;
    if (one.kind === 'seek') {
      const answer = await this.#means.ask<Plan>(`/api/plans/${id}/position`, { position: one.position, expects }); // prettier-ignore
      if (!answer.ok) return this.#refused(answer);
      this.#saved(answer.value);
      return true;
    }
    const answer = await this.#means.ask<{ plan: Plan; edit: KeptPlanEdit }>(`/api/plans/${id}/edits`, { id: one.id, act: one.act, expects }); // prettier-ignore
    if (!answer.ok) return this.#refused(answer);
    const { plan, edit } = answer.value;
    if (plan.revision > expects + 1) this.#heard = Math.max(this.#heard, plan.revision + 1);
    // As it was made here: the values are the same, and borders need not be held twice.
    const here = this.#desk.edits.find((kept) => kept.id === one.id);
    const kept = { ...edit, edit: here?.edit ?? edit.edit };
    this.#edits = [...this.#edits.slice(0, edit.seq - 1), kept];
    this.#desk.become(this.#desk.edits.map((had) => (had.id === one.id ? kept : had)), this.#desk.position); // prettier-ignore
    this.#saved(plan);
    return true;
  }

  #saved(plan: Plan): void {
    this.plan = plan;
    this.savedAt = this.#means.now();
    this.#pending.shift();
    this.#keep();
    this.#told();
  }

  async #refused({ reason, detail }: { reason: string; detail: string }): Promise<boolean> {
    // Another edition is in force: what waits here is made again once the plan is brought over.
    if (this.#isClosed || NO_ANSWER.includes(reason) || reason === 'edition-moved-on') return false;
    if (reason === 'plan-moved-on') return this.#readAgain();
    this.#pending.shift();
    const areas = /^\d+( \d+)*$/.test(detail) ? detail.split(' ').map(Number) : [];
    this.refusal = { reason, areas };
    this.#replay();
    this.refusal = { reason, areas };
    this.#told();
    return true;
  }

  /** The plan as it is now, and upon it what waits here. */
  async #readAgain(): Promise<boolean> {
    const read = await readPlan(this.#means.ask, this.plan.id);
    if (!read.ok) {
      if (NO_ANSWER.includes(read.reason)) return false;
      this.#heard = this.plan.revision;
      this.refusal = { reason: read.reason, areas: [] };
      return true;
    }
    if (this.#isClosed) return false;
    this.plan = read.value.plan;
    this.#heard = this.plan.revision;
    this.#edits = read.value.edits;
    const there = new Set(this.#edits.map(({ id }) => id));
    this.#pending = this.#pending.filter((one) => one.kind === 'seek' || !there.has(one.id));
    this.#replay();
    this.#told();
    return true;
  }
}

/** A plan with all its edits, page by page; begun anew where it moves on meanwhile. */
export async function readPlan(
  ask: DraftMeans['ask'],
  id: string,
): Promise<Answer<{ plan: Plan; edits: KeptPlanEdit[] }>> {
  for (let tries = 0; ; tries++) {
    const edits: KeptPlanEdit[] = [];
    let first: Plan | null = null;
    for (let after: number | null = 0; after !== null;) {
      const page: Answer<{ plan: Plan; edits: KeptPlanEdit[]; next: number | null }> = await ask(`/api/plans/${id}?after=${after}`); // prettier-ignore
      if (!page.ok) return page;
      first ??= page.value.plan;
      if (page.value.plan.revision !== first.revision && tries < 5) {
        first = null;
        break;
      }
      edits.push(...page.value.edits);
      first = page.value.plan;
      after = page.value.next;
    }
    if (first) return { ok: true, value: { plan: first, edits } };
  }
}
