import type { Bounds } from './map-layer.ts';

/** Where the panels of a video wall meet on the map that is drawn now: meridians and parallels, and how far a px is there. */
export interface Seams {
  lngs: readonly number[];
  lats: readonly number[];
  /** Degrees a px, at the middle of the map. */
  lngPerPx: number;
  latPerPx: number;
  /** So many px beside a seam something ends. */
  marginPx: number;
  /** What the map shows, and its zoom. */
  bounds: Bounds;
  zoom: number;
}

/** px around a place that something drawn there takes. */
export interface Extent {
  left: number;
  right: number;
  up: number;
  down: number;
}

const mercator = (lat: number): number => Math.asinh(Math.tan((lat * Math.PI) / 180));
const latitude = (y: number): number => (Math.atan(Math.sinh(y)) * 180) / Math.PI;

/**
 * Seams across a map that looks north, from where they cross its box in px.
 *
 * @param bounds what the map shows
 * @param box the map's size, px
 */
export function seamsOnMap(
  lines: { x: readonly number[]; y: readonly number[] },
  bounds: Bounds,
  box: { width: number; height: number },
  zoom: number,
  marginPx: number,
): Seams {
  const [west, south, east, north] = bounds;
  const lngPerPx = (east - west) / box.width;
  const [top, bottom] = [mercator(north), mercator(south)];
  return {
    lngs: lines.x.map((x) => west + x * lngPerPx),
    lats: lines.y.map((y) => latitude(top + ((bottom - top) * y) / box.height)),
    lngPerPx,
    latPerPx: lngPerPx * Math.cos((((south + north) / 2) * Math.PI) / 180),
    marginPx,
    bounds,
    zoom,
  };
}

/** By how much [low, high] must move to lie beside every line: the shorter way, 0 where it crosses none. */
function shiftOff(low: number, high: number, lines: readonly number[]): number {
  for (const line of lines) {
    if (low >= line || high <= line) continue;
    return line - low < high - line ? line - low : line - high;
  }
  return 0;
}

/** Where something is drawn so that it lies across no seam: its own place, or the nearest one beside it. */
export function besideSeams(
  at: [number, number],
  extent: Extent,
  seams: Seams | null | undefined,
): [number, number] {
  if (!seams) return at;
  const [lng, lat] = at;
  const { lngPerPx: x, latPerPx: y, marginPx: m } = seams;
  const east = shiftOff(lng - (extent.left + m) * x, lng + (extent.right + m) * x, seams.lngs);
  const north = shiftOff(lat - (extent.down + m) * y, lat + (extent.up + m) * y, seams.lats);
  // What stays is the very same value: it is compared by deck.
  return east === 0 && north === 0 ? at : [lng + east, lat + north];
}

/** The same extent on all sides. */
export function around(px: number): Extent {
  return { left: px, right: px, up: px, down: px };
}
