import { areasAt, areasIn } from '#data/plans/desk/areas-in.ts';
import { borderNear } from '#data/plans/desk/border-near.ts';
import { PlanDesk } from '#data/plans/desk/plan-desk.ts';
import { previewOf } from '#data/plans/desk/preview-of.ts';
import { snapTo } from '#data/plans/desk/snap-to.ts';
import { nextAreaId, type PlanState } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';

import type { Answer } from '../../live/ask-server.ts';

import type { DeskTold, DeskVerb, DeskVerbs, OpenAt } from './desk-messages.ts';
import { PlanDraft, readPlan, type DraftMeans, type Pending } from './plan-draft.ts';

/** What the host of a desk needs of the world. */
export interface HostMeans extends Omit<DraftMeans, 'told'> {
  bytes: (path: string) => Promise<Answer<Uint8Array>>;
  /** What was not saved when a plan was last worked on. */
  kept: (planId: string) => Promise<Pending[]>;
  tell: (told: DeskTold) => void;
}

interface Opened {
  editionId: number;
  desk: PlanDesk;
  draft: PlanDraft | null;
}

/** Holds the opened plan beside the page: fetches what it needs, saves what is done, and tells what has become of it. */
export class DeskHost implements Pick<DeskVerbs, DeskVerb> {
  readonly #means: HostMeans;
  #opened: Opened | null = null;
  /** The newest opening: an older one is overtaken. */
  #turn = 0;

  constructor(means: HostMeans) {
    this.#means = means;
  }

  async open(planId: string | null, at: OpenAt): Promise<void> {
    this.#let();
    const turn = this.#turn;
    const { ask, bytes, kept, tell } = this.#means;
    tell({ phase: 'opening', reason: null });
    const [areas, read, pending] = await Promise.all([
      bytes(`/api/areas/packed?v=${at.versions.areas}`),
      planId === null ? null : readPlan(ask, planId),
      planId === null ? [] : kept(planId),
    ]);
    if (turn !== this.#turn) return;
    const no = !areas.ok ? areas : read && !read.ok ? read : null;
    if (no) return tell({ phase: 'failed', reason: no.reason });
    const plan = read?.ok ? read.value : null;
    let packed = unpackAreas((areas as { value: Uint8Array }).value);
    if (plan && plan.plan.editionId !== packed.editionId) {
      const older = await bytes(`/api/editions/${plan.plan.editionId}/areas/packed`);
      if (turn !== this.#turn) return;
      if (!older.ok) return tell({ phase: 'failed', reason: older.reason });
      packed = unpackAreas(older.value);
    }
    const desk = new PlanDesk(packed);
    const draft = plan && new PlanDraft(desk, plan, pending, { ...this.#means, told: () => this.#tell() }); // prettier-ignore
    this.#opened = { editionId: packed.editionId, desk, draft };
    this.#tell({ phase: 'ready', reason: null, opened: { editionId: packed.editionId } });
    void draft?.start();
  }

  close(): Promise<void> {
    this.#let();
    this.#means.tell({ phase: 'closed' });
    return Promise.resolve();
  }

  async begin(name: string, at: OpenAt): Promise<string | null> {
    const edition = this.#opened?.draft ? null : this.#opened?.editionId;
    const editionId = edition ?? (await this.#inForce(at));
    if (typeof editionId === 'string') return editionId;
    const made = await this.#means.ask<Plan>('/api/plans', { id: this.#means.newId(), name, editionId }); // prettier-ignore
    if (!made.ok) return made.reason;
    await this.open(made.value.id, at);
    return null;
  }

  async #inForce({ versions }: OpenAt): Promise<number | string> {
    const areas = await this.#means.bytes(`/api/areas/packed?v=${versions.areas}`);
    return areas.ok ? unpackAreas(areas.value).editionId : areas.reason;
  }

  make(...[act]: Parameters<DeskVerbs['make']>): ReturnType<DeskVerbs['make']> {
    const { draft } = this.#needed();
    return Promise.resolve(draft ? draft.make(act) : { refused: 'not-a-draft', areas: [] });
  }

  seek(position: number): Promise<void> {
    this.#needed().draft?.seek(position);
    return Promise.resolve();
  }

  preview(...[act]: Parameters<DeskVerbs['preview']>): ReturnType<DeskVerbs['preview']> {
    return Promise.resolve(previewOf(this.#state(), act));
  }

  snap(...[at, options]: Parameters<DeskVerbs['snap']>): ReturnType<DeskVerbs['snap']> {
    return Promise.resolve(snapTo(this.#state().set, null, at, options));
  }

  areasAt(...[at]: Parameters<DeskVerbs['areasAt']>): ReturnType<DeskVerbs['areasAt']> {
    return Promise.resolve(areasAt(this.#state(), at));
  }

  areasIn(...[ring, level]: Parameters<DeskVerbs['areasIn']>): ReturnType<DeskVerbs['areasIn']> {
    return Promise.resolve(areasIn(this.#state(), ring, level));
  }

  borderAt(...[at, withinM]: Parameters<DeskVerbs['borderAt']>): ReturnType<DeskVerbs['borderAt']> {
    return Promise.resolve(borderNear(this.#state().set, at, withinM));
  }

  #state(): PlanState {
    return this.#needed().desk.state;
  }

  hear(plan: Plan): Promise<void> {
    const draft = this.#opened?.draft;
    if (draft?.plan.id === plan.id) draft.hear(plan);
    return Promise.resolve();
  }

  #needed(): Opened {
    if (!this.#opened) throw new Error('no plan is open');
    return this.#opened;
  }

  #let(): void {
    this.#turn++;
    this.#opened?.draft?.close();
    this.#opened = null;
  }

  #tell(more: DeskTold = {}): void {
    if (!this.#opened) return;
    const { desk, draft } = this.#opened;
    this.#means.tell({
      ...more,
      ...desk.takeNews(),
      nextId: nextAreaId(desk.state),
      plan: draft?.plan ?? null,
      saving: draft?.saving ?? 'saved',
      savedAt: draft?.savedAt ?? null,
      refusal: draft?.refusal ?? null,
    });
  }
}
