import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import { densify, joinAtMeeting, offsetLine, partOfLine, smoothLine } from './offset.ts';
import { lengthOf, type Roads } from './roads.ts';
import { CITY_WALL_M, CREEK_M, MOAT_M, STRIP_M, type Strip } from './strips.ts';

/** A strip's road as one line, and at a sharp corner as two. */
function roadLines({ path }: Strip, lines: EdgeLines): Point[][] {
  const out: Point[][] = [[lines.metres(path[0]!, path[1]!)[0]!]];
  for (let i = 1; i < path.length; i++) {
    const piece = lines.metres(path[i - 1]!, path[i]!);
    const last = out.at(-1)!;
    if (last.length > 1 && turn(last.at(-2)!, piece[0]!, piece[1]!) > 0.7) out.push([...piece]);
    else last.push(...piece.slice(1));
  }
  return out;
}

function turn(a: Point, b: Point, c: Point): number {
  const angle = Math.atan2(c[1] - b[1], c[0] - b[0]) - Math.atan2(b[1] - a[1], b[0] - a[0]);
  return Math.abs(Math.atan2(Math.sin(angle), Math.cos(angle)));
}

/** A line so many metres to the left of a strip's road, its kinks rounded but for a sharp corner. */
export function besideStrip(strip: Strip, lines: EdgeLines, m: number): Point[] {
  const [first, ...others] = roadLines(strip, lines).map((line) =>
    offsetLine(smoothLine(densify(line, 12), 6), m),
  );
  return others.reduce<Point[]>(joinAtMeeting, first!);
}

function ribbon(right: readonly Point[], left: readonly Point[]): Point[] {
  return [...right, ...left.toReversed()];
}

/** How far beyond its bank road a creek or a moat goes on to be in the river. */
function toRiver(ground: Ground): number {
  return ground.bankM - ground.riverHalfM + 12;
}

function lengthened(line: readonly Point[], m: number): Point[] {
  const [a, b] = [line[0]!, line[Math.min(3, line.length - 1)]!];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  return [[a[0] - ((b[0] - a[0]) / length) * m, a[1] - ((b[1] - a[1]) / length) * m], ...line];
}

/** A creek from bank to bank, metres, counter-clockwise. */
export function creekRing(strip: Strip, lines: EdgeLines, ground: Ground): Point[] {
  const sides = CREEK_M.map((m) => {
    let line = besideStrip(strip, lines, m);
    // It comes out of the ground a little before the crossing where its road ends.
    if (strip.mouth === 'last') line = line.toReversed();
    line = lengthened(partOfLine(line, 0, lengthOf(line) - 30), toRiver(ground));
    return strip.mouth === 'last' ? line.toReversed() : line;
  });
  return ribbon(sides[0]!, sides[1]!);
}

/** The moat: from the river to where the rampart ends. */
export function moatRing(strip: Strip, lines: EdgeLines, ground: Ground): Point[] {
  const sides = MOAT_M.map((m) => {
    const line = besideStrip(strip, lines, m);
    return lengthened(partOfLine(line, 0, lengthOf(line) - 40), toRiver(ground));
  });
  return ribbon(sides[0]!, sides[1]!);
}

/** The middle of the old town's wall, from where it begins above the river to where it ends. */
export function wallLine(strip: Strip, lines: EdgeLines): Point[] {
  const line = besideStrip(strip, lines, CITY_WALL_M);
  return partOfLine(line, 34, lengthOf(line) - 60);
}

/** The grass along creeks, from the road to the land behind. */
export function creekBanks(roads: Roads, lines: EdgeLines): Point[][] {
  return roads.strips
    .filter(({ kind }) => kind === 'creek')
    .map((strip) => ribbon(besideStrip(strip, lines, 14.5), besideStrip(strip, lines, STRIP_M.creek - 1.5))); // prettier-ignore
}
