import { pointInRing } from '#data/geo/ring.ts';

import { isNearOutline, type BeyondGround } from './beyond-ground.ts';
import type { Division } from './divide.ts';
import { between, createDraw, type Draw } from './draw.ts';
import type { Ground, Point } from './ground.ts';
import { edgeEnds } from './mesh.ts';
import { meetShare } from './offset.ts';
import type { Roads, Way } from './roads.ts';

/** A road beyond the outline, metres. */
export interface BeyondRoad {
  way: Extract<Way, 'motorway' | 'arterial' | 'secondary' | 'minor'>;
  line: Point[];
}
type BeyondWay = BeyondRoad['way'];

/** A straight road of the plan. */
interface Piece {
  from: Point;
  to: Point;
  way: BeyondWay;
  /** It does not thin out; and whether it goes on from one of the district's at `from`. */
  isOwn: boolean;
  goesOn: boolean;
}
interface Segment {
  a: number;
  b: number;
  piece: number;
  /** Its place on its piece. */
  order: number;
}

/** How far a road that comes to the outline goes on, by the district's radius. */
const GOES_ON: Record<BeyondWay, [number, number]> = {
  motorway: [6, 6.5],
  arterial: [0.75, 1.5],
  secondary: [0.3, 0.75],
  minor: [0.06, 0.16],
};
/** Between the streets beyond, and as far out as they are looked for, by the radius. */
const APART: [number, number] = [0.1, 0.18];
const FARTHEST = 2.3;
/** The outer ring road. */
const RING = 1.62;
/** A bent road has a point every so many metres. */
const STEP_M = 130;

/** Roads go on beyond the outline as far as the next town, with streets across them that thin out; all hang together. */
export function layBeyondRoads(
  division: Division,
  roads: Roads,
  ground: Ground,
  beyond: BeyondGround,
  river: readonly Point[],
  seed: number,
): BeyondRoad[] {
  const wet = river.flat();
  const isDry = (at: Point): boolean => beyond.isOpen(at) && pointInRing(...at, wet) < 0;
  const draw = createDraw(seed, 'beyond roads');
  const pieces = [...ownRoads(division, roads, ground, draw), ...outerRing(ground), ...crossStreets(ground, draw)]; // prettier-ignore
  const { nodes, segments } = cutAtCrossings(pieces);
  const begins = new Set(pieces.flatMap(({ goesOn, from }) => (goesOn ? [from] : [])));
  const isStart = nodes.map((node) => begins.has(node));
  let kept = segments.filter((segment) => stays(segment));
  kept = withoutEnds(kept);
  kept = reached(kept);
  return joined(kept);

  function stays({ a, b, piece }: Segment): boolean {
    const { way, isOwn } = pieces[piece]!;
    const [p, q] = [nodes[a]!, nodes[b]!];
    const middle: Point = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    const places = [p, middle, q];
    if (!isOwn) {
      if (places.some((at) => isNearOutline(ground, at, 60))) return false;
      const out = beyond.outOf(middle);
      if (draw() > 1.3 - (out - 1) / (way === 'arterial' ? 1.1 : 0.75)) return false;
    }
    // A great road goes over water and through hills, but does not end there.
    return (way === 'motorway' ? [p, q] : places).every((at) => isDry(beyond.bend(...at)));
  }
  /** No street ends in the fields, but for those that come out of the district and the motorways. */
  function withoutEnds(all: Segment[]): Segment[] {
    for (;;) {
      const degree = new Map<number, number>();
      for (const { a, b } of all)
        for (const node of [a, b]) degree.set(node, (degree.get(node) ?? 0) + 1);
      const left = all.filter(({ a, b, piece }) => pieces[piece]!.way === 'motorway' || isStart[a] || (degree.get(a)! > 1 && degree.get(b)! > 1)); // prettier-ignore
      if (left.length === all.length) return all;
      all = left;
    }
  }
  /** What can be come to from the district. */
  function reached(all: Segment[]): Segment[] {
    const next = new Map<number, number[]>();
    for (const { a, b } of all) {
      next.set(a, [...(next.get(a) ?? []), b]);
      next.set(b, [...(next.get(b) ?? []), a]);
    }
    const seen = new Set<number>();
    const due = nodes.flatMap((_, node) => (isStart[node] ? [node] : []));
    while (due.length > 0) {
      const node = due.pop()!;
      if (seen.has(node)) continue;
      seen.add(node);
      due.push(...(next.get(node) ?? []));
    }
    return all.filter(({ a }) => seen.has(a));
  }
  function joined(all: readonly Segment[]): BeyondRoad[] {
    const out: BeyondRoad[] = [];
    let last: Segment | null = null;
    for (const segment of all) {
      const [p, q] = [nodes[segment.a]!, nodes[segment.b]!];
      const count = Math.max(1, Math.ceil(Math.hypot(q[0] - p[0], q[1] - p[1]) / STEP_M));
      const line = Array.from({ length: count + 1 }, (_, i) => {
        const t = i / count;
        return i === count ? beyond.bend(...q) : beyond.bend(p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])); // prettier-ignore
      });
      const isNext = last?.piece === segment.piece && last.order + 1 === segment.order;
      if (isNext) out.at(-1)!.line.push(...line.slice(1));
      else out.push({ way: pieces[segment.piece]!.way, line });
      last = segment;
    }
    return out;
  }
}

