import { check } from '#data/coverage/check.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { createCellIndex } from '#data/coverage/cell-at.ts';
import { LineNetwork } from '#data/features/line-network.ts';
import { traceLine } from '#data/features/trace-line.ts';
import { movedGround } from '#data/plans/compare/moved-ground.ts';
import { areasAt, areasIn } from '#data/plans/desk/areas-in.ts';
import { borderNear } from '#data/plans/desk/border-near.ts';
import { buildingAt, buildingsInRing } from '#data/plans/desk/buildings-in.ts';
import { actsOfDrawn } from '#data/plans/from-file/acts-of-drawn.ts';
import { PlanDesk } from '#data/plans/desk/plan-desk.ts';
import { snapTo } from '#data/plans/desk/snap-to.ts';
import { nextAreaId } from '#data/plans/plan-state.ts';
import type { Plan } from '#data/plans/plan.ts';
import { roundBuildings } from '#data/plans/round-buildings.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';

import type { Answer } from '../../live/ask-server.ts';

import type { DeskTold, DeskVerb, DeskVerbs, OpenAt } from './desk-messages.ts';
import type { Place } from './desk.ts';
import { fetchGround } from './fetch-ground.ts';
import { openFile } from './open-file.ts';
import { PlanDraft, readPlan, type DraftMeans, type Pending } from './plan-draft.ts';

/** What the host of a desk needs of the world. */
export interface HostMeans extends Omit<DraftMeans, 'told'> {
  bytes: (path: string) => Promise<Answer<Uint8Array>>;
  /** What was not saved when a plan was last worked on. */
  kept: (planId: string) => Promise<Pending[]>;
  tell: (told: DeskTold) => void;
  /** Resolves when what was told is on its way, and whoever waits has had a turn. */
  rest: () => Promise<void>;
}

/** What figures are counted from has not come yet, or not at all. */
const NO_GROUND = 'no-ground-yet';
/** After the last edit; whether all is seamless is looked at later still, for it takes longer. */
const INDEX_MS = 250;
const CHECK_MS = 600;

interface Opened {
  at: OpenAt;
  editionId: number;
  /** One that is looked at in place of the one in force. */
  edition: number | null;
  desk: PlanDesk;
  draft: PlanDraft | null;
  lines: { network: LineNetwork; nameOf: (featureId: number) => string } | null;
}

/** Holds the opened plan beside the page: fetches what it needs, saves what is done, and tells what has become of it. */
export class DeskHost implements Pick<DeskVerbs, DeskVerb> {
  readonly #means: HostMeans;
  #opened: Opened | null = null;
  #drawn = 0;
  /** Left while they were being saved. */
  readonly #left = new Map<string, PlanDraft>();
  /** The newest opening: an older one is overtaken. */
  #turn = 0;

  constructor(means: HostMeans) {
    this.#means = means;
  }

