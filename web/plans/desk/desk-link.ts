import { cellAtIn } from '#data/coverage/cell-at.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { PlanRow } from '#data/plans/desk/desk-words.ts';

import { drawAreas } from '../../areas/drawn-areas.ts';
import { areasOf } from '../../live/load-packed.ts';
import { areaStore, districtStore, planStore } from '../../live/stores.ts';
import { hereStore, mayHereAll } from '../../live/who-is-here.ts';

import type { DeskTold, DeskVerb, DeskVerbs, FromDesk, OpenAt, ToDesk } from './desk-messages.ts';
import { CLOSED, deskStore, type Desk, type Preview } from './desk.ts';

interface Asked {
  resolve: (answer: never) => void;
  reject: (reason: Error) => void;
}

let worker: Worker | null = null;
let last = 0;
const asked = new Map<number, Asked>();
let editionId = 0;
let nextId = 0;
/** Of each row the area as packed areas have it: the same object while the row is the same. */
let onWire = new Map<number, { row: PlanRow; area: AreaOnWire }>();

function start(): Worker {
  const made = new Worker(new URL('./desk-worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<FromDesk>) => {
    if ('told' in data) {
      if (worker === made) take(data.told);
      return;
    }
    const one = asked.get(data.ask);
    asked.delete(data.ask);
    if ('failed' in data) one?.reject(new Error(data.failed));
    else one?.resolve(data.answer as never);
  };
  made.onerror = (event) => {
    made.terminate();
    if (worker === made) worker = null;
    for (const one of asked.values()) one.reject(new Error(event.message));
    asked.clear();
    deskStore.setState({ ...CLOSED, phase: 'failed', reason: 'internal' });
  };
  return made;
}

function call<V extends DeskVerb>(
  verb: V,
  ...args: Parameters<DeskVerbs[V]>
): ReturnType<DeskVerbs[V]> {
  worker ??= start();
  const to = worker;
  return new Promise((resolve, reject) => {
    asked.set(++last, { resolve, reject });
    to.postMessage({ ask: last, verb, args } satisfies ToDesk);
  }) as ReturnType<DeskVerbs[V]>;
}

/** What the worker says becomes what the store holds. */
function take({ opened, nextId: id, rows, gone, steps, arcs, index, ...told }: DeskTold): void {
  const was = opened ? { ...CLOSED, phase: 'opening' as const } : deskStore.getState();
  if (told.phase === 'closed' || told.phase === 'opening') {
    deskStore.setState({ ...CLOSED, phase: told.phase });
    return drawOpened();
  }
  if (opened) {
    editionId = opened.editionId;
    onWire = new Map();
    cellAt = areaStore.getState().cellAt;
  }
  if (index) cellAt = cellAtIn(index);
  if (id !== undefined) nextId = id;
  const next = { ...was, ...told };
  if (rows && gone && rows.length + gone.length > 0) {
    const all = new Map(was.rows);
    for (const row of rows) all.set(row.area.id, row);
    for (const one of gone) all.delete(one);
    next.rows = all;
  }
  if (steps) next.steps = [...was.steps.slice(0, steps.keep), ...steps.then];
  if (arcs || next.rows !== was.rows) {
    const borders = arcs ?? was.packed;
    if (borders) next.packed = packedOf(borders, next.rows);
  }
  deskStore.setState(next);
  if (index || next.packed !== was.packed) drawOpened();
}

/** Whose a point is in what is drawn; after an edit that of the edition before it, until the worker has looked. */
let cellAt: (lng: number, lat: number) => number = () => 0;

/** The map draws what is opened in place of the areas in force. */
function drawOpened(): void {
  const { packed, plan, edition } = deskStore.getState();
  drawAreas(packed && (plan || edition !== null) ? { ...areasOf(packed), cellAt } : null);
}

function packedOf(
  { positions, starts, left, right }: Pick<PackedAreas, 'positions' | 'starts' | 'left' | 'right'>,
  rows: ReadonlyMap<number, PlanRow>,
): PackedAreas {
  const held: typeof onWire = new Map();
  for (const [id, row] of rows) {
    const there = onWire.get(id);
    held.set(id, there?.row === row ? there : { row, area: { ...row.area, labelAt: row.labelAt } });
  }
  onWire = held;
  const areas = [...held.values()].map(({ area }) => area);
  areas.sort((a, b) => a.level - b.level || a.id - b.id);
  return { editionId, areas, positions, starts, left, right, lockedBorders: new Int32Array() };
}

/** What the page knows of the district; waits until it does. */
function openAt(): Promise<OpenAt> {
  return new Promise((resolve) => {
    const known = (): boolean => {
      const { versions, district } = districtStore.getState();
      if (!versions || !district) return false;
      const levels = district.levels.map(({ rank, key }) => ({ rank, key }));
      // Where it is not known yet who is here the server says whether they may.
      const counts = hereStore.getState().asked === null || mayHereAll('see-plans');
      resolve({ versions, levels, counts });
      return true;
    };
    if (known()) return;
    const stop = districtStore.subscribe(() => known() && stop());
  });
}

planStore.subscribe(({ told }) => {
  const { plan } = deskStore.getState();
  const heard = plan && told.get(plan.id);
  if (!heard || heard.revision <= plan.revision) return;
  // One that was brought over to another edition is another district underneath.
  void (heard.editionId === plan.editionId ? call('hear', heard) : desk.open(plan.id));
});
// Another edition in force is looked at where nothing else is.
areaStore.subscribe(({ packed }) => {
  const { phase, plan, edition } = deskStore.getState();
  if (phase === 'ready' && !plan && edition === null && packed && packed.editionId !== editionId)
    void desk.open(null);
});

/** Of the previews that are asked for while one is worked out only the last is. */
let isPreviewing = false;
let queued: { act: PlanAct; resolve: (preview: Promise<Preview | null> | null) => void } | null = null; // prettier-ignore

async function preview(act: PlanAct): Promise<Preview | null> {
  if (isPreviewing) {
    queued?.resolve(null);
    return new Promise((resolve) => (queued = { act, resolve }));
  }
  isPreviewing = true;
  try {
    return await call('preview', act);
  } finally {
    isPreviewing = false;
    const next = queued;
    queued = null;
    next?.resolve(preview(next.act));
  }
}

/** The opened plan, in a worker of its own. */
export const desk: Desk = {
  open: async (what) => {
    deskStore.setState({ ...CLOSED, phase: 'opening' });
    await call('open', what, await openAt());
  },
  close: () => {
    deskStore.setState(CLOSED);
    drawOpened();
    if (worker) void call('close');
  },
  begin: async (name) => call('begin', name, await openAt()),
  preview,
  make: (act) => call('make', act),
  seek: (position) => call('seek', position),
  seekBy: (by) => call('seekBy', by),
  snap: (at, options) => call('snap', at, options),
  areasAt: (at) => call('areasAt', at),
  areasIn: (ring, level) => call('areasIn', ring, level),
  borderAt: (at, withinM) => call('borderAt', at, withinM),
  trace: (from, to) => call('trace', from, to),
  giveBuildings: (buildings, to) => call('giveBuildings', buildings, to),
  buildingsIn: (where) => call('buildingsIn', where),
  fixOf: (problem) => call('fixOf', problem),
  readFile: (file, repairWithinM) => call('readFile', file, repairWithinM),
  moved: (level) => call('moved', level),
  before: () => call('before'),
  count: () => call('count'),
  nextId: () => nextId,
};
