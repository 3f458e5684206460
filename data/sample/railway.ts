import type { BeyondGround } from './beyond-ground.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import { partOfLine } from './offset.ts';
import { lengthOf, type Roads } from './roads.ts';
import { besideStrip } from './strip-lines.ts';
import { TRACKS_M } from './strips.ts';
import { lineAlong } from './waters.ts';

export interface Railway {
  /** The main tracks through the district and on beyond it, and the yard's, metres. */
  tracks: Point[][];
  sidings: Point[][];
  platforms: Point[][];
}

/** Of sidings and platforms, from the middle of the road south of them; platforms are between two numbers. */
const SIDINGS_M = [45, 50, 64, 69, 74, 79, 84];
const PLATFORMS_M: [number, number][] = [[33.5, 41.5], [53, 61]]; // prettier-ignore
/**
 * A yard's tracks leave the main ones so many metres after it begins, then go so many along for one aside; and the
 * fan takes at most this share of the yard at either end.
 */
const FIRST_POINTS_M = 20;
const POINTS_PER_M = 4.5;
const FAN_SHARE = 0.36;

/** Two main tracks; before the station a yard and platforms. */
export function layRailway(
  roads: Roads,
  lines: EdgeLines,
  ground: Ground,
  { bend }: BeyondGround,
): Railway | null {
  if (!ground.hasRail) return null;
  const reach = { bend, west: -6.5 * ground.radius, east: 6.5 * ground.radius };
  const tracks = TRACKS_M.map((m) => lineAlong(ground, ground.railV, m, reach));
  const yard = roads.strips.find(({ kind }) => kind === 'yard');
  if (!yard) return { tracks, sidings: [], platforms: [] };
  const from = (m: number, alongM: number, beforeEndM = alongM): Point[] => {
    const line = besideStrip(yard, lines, m);
    return partOfLine(line, alongM, lengthOf(line) - beforeEndM);
  };
  // Each leaves its neighbour by points where that has come to lie beside the main tracks.
  const wholeM = lengthOf(besideStrip(yard, lines, TRACKS_M[1]));
  const perM = Math.min(POINTS_PER_M, (FAN_SHARE * wholeM) / (SIDINGS_M.at(-1)! - TRACKS_M[1]));
  const startOf = (m: number): number => FIRST_POINTS_M + (m - TRACKS_M[1]) * perM;
  const sidings = SIDINGS_M.map((m, i) => {
    const beside = i === 0 ? TRACKS_M[1] : SIDINGS_M[i - 1]!;
    const neighbour = from(beside, startOf(beside));
    return [neighbour[0]!, ...from(m, startOf(m)), neighbour.at(-1)!];
  });
  const platforms = PLATFORMS_M.map(([near, far]) => {
    const [inner, outer] = [from(near, 165), from(far, 165)];
    return [...inner, ...outer.toReversed()];
  });
  return { tracks, sidings, platforms: platforms.filter((ring) => ring.length > 3) };
}