/** The district's roads that end at the outline, straight on. */
function ownRoads({ mesh }: Division, roads: Roads, ground: Ground, draw: Draw): Piece[] {
  const atOutline = new Set(
    [...mesh.markOf].flatMap(([key, mark]) => (mesh.marks[mark]!.kind === 'outline' ? edgeEnds(key) : [])), // prettier-ignore
  );
  const out: Piece[] = [];
  for (const { vertices, ways } of roads.strokes)
    for (const isLast of [false, true]) {
      const [end, before] = isLast ? [vertices.at(-1)!, vertices.at(-2)!] : [vertices[0]!, vertices[1]!]; // prettier-ignore
      const way = (isLast ? ways.at(-1) : ways[0])!;
      if (!atOutline.has(end) || !isBeyondWay(way)) continue;
      const [from, back] = [mesh.points[end]!, mesh.points[before]!];
      const length = Math.hypot(from[0] - back[0], from[1] - back[1]);
      const [du, dv] = [(from[0] - back[0]) / length, (from[1] - back[1]) / length];
      // What comes to the outline at a slant would run along it.
      if ((du * from[0] + dv * from[1]) / Math.hypot(...from) < 0.35) continue;
      const far = between(draw, ...GOES_ON[way]) * ground.radius;
      out.push({
        from,
        to: [from[0] + far * du, from[1] + far * dv],
        way,
        isOwn: true,
        goesOn: true,
      });
    }
  return out;
}

function isBeyondWay(way: Way): way is BeyondWay {
  return way in GOES_ON;
}

function outerRing({ radius }: Ground): Piece[] {
  const count = 40;
  const at = (i: number): Point => {
    const angle = ((i % count) / count) * 2 * Math.PI;
    const r = RING * radius * (1 + 0.05 * Math.cos(3 * angle + 1) + 0.06 * Math.cos(2 * angle));
    return [1.08 * r * Math.cos(angle), r * Math.sin(angle)];
  };
  return Array.from({ length: count }, (_, i) => ({ from: at(i), to: at(i + 1), way: 'motorway', isOwn: true, goesOn: false })); // prettier-ignore
}

/** Streets that cross those that come out of the district, leaning a little. */
function crossStreets({ radius }: Ground, draw: Draw): Piece[] {
  const out: Piece[] = [];
  const far = FARTHEST * radius;
  for (const isEastWest of [true, false])
    for (let c = -far; c < far; c += between(draw, ...APART) * radius) {
      const lean = between(draw, -0.03, 0.03) * far;
      const way = draw() < 0.3 ? 'arterial' : 'secondary';
      const ends: [Point, Point] = [[-far, c - lean], [far, c + lean]]; // prettier-ignore
      const [from, to] = isEastWest ? ends : ends.map(([u, v]): Point => [v, u]);
      out.push({ from: from!, to: to!, way, isOwn: false, goesOn: false });
    }
  return out;
}

/** The pieces cut where they cross, in order along each. */
function cutAtCrossings(pieces: readonly Piece[]): { nodes: Point[]; segments: Segment[] } {
  const nodes: Point[] = [];
  const numbers = new Map<string, number>();
  const nodeAt = (at: Point): number => {
    const key = `${at[0].toFixed(2)} ${at[1].toFixed(2)}`;
    let node = numbers.get(key);
    if (node === undefined) {
      numbers.set(key, (node = nodes.length));
      nodes.push(at);
    }
    return node;
  };
  const on = pieces.map(({ from, to }): [number, number][] => [[0, nodeAt(from)], [1, nodeAt(to)]]); // prettier-ignore
  pieces.forEach((one, i) => {
    for (let j = i + 1; j < pieces.length; j++) {
      const other = pieces[j]!;
      const t = meetShare(one.from, one.to, other.from, other.to);
      const s = t === null ? null : meetShare(other.from, other.to, one.from, one.to);
      if (t === null || s === null) continue;
      const at: Point = [one.from[0] + t * (one.to[0] - one.from[0]), one.from[1] + t * (one.to[1] - one.from[1])]; // prettier-ignore
      const node = nodeAt(at);
      on[i]!.push([t, node]);
      on[j]!.push([s, node]);
    }
  });
  const segments = on.flatMap((places, piece) => {
    places.sort((p, q) => p[0] - q[0]);
    const way = places.map(([, node]) => node).filter((node, i, all) => node !== all[i - 1]);
    return way.slice(1).map((b, i): Segment => ({ a: way[i]!, b, piece, order: i }));
  });
  return { nodes, segments };
}
