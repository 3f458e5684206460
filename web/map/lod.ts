import type { Bounds } from './map-layer.ts';
import type { Scene } from './scene.ts';

/**
 * What is shown at which zoom: pure functions. All take the zoom of the design, that is MapLibre's
 * less the wall's scale, so that a wall of three times the pixels shows what a desk does.
 */
export function designZoom(zoom: number, scene: Pick<Scene, 'scale'>): number {
  return zoom - Math.log2(Math.max(0.1, scene.scale));
}

/** A zoom of the design as MapLibre's, for stops in style expressions. */
export function mapZoom(zoom: number, scene: Pick<Scene, 'scale'>): number {
  return zoom + Math.log2(Math.max(0.1, scene.scale));
}

/** The one level that is plain at this zoom, at most the deepest there is: 1 district … 5 micro-grid. */
export function activeLevel(zoom: number, deepest: number): number {
  const level = zoom < 10.5 ? 1 : zoom < 12.5 ? 2 : zoom < 15.7 ? 3 : zoom < 16.7 ? 4 : 5;
  return Math.min(level, deepest);
}

/** A name with its counts needs so many px of its own, or the level above is counted: in each language the same, or it would change what is counted. */
const COUNT_ROOM_PX = 56;

type Labelled = readonly { level: number; labelAt: [number, number] }[];
interface Spread {
  n: number;
  box: Bounds;
}
/** How many areas of each level there are, and within which bounds their names stand; once an edition. */
const spreads = new WeakMap<Labelled, Map<number, Spread>>();

function spreadOf(areas: Labelled): Map<number, Spread> {
  let byLevel = spreads.get(areas);
  if (byLevel) return byLevel;
  byLevel = new Map();
  for (const { level, labelAt } of areas) {
    const of = byLevel.get(level) ?? { n: 0, box: [Infinity, Infinity, -Infinity, -Infinity] };
    const [w, s, e, n] = of.box;
    const [x, y] = labelAt;
    byLevel.set(level, { n: of.n + 1, box: [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)] }); // prettier-ignore
  }
  spreads.set(areas, byLevel);
  return byLevel;
}

/**
 * The level by which a layer counts when it has too much to draw: streets far out, else communities,
 * and a level higher while the areas of that level lie too close for their numbers.
 */
export function countLevel(zoom: number, areas: Labelled): number {
  const byLevel = spreadOf(areas);
  const pxPerDegree = (512 * 2 ** zoom) / 360;
  for (let level = zoom < 12.5 ? 2 : 3; level > 1; level--) {
    const of = byLevel.get(level);
    if (!of) continue;
    const [w, s, e, n] = of.box;
    const px = Math.sqrt((e - w) * (n - s) * pxPerDegree ** 2) / Math.sqrt(of.n);
    if (px >= COUNT_ROOM_PX) return level;
  }
  return 1;
}

/** A dot of a crowd needs so many square px, or the crowd is confetti: it is counted. */
const DOT_ROOM_PX2 = 100;
/** So few are no crowd, however close. */
const CROWD_FROM = 100;

/** Whether so many dots have room between the bounds of all of them at a zoom of the design: on a phone a district's have not. */
export function dotsFit(count: number, [w, s, e, n]: Bounds, zoom: number): boolean {
  if (count < CROWD_FROM) return true;
  const pxPerDegree = (512 * 2 ** zoom) / 360;
  const across = (e - w) * pxPerDegree;
  const down = ((n - s) * pxPerDegree) / Math.cos((((n + s) / 2) * Math.PI) / 180);
  return count * DOT_ROOM_PX2 <= across * down;
}

/** How old a fix is, in words of drawing: each is drawn unlike the others and nothing is falsely fresh. */
export type AgeClass = 'fresh' | 'aging' | 'stale' | 'old' | 'gone';

/** Age of a fix in ms → its class: ≤ 30 s, ≤ 2 min, ≤ 10 min, ≤ 30 min, then off the map. */
export function ageClass(ageMs: number): AgeClass {
  if (ageMs <= 30_000) return 'fresh';
  if (ageMs <= 120_000) return 'aging';
  if (ageMs <= 600_000) return 'stale';
  return ageMs <= 1_800_000 ? 'old' : 'gone';
}

/**
 * From which zoom single things are drawn; below it they are counted. A wall has one frame, the whole
 * district, and shows where its few grave ones are also where the district is a large city.
 */
export function singlesFrom(wall: boolean): number {
  return wall ? 9.4 : 10.7;
}

export type UnitForm = 'count' | 'dot' | 'bust';

