import type { Division } from './divide.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import { partOfLine } from './offset.ts';
import { isRoad, lengthOf, type Roads, type Stroke, type Way } from './roads.ts';

/** Where a ramp leaves the expressway, where on the way down it runs how far beside it, and where it comes out. */
const LEAVES_M = 205;
const COURSE: [alongM: number, offM: number][] = [[168, 8], [138, 15], [112, 18.5], [80, 19], [48, 19], [32, 19.5]]; // prettier-ignore
const COMES_OUT_M = 22;
/** Two crossings nearer to each other share what is between them: no ramps there. */
const CLEAR_M = 430;
/** A road that crosses at less than this leaves no room for a ramp: sine. */
const LEAST_SINE = 0.8;

/** An expressway is carried over the roads that cross it; these metres before and after the crossing it is up. */
const UP_M: Partial<Record<Way, number>> = {
  motorway: 110,
  arterial: 110,
  secondary: 75,
  minor: 40,
};
/** Down and up again takes so much: between two crossings nearer than that it stays up. */
const STAYS_UP_M = 260;

/** Ramps between an expressway and the great roads that it crosses: each begins and ends at a new joint of its road. */
export function layRamps(
  { mesh }: Division,
  roads: Roads,
  lines: EdgeLines,
  ground: Ground,
): Point[][] {
  const ramps: Point[][] = [];
  for (const stroke of roads.strokes)
    stroke.vertices.forEach((vertex, i) => {
      for (const arm of armsOf(roads, stroke, i)) {
        if (arm.way !== 'arterial' && arm.way !== 'motorway') continue;
        for (const step of [-1, 1] as const) {
          const ramp = layRamp(stroke, i, vertex, arm.to, step);
          if (ramp) ramps.push(ramp);
        }
      }
    });
  return ramps;

  function layRamp(
    stroke: Stroke,
    at: number,
    vertex: number,
    arm: number,
    step: -1 | 1,
  ): Point[] | null {
    const path = [vertex];
    let m = 0;
    for (let i = at; m < CLEAR_M; i += step) {
      const [a, b] = [stroke.vertices[i], stroke.vertices[i + step]];
      if (a === undefined || b === undefined || roads.wayOf(a, b) !== 'motorway') break;
      if (i !== at && armsOf(roads, stroke, i).some(({ way }) => way === 'arterial' || way === 'motorway')) return null; // prettier-ignore
      path.push(b);
      m += lengthOf(lines.metres(a, b));
    }
    if (m < LEAVES_M + 10) return null;
    const line = path.slice(1).flatMap((b, i) => lines.metres(path[i]!, b).slice(i === 0 ? 0 : 1));
    const out = lines.metres(vertex, arm);
    const [ahead, aside] = [directionOf(line), directionOf(out)];
    const sine = ahead[0] * aside[1] - ahead[1] * aside[0];
    if (Math.abs(sine) < LEAST_SINE || lengthOf(out) < 3 * COMES_OUT_M) return null;
    const isLeft = sine > 0;
    // Nothing else may lie beside the expressway there, nor the river.
    const v = (p: number): number => Math.abs(mesh.points[p]![1] - ground.riverV);
    const isBarred = path.slice(1).some((b, i) => {
      const a = path[i]!;
      return roads.stripAt(...(isLeft ? [a, b] as const : [b, a] as const)) !== null || Math.min(v(a), v(b)) < ground.bankM - 5; // prettier-ignore
    });
    if (isBarred || roads.stripAt(vertex, arm) || roads.stripAt(arm, vertex)) return null;
    const course = COURSE.map(([alongM, offM]) => beside(line, alongM, isLeft ? offM : -offM));
    return [jointOn(path, LEAVES_M), ...course, jointOn([vertex, arm], COMES_OUT_M)];
  }
  /** A new joint so many metres along a way. */
  function jointOn(path: readonly number[], alongM: number): Point {
    let left = alongM;
    for (let i = 1; ; i++) {
      const length = lengthOf(lines.metres(path[i - 1]!, path[i]!));
      if (left < length || i === path.length - 1) return lines.addJoint(path[i - 1]!, path[i]!, Math.min(0.98, left / length)); // prettier-ignore
      left -= length;
    }
  }
}

/** What joins an expressway at its vertex `at`, which is within it. */
function armsOf(roads: Roads, { vertices, ways }: Stroke, at: number): { to: number; way: Way }[] {
  if (ways[at - 1] !== 'motorway' || ways[at] !== 'motorway') return [];
  const vertex = vertices[at]!;
  return (roads.neighbours.get(vertex) ?? [])
    .filter((to) => to !== vertices[at - 1] && to !== vertices[at + 1])
    .map((to) => ({ to, way: roads.wayOf(vertex, to) }))
    .filter(({ way }) => isRoad(way));
}

/** Where an expressway is carried over what crosses it: pieces of its line, metres. */
export function raisedPieces(stroke: Stroke, roads: Roads, lines: EdgeLines): Point[][] {
  if (!stroke.ways.includes('motorway')) return [];
  const spans: [number, number][] = [];
  let m = 0;
  stroke.vertices.forEach((_, i) => {
    if (i > 0) m += lengthOf(lines.metres(stroke.vertices[i - 1]!, stroke.vertices[i]!));
    const up = Math.max(0, ...armsOf(roads, stroke, i).map(({ way }) => UP_M[way] ?? 0));
    if (up === 0) return;
    const last = spans.at(-1);
    if (last && m - up < last[1] + STAYS_UP_M) last[1] = m + up;
    else spans.push([m - up, m + up]);
  });
  const line = stroke.vertices.slice(1).flatMap((b, i) => lines.metres(stroke.vertices[i]!, b).slice(i === 0 ? 0 : 1)); // prettier-ignore
  return spans
    .map(([from, to]) => partOfLine(line, Math.max(0, from), Math.min(m, to)))
    .filter((piece) => piece.length > 1);
}

function directionOf(line: readonly Point[]): Point {
  const part = partOfLine(line, 0, 30);
  const [a, b] = [part[0]!, part.at(-1)!];
  const length = lengthOf([a, b]);
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
}

/** A place so many metres along a line and so many to its left. */
function beside(line: readonly Point[], alongM: number, leftM: number): Point {
  const part = partOfLine(line, alongM - 4, alongM + 4);
  const [a, b] = [part[0]!, part.at(-1)!];
  const length = lengthOf([a, b]);
  return [(a[0] + b[0]) / 2 - ((b[1] - a[1]) / length) * leftM, (a[1] + b[1]) / 2 + ((b[0] - a[0]) / length) * leftM]; // prettier-ignore
}
