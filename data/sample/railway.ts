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
/** A yard's tracks leave the main ones over so many metres. */
const FAN_M = 130;

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
  const sidings = SIDINGS_M.map((m, i) => {
    // Those farther out are shorter, and each leaves its neighbour by points.
    const inM = FAN_M * (0.25 + 0.11 * i);
    const line = from(m, inM + 30);
    const main = from(i === 0 ? TRACKS_M[1] : SIDINGS_M[i - 1]!, inM - 12);
    return [main[0]!, ...line, main.at(-1)!];
  });
  const platforms = PLATFORMS_M.map(([near, far]) => {
    const [inner, outer] = [from(near, 165), from(far, 165)];
    return [...inner, ...outer.toReversed()];
  });
  return { tracks, sidings, platforms: platforms.filter((ring) => ring.length > 3) };
}