  async open(what: string | number | null, at: OpenAt): Promise<void> {
    this.#let();
    const turn = this.#turn;
    try {
      await this.#open(what, at, turn);
    } catch (error) {
      // Bytes or edits that cannot be read: nothing of them is shown.
      if (turn !== this.#turn) return;
      this.#opened = null;
      this.#means.tell({ phase: 'failed', reason: 'internal' });
      throw error;
    }
  }

  async #open(what: string | number | null, at: OpenAt, turn: number): Promise<void> {
    const { ask, bytes, kept, tell } = this.#means;
    const planId = typeof what === 'string' ? what : null;
    const edition = typeof what === 'number' ? what : null;
    // What it was saving still is kept, and saved by the one that is opened now.
    this.#left.get(planId ?? '')?.close();
    this.#left.delete(planId ?? '');
    tell({ phase: 'opening', reason: null });
    const [areas, read, pending] = await Promise.all([
      bytes(edition === null ? inForceAt(at) : `/api/editions/${edition}/areas/packed`),
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
    const opened: Opened = { at, editionId: packed.editionId, edition, desk, draft, lines: null };
    this.#opened = opened;
    this.#tell({ phase: 'ready', reason: null, opened: { editionId: packed.editionId }, edition });
    // What was opened is told first; all else may wait.
    await this.#means.rest();
    if (this.#opened !== opened) return;
    void draft?.start();
    if (at.counts) void this.#stand(opened);
  }

  close(): Promise<void> {
    this.#let();
    this.#means.tell({ phase: 'closed' });
    return Promise.resolve();
  }

  async begin(name: string, at: OpenAt): Promise<string | null> {
    const there = this.#opened;
    const editionId = there && !isOther(there) ? there.editionId : await this.#inForce(at);
    if (typeof editionId === 'string') return editionId;
    const made = await this.#means.ask<Plan>('/api/plans', { id: this.#means.newId(), name, editionId }); // prettier-ignore
    if (!made.ok) return made.reason;
    await this.open(made.value.id, at);
    return null;
  }

  async #inForce(at: OpenAt): Promise<number | string> {
    const areas = await this.#means.bytes(inForceAt(at));
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

  seekBy(by: 1 | -1): Promise<void> {
    const { desk, draft } = this.#needed();
    draft?.seek(desk.position + by);
    return Promise.resolve();
  }

  hear(plan: Plan): Promise<void> {
    const draft = this.#opened?.draft;
    if (draft?.plan.id === plan.id) draft.hear(plan);
    return Promise.resolve();
  }

  preview(...[act]: Parameters<DeskVerbs['preview']>): ReturnType<DeskVerbs['preview']> {
    return Promise.resolve(this.#needed().desk.preview(act));
  }

  snap(...[at, options]: Parameters<DeskVerbs['snap']>): ReturnType<DeskVerbs['snap']> {
    const { desk, lines } = this.#needed();
    return Promise.resolve(snapTo(desk.state.set, lines, at, options));
  }

  areasAt(at: Place): Promise<readonly number[]> {
    return Promise.resolve(areasAt(this.#needed().desk.state, at));
  }

  areasIn(ring: readonly Place[], level: number): Promise<readonly number[]> {
    return Promise.resolve(areasIn(this.#needed().desk.state, ring, level));
  }

  borderAt(...[at, withinM]: Parameters<DeskVerbs['borderAt']>): ReturnType<DeskVerbs['borderAt']> {
    return Promise.resolve(borderNear(this.#needed().desk.state.set, at, withinM));
  }

  trace(from: Place, to: Place): ReturnType<DeskVerbs['trace']> {
    const { lines } = this.#needed();
    if (!lines) return Promise.resolve({ refused: NO_GROUND });
    const traced = traceLine(lines.network, from, to);
    return Promise.resolve('refused' in traced ? traced : traced.line);
  }

  giveBuildings(buildings: readonly number[], to: number): ReturnType<DeskVerbs['giveBuildings']> {
    const { counted } = this.#needed().desk;
    return Promise.resolve(counted ? roundBuildings(counted.figures, buildings, to) : { refused: NO_GROUND, areas: [] }); // prettier-ignore
  }

  buildingsIn(where: readonly Place[] | Place): Promise<readonly number[]> {
    const ground = this.#needed().desk.counted?.figures.ground;
    if (!ground) return Promise.resolve([]);
    const isPlace = typeof where[0] === 'number';
    return Promise.resolve(isPlace ? buildingAt(ground, where as Place) : buildingsInRing(ground, where as Place[])); // prettier-ignore
  }

  fixOf(...[problem]: Parameters<DeskVerbs['fixOf']>): ReturnType<DeskVerbs['fixOf']> {
    return Promise.resolve(this.#needed().desk.fixOf(problem));
  }

  async readFile(
    file: Uint8Array,
    repairWithinM: number | null,
  ): ReturnType<DeskVerbs['readFile']> {
    const drawn = await openFile(file);
    return 'refused' in drawn
      ? drawn
      : actsOfDrawn(this.#needed().desk.state, drawn, repairWithinM);
  }

  moved(level: number): ReturnType<DeskVerbs['moved']> {
    const { counted, base } = this.#needed().desk;
    return Promise.resolve(counted && movedGround(base, counted.figures, level));
  }

  before(): ReturnType<DeskVerbs['before']> {
    return Promise.resolve(
      new Map(
        this.#needed()
          .desk.before()
          .map((row) => [row.area.id, row]),
      ),
    );
  }

  /** Tries again to fetch what figures are counted from. */
  count(): Promise<void> {
    const opened = this.#needed();
    if (!opened.desk.counted) void this.#stand(opened);
    return Promise.resolve();
  }

  /** Fetches what stands on the ground, and counts. */
  async #stand(opened: Opened): Promise<void> {
    this.#means.tell({ ground: 'loading' });
    const held = await fetchGround(this.#means, opened.at.versions).catch(() => ({ ok: false }) as const); // prettier-ignore
    if (this.#opened !== opened) return;
    if (!held.ok) return this.#means.tell({ ground: 'failed' });
    const { ground, names } = held.value;
    opened.desk.putGround(ground, opened.at.levels);
    const network = new LineNetwork(ground.lines.parts);
    opened.lines = { network, nameOf: (id) => names.get(id) ?? '' };
    this.#tell({ ground: 'ready' });
  }

  #needed(): Opened {
    if (!this.#opened) throw new Error('no plan is open');
    return this.#opened;
  }

  #let(): void {
    this.#turn++;
    const { draft } = this.#opened ?? {};
    if (draft) {
      draft.leave();
      this.#left.set(draft.plan.id, draft);
    }
    this.#opened = null;
  }

  #tell(more: DeskTold = {}): void {
    if (!this.#opened) return;
    const { desk, draft } = this.#opened;
    const news = desk.takeNews();
    if (news.arcs) void this.#settle(this.#opened);
    this.#means.tell({
      ...more,
      ...news,
      ...(news.arcs && { seams: null }),
      nextId: nextAreaId(desk.state),
      plan: draft?.plan ?? null,
      saving: draft?.saving ?? 'saved',
      savedAt: draft?.savedAt ?? null,
      refusal: draft?.refusal ?? null,
    });
  }

  /** When nothing has been drawn for a while: whose a point is may be asked of the page itself, and all cells are checked. */
  async #settle(opened: Opened): Promise<void> {
    const turn = ++this.#drawn;
    const isOver = (): boolean => turn !== this.#drawn || this.#opened !== opened;
    await this.#means.pause(INDEX_MS);
    if (isOver()) return;
    const coverage = opened.desk.state.set.toCoverage();
    if (isOther(opened)) this.#means.tell({ index: createCellIndex(coverage) });
    await this.#means.pause(CHECK_MS);
    if (!isOver()) this.#means.tell({ seams: seamsOf(coverage) });
  }
}

/** Where the areas in force are. */
const inForceAt = ({ versions }: OpenAt): string => `/api/areas/packed?v=${versions.areas}`;

/** Whether it is not the edition in force that is looked at: the page itself does not have these areas. */
const isOther = ({ draft, edition }: Opened): boolean => draft !== null || edition !== null;

/** What is wrong with the cells, counted. */
function seamsOf(coverage: Coverage): NonNullable<DeskTold['seams']> {
  const shapes = [...toPolygons(coverage)].map(([id, coordinates]) => ({ id, coordinates }));
  const faults = check(shapes);
  const count = (kind: string): number => faults.filter((fault) => fault.kind === kind).length;
  const [gaps, overlaps] = [count('gap'), count('overlap')];
  return { gaps, overlaps, others: faults.length - gaps - overlaps };
}
