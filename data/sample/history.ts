import type { Entry, Incident } from '#data/incidents/incident.ts';

import type { Tree } from './areas.ts';
import { bell, between, createDraw, createPicker, pick, type Draw } from './draw.ts';
import { FREE_HOURS, HOUR_SHAPES, HOURS, shapeOfDay, type DayShape } from './day-shape.ts';
import type { Figures } from './figures.ts';
import { toPosition, type Ground } from './ground.ts';
import type { Spot } from './incident-places.ts';
import { MATTERS, PLACE_KINDS, type Matter, type PlaceKind } from './matters.ts';
import type { Staff } from './people.ts';
import { midnightBefore } from './sample-end.ts';
import { tellCase } from './tell-case.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ZONE_MS = 8 * HOUR_MS;

interface Happening {
  matter: Matter;
  reportedMs: number;
  /** When it would be closed if nothing held it up. */
  closedMs: number;
  isOpen: boolean;
}
/** Where incidents come to lie, who looks after it, and what it is called. */
interface Where {
  placeOf: (kind: PlaceKind) => Spot | null;
  tree: Tree;
  ground: Ground;
  staff: Staff;
}

/**
 * The last stage: what happened in so many whole days, and in what is over of the last one. Days have their weather,
 * weeks their weekends, matters their hours and their places, and places their heat. Nothing lies after the end.
 */
export function recordHistory(
  where: Where,
  figures: Figures,
  endMs: number,
  seed: number,
): { incidents: Incident[]; entries: Map<string, Entry[]> } {
  const draw = createDraw(seed, 'history');
  const happenings = keepOpen(happen(figures, endMs, seed, draw), figures, draw, endMs, seed);
  const words = createDraw(seed, 'what was said');
  const spotOf = createSpots(where, createDraw(seed, 'at what kind of place'));
  const workerAt = createWorkers(where);
  const incidents: Incident[] = [];
  const entries = new Map<string, Entry[]>();
  let day = '';
  let no = 0;
  for (const { matter, reportedMs, closedMs, isOpen } of happenings) {
    const reportedAt = toLocal(reportedMs);
    if (reportedAt.slice(0, 10) !== day) {
      day = reportedAt.slice(0, 10);
      no = 0;
    }
    no++;
    const id = drawUuid(words);
    const { spot, at, cell } = spotOf(matter);
    const closedAt = isOpen ? null : toLocal(closedMs);
    const hour = Number(reportedAt.slice(11, 13));
    // At night few walk their rounds; people call.
    const said = pick(words, matter.origins);
    const origin = said === 'patrol' && hour < 6 && words() < 0.8 ? 'hotline' : said;
    const { title, description } = tellCase(matter.key, spot.kind, spot, origin, hour, words);
    incidents.push({
      id,
      no: day.slice(2).replaceAll('-', '') + String(no).padStart(5, '0'),
      category: matter.key,
      severity: matter.severity,
      title,
      description,
      address: spot.address,
      at,
      areaId: null,
      editionId: null,
      origin,
      reportedAt,
      state: isOpen ? 'open' : 'closed',
      revision: isOpen ? 1 : 2,
      closedAt,
    });
    const worker = `网格员 ${pick(words, workerAt(cell))}`;
    const actor = origin === 'patrol' ? worker : ACTORS[origin];
    const log: Entry[] = [{ revision: 1, step: 'report', at: reportedAt, actor, note: '' }];
    if (closedAt) log.push({ revision: 2, step: 'close', at: closedAt, actor: matter.by ?? worker, note: pick(words, matter.closings) }); // prettier-ignore
    entries.set(id, log);
  }
  return { incidents, entries };
}

const ACTORS: Record<Incident['origin'], string> = {
  patrol: '网格员',
  resident: '居民',
  hotline: '12345 热线',
  camera: '视频巡查',
  iot: '物联感知',
  superior: '区指挥中心',
  import: '',
};

/** Days from the first to the one that is not over: of that, what has begun before the end. */
function happen(figures: Figures, endMs: number, seed: number, draw: Draw): Happening[] {
  const out: Happening[] = [];
  const [least, most] = [0.645 * figures.incidentsADay, 1.28 * figures.incidentsADay];
  const hourOf = createPicker(draw, HOURS);
  const freeHourOf = createPicker(draw, FREE_HOURS);
  const severities = [1, 2, 3, 4].map((severity) => MATTERS.filter((m) => m.severity === severity));
  const severityOf = createPicker(draw, severities.map((own) => own.reduce((sum, { often }) => sum + often, 0))); // prettier-ignore
  const today = midnightBefore(endMs);
  for (let back = figures.days; back >= (today < endMs ? 0 : 1); back--) {
    const midnight = today - back * DAY_MS;
    const shape = shapeOfDay(midnight + ZONE_MS, seed);
    const count = Math.round(Math.max(least, Math.min(most, figures.incidentsADay * shape.factor)));
    const times = Array.from({ length: count }, () => {
      const hour = shape.isFree ? freeHourOf() : hourOf();
      return midnight + Math.floor((hour + draw()) * 3600) * 1000;
    }).sort((a, b) => a - b);
    const pickers = new Map<number, () => number>();
    for (const reportedMs of times) {
      if (reportedMs >= endMs) break;
      const own = severities[severityOf()]!;
      const hour = Math.floor((reportedMs - midnight) / HOUR_MS);
      const key = hour * 8 + own[0]!.severity;
      let next = pickers.get(key);
      if (!next) pickers.set(key, (next = createPicker(draw, own.map((m) => m.often * timely(m, shape, hour))))); // prettier-ignore
      const matter = own[next()]!;
      // Log-normal: most are quick, a few drag on.
      const hours = Math.min(30 * 24, matter.lasts * Math.exp(0.9 * bell(draw)) * 0.55);
      const closedMs = reportedMs + Math.max(SOONEST_MS / 1000, Math.floor(hours * 3600)) * 1000;
      out.push({ matter, reportedMs, closedMs, isOpen: false });
    }
  }
  return out;
}

