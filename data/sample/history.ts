import type { Entry, Incident } from '#data/incidents/incident.ts';
import type { Position } from '#data/geo/geometry.ts';

import type { Tree } from './areas.ts';
import type { Built } from './buildings.ts';
import { bell, between, createDraw, createPicker, pick, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { MATTERS, type Matter } from './matters.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Of a day's incidents, how many begin in each hour: a high morning, a lower afternoon. */
const HOURS = [9, 6, 5, 4, 5, 9, 20, 42, 74, 96, 88, 58, 40, 48, 72, 84, 76, 58, 46, 40, 34, 26, 18, 12]; // prettier-ignore
const WEEKEND_HOURS = [13, 9, 6, 5, 5, 8, 14, 26, 44, 60, 66, 56, 46, 48, 54, 60, 62, 58, 54, 50, 44, 34, 26, 18]; // prettier-ignore
/** Mondays bring what the weekend left; weekends are quieter. Sunday first. */
const WEEKDAYS = [0.74, 1.12, 1.05, 1.02, 1.02, 1.04, 0.8];

interface Happening {
  matter: Matter;
  reportedMs: number;
  /** When it would be closed if nothing held it up. */
  closedMs: number;
  isOpen: boolean;
}

/**
 * The last stage: what happened in the days up to, not including, the end date, at its midnight in the district's
 * zone: the day of the end date is not over when a first start takes it for today, and nothing may lie ahead.
 */
export function recordHistory(
  built: readonly Built[],
  tree: Tree,
  ground: Ground,
  figures: Figures,
  endDate: string,
  seed: number,
): { incidents: Incident[]; entries: Map<string, Entry[]> } {
  const draw = createDraw(seed, 'history');
  const end = Date.parse(`${endDate}T00:00:00+08:00`);
  const happenings = keepOpen(happen(figures, end, draw), figures, draw, end);
  const placeOf = createPlaces(built, tree, ground, createDraw(seed, 'where it happened'));
  const words = createDraw(seed, 'what was said');
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
    const { at, address } = placeOf(matter.place);
    const origin = pick(words, matter.origins);
    const closedAt = isOpen ? null : toLocal(closedMs);
    const title = pick(words, matter.titles);
    incidents.push({
      id,
      no: day.slice(2).replaceAll('-', '') + String(no).padStart(5, '0'),
      category: matter.key,
      severity: matter.severity,
      title,
      description: `${address ? `${address}，` : ''}${title}。`,
      address,
      at,
      areaId: null,
      editionId: null,
      origin,
      reportedAt,
      state: isOpen ? 'open' : 'closed',
      revision: isOpen ? 1 : 2,
      closedAt,
    });
    const log: Entry[] = [{ revision: 1, step: 'report', at: reportedAt, actor: ACTORS[origin], note: '' }]; // prettier-ignore
    if (closedAt) log.push({ revision: 2, step: 'close', at: closedAt, actor: '网格员', note: pick(words, CLOSINGS) }); // prettier-ignore
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
const CLOSINGS = ['现场处置完毕', '已整改', '已清理', '已劝离', '已修复', '已调解', '已移交并办结', '复核无异常']; // prettier-ignore

function happen(figures: Figures, end: number, draw: Draw): Happening[] {
  const out: Happening[] = [];
  const [least, most] = [0.645 * figures.incidentsADay, 1.28 * figures.incidentsADay];
  const pickMatter = createPicker(draw, MATTERS.map(({ often }) => often)); // prettier-ignore
  const hourOf = createPicker(draw, HOURS);
  const weekendHourOf = createPicker(draw, WEEKEND_HOURS);
  for (let back = figures.days; back >= 1; back--) {
    const day = end - back * DAY_MS;
    // Midnight in the zone, read as the weekday there.
    const weekday = new Date(day + 8 * HOUR_MS).getUTCDay();
    const swing = WEEKDAYS[weekday]! * (1 + 0.06 * bell(draw));
    const count = Math.round(Math.max(least, Math.min(most, figures.incidentsADay * swing)));
    const times = Array.from({ length: count }, () => {
      const hour = weekday % 6 === 0 ? weekendHourOf() : hourOf();
      return day + Math.floor((hour + draw()) * 3600) * 1000;
    }).sort((a, b) => a - b);
    for (const reportedMs of times) {
      const matter = MATTERS[pickMatter()]!;
      // Log-normal: most are quick, a few drag on.
      const hours = Math.min(30 * 24, matter.hours * Math.exp(0.9 * bell(draw)) * 0.55);
      const closedMs = reportedMs + Math.max(4 * 60, Math.floor(hours * 3600)) * 1000;
      out.push({ matter, reportedMs, closedMs, isOpen: false });
    }
  }
  return out;
}

/** Leave as many open as asked for: those that would be closed last. A few of them, and new ones, are grave. */
function keepOpen(happenings: Happening[], figures: Figures, draw: Draw, end: number): Happening[] {
  const byEnd = happenings.toSorted((a, b) => b.closedMs - a.closedMs || b.reportedMs - a.reportedMs); // prettier-ignore
  const open = byEnd.slice(0, figures.open).sort((a, b) => b.reportedMs - a.reportedMs);
  for (const one of open) {
    one.isOpen = true;
    while (one.matter.severity < 3) one.matter = pick(draw, MATTERS);
  }
  figures.openGrave.forEach((count, i) => {
    const grave = MATTERS.filter(({ severity }) => severity === i + 1);
    for (let n = 0; n < count; n++) {
      // Among the newest: what is grave is not left lying.
      const free = open.filter((one) => one.matter.severity > 2);
      free[Math.floor((draw() * open.length) / 8)]!.matter = pick(draw, grave);
    }
  });
  for (const one of byEnd.slice(figures.open)) {
    if (one.closedMs <= end) continue;
    one.closedMs = one.reportedMs + Math.ceil(between(draw, 0.2, 0.95) * ((end - one.reportedMs) / 1000)) * 1000; // prettier-ignore
  }
  return happenings;
}

/** Somewhere that such a thing happens, with its address: before a door, most often where most people live. */
function createPlaces(
  built: readonly Built[],
  tree: Tree,
  ground: Ground,
  draw: Draw,
): (place: Matter['place']) => { at: Position; address: string | null } {
  const kindOf = (one: Built): Matter['place'][] => {
    if (one.building.use === 'residential') return ['home', 'any'];
    if (one.building.use === 'industrial') return ['works', 'any'];
    if (one.building.use === 'other') return ['park', 'any'];
    return ['road', 'any'];
  };
  const weights = (one: Built): number => 4 + (one.building.residents ?? 40);
  const byPlace = groupBy(
    built.flatMap((one) => kindOf(one).map((place) => ({ place, one }))),
    ({ place }) => place,
  );
  const pickers = new Map<Matter['place'], () => Built>();
  for (const place of ['road', 'home', 'park', 'works', 'any'] as const) {
    // On roads things happen before every house, most before shops.
    const own = place === 'road' ? built : (byPlace.get(place)?.map(({ one }) => one) ?? built);
    const next = createPicker(draw, own.map((one) => (place === 'road' && one.building.use !== 'residential' ? 160 : weights(one)))); // prettier-ignore
    pickers.set(place, () => own[next()]!);
  }
  return (place) => {
    for (let tries = 0; ; tries++) {
      const one = pickers.get(place)!();
      const metres = tries > 20 ? one.at : before(one, place, draw);
      const at = toPosition(ground, metres);
      if (tree.cellAt(...at) !== 0) return { at, address: one.building.address };
    }
  };
}

function before(one: Built, place: Matter['place'], draw: Draw): Point {
  const [sw, se] = one.footprint.corners;
  const t = draw();
  const off = place === 'home' ? between(draw, -3, 2.5) : between(draw, 1, 6);
  const [dx, dy] = [se![0] - sw![0], se![1] - sw![1]];
  const length = Math.hypot(dx, dy);
  return [sw![0] + t * dx + (dy / length) * off, sw![1] + t * dy - (dx / length) * off];
}

/** ISO 8601 in the district's zone, which has no summer time. */
function toLocal(ms: number): string {
  return new Date(ms + 8 * HOUR_MS).toISOString().replace('.000Z', '+08:00');
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
