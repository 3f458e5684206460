import type { Compound } from '#data/features/feature.ts';
import type { Position, Ring } from '#data/geo/geometry.ts';

import type { Block, Blocks } from './blocks.ts';
import type { Division } from './divide.ts';
import type { EdgeLines } from './edge-lines.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import { edgeKey } from './mesh.ts';
import { meetShare } from './offset.ts';
import { isRoad, type Roads } from './roads.ts';

const GATE_M = 6;

/** A gate in a wall: where, and the edge of the mesh that is the road before it. */
export interface Gate {
  /** Given with the compound's: 南门. */
  name: string;
  at: Position;
  metres: Point;
  road: { a: number; b: number; alongM: number };
}
export interface Walled {
  compound: Compound;
  blocks: Block[];
  gates: Gate[];
  /** The wall between the gates. */
  walls: Ring[];
}

/** The fifth stage: walls around estates and blocks, and gates where their paths come out or a road passes. Names come later. */
export function wallCompounds(
  division: Division,
  { blocks, estates }: Blocks,
  roads: Roads,
  ground: Ground,
  lines: EdgeLines,
): Walled[] {
  const out: Walled[] = [];
  const add = (wall: Point[], own: Block[], gates: Gate[]): void => {
    if (wall.length < 3) return;
    const id = out.length + 1;
    const ring: Ring = wall.map((point) => toPosition(ground, point));
    ring.push([...ring[0]!]);
    out.push({
      compound: { id, code: `XQ${String(id).padStart(5, '0')}`, name: '', ring },
      blocks: own,
      gates,
      walls: openWall(wall, gates).map((line) => line.map((point) => toPosition(ground, point))),
    });
  };
  for (const estate of estates) {
    const walledBlocks = estate.blocks.filter((block) => block.land.length > 2);
    if (estate.wall.length < 3) continue;
    add(estate.wall, walledBlocks, estateGates(estate.wall, estate.blocks));
  }
  for (const block of blocks) {
    if (!block.isWalled) continue;
    const gates = alleyGates(block.wall, block);
    const sides = block.sides
      .filter((side) => isRoad(side.way))
      .toSorted((p, q) => lengthOf(q) - lengthOf(p));
    // Where no path leads out, a gate to the longest street.
    for (const side of gates.length === 0 ? sides : []) {
      const gate = gateFacing(block.wall, side);
      if (gate) gates.push(gate);
      if (gates.length > 0) break;
    }
    add(block.wall, [block], gates);
  }
  return out;

  /** Where a block's own path goes out through a wall. */
  function alleyGates(wall: readonly Point[], { alley }: Block): Gate[] {
    if (!alley) return [];
    const [p, q] = alley.line;
    const middle: Point = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
    return alley.ends.flatMap((road, i): Gate[] => {
      const at = crossing(wall, [middle, i === 0 ? p : q]);
      return at ? [{ at: toPosition(ground, at), metres: at, name: '', road }] : [];
    });
  }

  /** Where the paths between an estate's blocks cross its wall on their way to a road. */
  function estateGates(wall: Point[], own: readonly Block[]): Gate[] {
    const { mesh, cellOf } = division;
    const cells = new Set(own.map((block) => block.cell));
    const isOwn = (face: number | undefined): boolean => face !== undefined && cells.has(cellOf[face]!); // prettier-ignore
    const gates = own.flatMap((block) => alleyGates(wall, block));
    const seen = new Set<number>();
    for (const block of own)
      for (const { a, b, way } of block.sides) {
        if (!isRoad(way) || !isOwn(mesh.faceOf.get(edgeKey(b, a)))) continue;
        for (const [from, to] of [
          [a, b],
          [b, a],
        ] as const) {
          if (seen.has(to)) continue;
          const road = roadBefore(to, isOwn);
          const at = road && crossing(wall, lines.metres(from, to));
          if (!at) continue;
          seen.add(to);
          if (gates.some((g) => far(g.metres, at) < 30)) continue;
          gates.push({ name: '', at: toPosition(ground, at), metres: at, road: { ...road, alongM: 0 } }); // prettier-ignore
        }
      }
    return gates;
  }

  /** A road that is not the estate's own at a vertex. */
  function roadBefore(vertex: number, isOwn: (face: number | undefined) => boolean) {
    const { mesh } = division;
    const next = (roads.neighbours.get(vertex) ?? []).filter((to) => {
      const [left, right] = [mesh.faceOf.get(edgeKey(vertex, to)), mesh.faceOf.get(edgeKey(to, vertex))]; // prettier-ignore
      return !(isOwn(left) && isOwn(right)) && (isOwn(left) || isOwn(right));
    });
    return next.length > 0 ? { a: vertex, b: next[0]! } : null;
  }

  function gateFacing(wall: Point[], side: Block['sides'][number]): Gate | null {
    const middle: Point = [(side.from[0] + side.to[0]) / 2, (side.from[1] + side.to[1]) / 2];
    const length = lengthOf(side);
    if (length < 14) return null;
    const inward: Point = [
      -((side.to[1] - side.from[1]) / length) * (side.takesM + 6),
      ((side.to[0] - side.from[0]) / length) * (side.takesM + 6),
    ];
    const at = crossing(wall, [[middle[0] + inward[0], middle[1] + inward[1]], middle]);
    if (!at) return null;
    const begin = lines.metres(side.a, side.b)[0]!;
    return {
      name: '',
      at: toPosition(ground, at),
      metres: at,
      road: { a: side.a, b: side.b, alongM: far(begin, middle) },
    };
  }
}