export function unitForm(zoom: number, wall: boolean): UnitForm {
  return zoom < singlesFrom(wall) ? 'count' : zoom < 15.6 ? 'dot' : 'bust';
}

export type CameraForm = 'share' | 'none' | 'dot' | 'icon';

/**
 * Shares online per street far out, where incidents and people are counts too; dots from 14.8, icons
 * from 16.4. Between, a share for every area would be a second label for all of them: nothing.
 */
export function cameraForm(zoom: number): CameraForm {
  if (zoom < CAMERAS_FROM) return zoom < 10.7 ? 'share' : 'none';
  return zoom < CAMERA_ICONS_FROM ? 'dot' : 'icon';
}
/** From this zoom on cameras are seen one by one. */
export const CAMERAS_FROM = 14.8;
/** And from this one by an icon. */
export const CAMERA_ICONS_FROM = 16.4;
/** And so are the buildings that have a captain. */
export const CAPTAINS_FROM = 14.8;
export const STATIONS_FROM = 14;
export const POINTS_FROM = 17;

export type IncidentForm = 'count' | 'none' | 'dot' | 'quiet' | 'symbol';

/**
 * How an open incident in time is drawn. Ⅰ: a symbol at every zoom. Ⅱ: as soon as single things are. Ⅲ Ⅳ: dots to 13.5 (none on a wall
 * far out), then quiet symbols. Nothing has a clock yet, so nothing is late or near due.
 */
export function incidentForm(severity: number, zoom: number, wall: boolean): IncidentForm {
  if (severity === 1) return 'symbol';
  if (zoom < singlesFrom(wall)) return 'count';
  if (severity === 2) return 'symbol';
  if (zoom < 13.5) return wall ? 'none' : 'dot';
  return 'quiet';
}

export function inBounds([lng, lat]: readonly [number, number], [w, s, e, n]: Bounds): boolean {
  return lng >= w && lng <= e && lat >= s && lat <= n;
}

const lies = ([w, s, e, n]: Bounds, within: Bounds): boolean =>
  inBounds([w, s], within) && inBounds([e, n], within);

/** Bounds and a share of their width and height around them, for what stands beyond an edge reaches into it; a negative share is taken off. */
export function widen([west, south, east, north]: Bounds, share: number): Bounds {
  const [x, y] = [(east - west) * share, (north - south) * share];
  return [west - x, south - y, east + x, north + y];
}

/**
 * A frame wider than the view by half of it on each side, the same one until the view leaves it or is far smaller: what
 * is sorted out by it is sorted out seldom, and little of it is out of sight.
 */
export function createHeldFrame(): (view: Bounds) => Bounds {
  let held: Bounds | null = null;
  return (view) => {
    const ample = held && held[2] - held[0] > 4 * (view[2] - view[0]);
    if (!held || ample || !lies(view, held)) held = widen(view, 0.5);
    return held;
  };
}

/** Bounds less the share of their width, 0 to 1, that something lies over at the east. */
export function withoutEast([west, south, east, north]: Bounds, share: number): Bounds {
  return [west, south, east - (east - west) * share, north];
}

/**
 * Rows by form for one view. Graver ones come first; beyond the cap of symbols the rest are
 * counted, and so are dots beyond theirs: never smaller dots.
 */
export function arrangeIncidents<T extends { severity: number; at: [number, number] | null }>(
  rows: Iterable<T>,
  zoom: number,
  wall: boolean,
  bounds: Bounds,
  caps: { symbols: number; dots: number },
): { symbols: T[]; quiet: T[]; dots: T[]; counted: T[] } {
  const wide = widen(bounds, 0.05);
  const out = { symbols: [] as T[], quiet: [] as T[], dots: [] as T[], counted: [] as T[] };
  for (const row of rows) {
    if (!row.at) continue;
    const form = incidentForm(row.severity, zoom, wall);
    if (form === 'count') out.counted.push(row);
    else if (form !== 'none' && inBounds(row.at, wide))
      (form === 'symbol' ? out.symbols : form === 'quiet' ? out.quiet : out.dots).push(row);
  }
  const graver = (a: T, b: T): number => a.severity - b.severity;
  if (out.symbols.length > caps.symbols) {
    out.symbols.sort(graver);
    out.counted.push(...out.symbols.splice(caps.symbols));
  }
  // Ⅲ Ⅳ are counted all together or drawn all together: half of them would look like the whole.
  if (out.symbols.length + out.quiet.length > caps.symbols && out.quiet.length > 0) {
    out.dots.push(...out.quiet);
    out.quiet = [];
  }
  if (out.dots.length > caps.dots) {
    out.counted.push(...out.dots);
    out.dots = [];
  }
  return out;
}