/** How many times as often as ordinarily a matter comes on such a day at such an hour. */
function timely({ on, hours }: Matter, shape: DayShape, hour: number): number {
  const within = (share: number): number => Math.max(0, Math.min(1, share));
  const rain = shape.rainMm > 12 ? 1 : shape.rainMm > 1 ? 0.35 : 0;
  const towards = (times: number | undefined, share: number): number => 1 + ((times ?? 1) - 1) * share; // prettier-ignore
  return (
    HOUR_SHAPES[hours][hour]! *
    towards(on.rain, rain) *
    towards(on.heat, within((shape.meanC - 23) / 7)) *
    towards(on.frost, within((8 - shape.meanC) / 8)) *
    towards(on.weekend, shape.isWeekend ? 1 : 0) *
    towards(on.holiday, shape.isHoliday ? 1 : 0)
  );
}

/** Nothing is closed sooner. */
const SOONEST_MS = 4 * 60_000;
/** What was reported so shortly before the end is still open. */
const FRESH_MS = 20 * 60_000;

/** Leave as many open as asked for: the newest, and those that would be closed last. A few of them, and new ones, are grave. */
function keepOpen(
  happenings: Happening[],
  figures: Figures,
  draw: Draw,
  end: number,
  seed: number,
): Happening[] {
  const isFresh = (one: Happening): number => (end - one.reportedMs < FRESH_MS ? 1 : 0);
  const byEnd = happenings.toSorted((a, b) => isFresh(b) - isFresh(a) || b.closedMs - a.closedMs || b.reportedMs - a.reportedMs); // prettier-ignore
  const open = byEnd.slice(0, figures.open).sort((a, b) => b.reportedMs - a.reportedMs);
  for (const one of open) {
    one.isOpen = true;
    if (one.matter.severity < 3) one.matter = anyOf(MATTERS.filter(({ severity }) => severity > 2), one); // prettier-ignore
  }
  figures.openGrave.forEach((count, i) => {
    const grave = MATTERS.filter(({ severity }) => severity === i + 1);
    for (let n = 0; n < count; n++) {
      // Among the newest: what is grave is not left lying.
      const free = open.filter((one) => one.matter.severity > 2);
      const one = free[Math.floor((draw() * open.length) / 8)]!;
      one.matter = anyOf(grave, one);
    }
  });
  for (const one of byEnd.slice(figures.open)) {
    if (one.closedMs <= end) continue;
    const soonest = Math.ceil(between(draw, 0.2, 0.95) * ((end - one.reportedMs) / 1000)) * 1000;
    one.closedMs = one.reportedMs + Math.max(SOONEST_MS, soonest);
  }
  return happenings;

  /** One of some matters, by how often each comes on such a day: no flood where it is dry. */
  function anyOf(matters: readonly Matter[], { reportedMs }: Happening): Matter {
    const midnight = midnightBefore(reportedMs);
    const shape = shapeOfDay(midnight + ZONE_MS, seed);
    const hour = Math.floor((reportedMs - midnight) / HOUR_MS);
    return matters[createPicker(draw, matters.map((m) => m.often * timely(m, shape, hour)))()]!; // prettier-ignore
  }
}

/** A place of a kind that the matter comes at, and where it lies: within the district. */
function createSpots({ placeOf, tree, ground }: Where, draw: Draw) {
  const kinds = new Map<Matter, () => number>();
  return (matter: Matter) => {
    let next = kinds.get(matter);
    if (!next) kinds.set(matter, (next = createPicker(draw, PLACE_KINDS.map((kind) => matter.at[kind] ?? 0)))); // prettier-ignore
    for (let tries = 0; tries < 400; tries++) {
      const spot = placeOf(PLACE_KINDS[next()]!);
      if (!spot) continue;
      const at = toPosition(ground, spot.somewhere());
      const cell = tree.cellAt(...at);
      if (cell !== 0) return { spot, at, cell };
    }
    // A small district may have no place of a kind: what would have come there comes at homes.
    for (;;) {
      const spot = placeOf('slabs') ?? placeOf('towers');
      if (!spot) throw new Error('the sample has no homes');
      const at = toPosition(ground, spot.somewhere());
      const cell = tree.cellAt(...at);
      if (cell !== 0) return { spot, at, cell };
    }
  };
}

/** The grid workers of a lowest area. */
function createWorkers({ tree, staff }: Where): (cell: number) => string[] {
  const names = new Map(staff.people.map(({ id, name }) => [id, name]));
  const workers = new Map<number, string[]>();
  for (const { role, areaId, personId } of staff.posts) {
    if (role !== 'worker' || areaId === null) continue;
    workers.set(areaId, [...(workers.get(areaId) ?? []), names.get(personId)!]);
  }
  return (cell) => workers.get(tree.byId.get(cell)!.parentId!)!;
}

/** ISO 8601 in the district's zone, which has no summer time. */
function toLocal(ms: number): string {
  return new Date(ms + ZONE_MS).toISOString().replace('.000Z', '+08:00');
}

/** A random UUID (RFC 9562, version 4) from the stream. */
function drawUuid(draw: Draw): string {
  let hex = '';
  for (let i = 0; i < 4; i++)
    hex += Math.floor(draw() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0');
  const variant = '89ab'[parseInt(hex[16]!, 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}