const far = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const lengthOf = (side: { from: Point; to: Point }): number => far(side.from, side.to);

/** Where a line first meets a ring. */
function crossing(ring: readonly Point[], line: readonly Point[]): Point | null {
  for (let k = 1; k < line.length; k++)
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [line[k - 1]!, line[k]!];
      const t = meetShare(a, b, ring[i]!, ring[(i + 1) % ring.length]!);
      if (t !== null) return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
    }
  return null;
}

/** A ring as lines that leave an opening for each gate. */
function openWall(ring: readonly Point[], gates: readonly Gate[]): Point[][] {
  const starts: number[] = [0];
  for (let i = 0; i < ring.length; i++)
    starts.push(starts[i]! + far(ring[i]!, ring[(i + 1) % ring.length]!));
  const whole = starts.at(-1)!;
  const places = gates.map(({ metres }) => placeOn(ring, starts, metres)).sort((a, b) => a - b);
  if (places.length === 0) return [[...ring, ring[0]!]];
  const lines: Point[][] = [];
  places.forEach((place, i) => {
    const from = place + GATE_M / 2;
    const to = (i + 1 < places.length ? places[i + 1]! : places[0]! + whole) - GATE_M / 2;
    if (to - from < 1) return;
    const line = [pointAlong(ring, starts, from % whole)];
    for (let turn = 0; turn < 2; turn++)
      for (let k = 0; k < ring.length; k++) {
        const at = starts[k]! + turn * whole;
        if (at > from + 0.1 && at < to - 0.1) line.push(ring[k]!);
      }
    line.push(pointAlong(ring, starts, to % whole));
    lines.push(line);
  });
  return lines;
}

function placeOn(ring: readonly Point[], starts: readonly number[], at: Point): number {
  let [best, bestM] = [0, Infinity];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    const length = starts[i + 1]! - starts[i]!;
    const t = ((at[0] - a[0]) * (b[0] - a[0]) + (at[1] - a[1]) * (b[1] - a[1])) / length ** 2;
    const s = Math.max(0, Math.min(1, t));
    const m = far(at, [a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1])]);
    if (m < bestM) [best, bestM] = [starts[i]! + s * length, m];
  }
  return best;
}

function pointAlong(ring: readonly Point[], starts: readonly number[], m: number): Point {
  let i = 0;
  while (i < ring.length - 1 && starts[i + 1]! < m) i++;
  const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
  const t = (m - starts[i]!) / (starts[i + 1]! - starts[i]!);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
