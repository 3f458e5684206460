import type { CellPlan, Division } from './divide.ts';
import { between, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import { isHousing, type Manner } from './forms.ts';
import type { Point } from './ground.ts';
import { edgesOf, isOpen } from './land.ts';
import type { Form } from './layouts.ts';
import { middleOfRing } from './lots.ts';
import { isRoad, lengthOf, type Roads, type Way } from './roads.ts';
import { STRIP_M } from './strips.ts';

/** A way through a lowest area from one road to another, or from one as far as its middle: straight, metres. */
export interface Alley {
  cell: CellPlan;
  way: Extract<Way, 'path' | 'inner'>;
  line: [Point, Point];
  /** The edges that it comes out on, with the metres from their beginning. */
  ends: { a: number; b: number; alongM: number }[];
}

/** Forms with drives of their own when they are large. */
const INNER = new Set<Form>(['campus', 'hospital', 'works', 'mall', 'market', 'offices', 'shops']);
/** An edge is long enough to have an opening, metres. */
const EDGE_LEAST_M = 26;

/** Paths between the rows, drives into works and halls: each begins at a new joint of the road that it leaves. */
export function layAlleys(
  division: Division,
  roads: Roads,
  lines: EdgeLines,
  manners: ReadonlyMap<CellPlan, Manner>,
  draw: Draw,
): Map<CellPlan, Alley> {
  const alleys = new Map<CellPlan, Alley>();
  for (const cell of division.cells) {
    const { form } = manners.get(cell)!;
    if (isOpen(cell.grid.purpose) || !needsAlley(cell, form)) continue;
    const alley = throughCell(cell, isHousing(form));
    if (alley) alleys.set(cell, alley);
  }
  return alleys;

  /** Between the courtyards of an estate run paths already; a small block is reached from its streets. */
  function needsAlley(cell: CellPlan, form: Form): boolean {
    if (form === 'slabs' || form === 'towers') return !cell.grid.estate || narrowM(cell) > 112;
    return INNER.has(form) && narrowM(cell) > 96;
  }
  /** How far it is across a cell where it is narrowest, about. */
  function narrowM(cell: CellPlan): number {
    const ring = division.mesh.faces[cell.face]!.map((p) => lines.at(p));
    let least = Infinity;
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      const length = lengthOf([a, b]);
      if (length < 20) return;
      const [nx, ny] = [-(b[1] - a[1]) / length, (b[0] - a[0]) / length];
      least = Math.min(least, Math.max(...ring.map((p) => nx * (p[0] - a[0]) + ny * (p[1] - a[1])))); // prettier-ignore
    });
    return least;
  }

  function throughCell(cell: CellPlan, isHome: boolean): Alley | null {
    const edges = edgesOf(division.mesh, cell);
    /** What a strip along a neighbouring edge keeps of an edge's end, metres. */
    const keptBy = (edge: [number, number] | undefined): number => {
      const strip = edge && roads.stripAt(...edge);
      return strip ? STRIP_M[strip.kind] + 8 : 0;
    };
    const sides = edges.flatMap(([a, b], i) => {
      const way = roads.wayOf(a, b);
      if (!isRoad(way) || way === 'motorway' || roads.stripAt(a, b)) return [];
      const line = lines.metres(a, b);
      const length = lengthOf(line);
      const [from, to] = [line[0]!, line.at(-1)!];
      const [low, high] = [keptBy(edges.at(i - 1)), length - keptBy(edges[(i + 1) % edges.length])];
      if (high - low < EDGE_LEAST_M) return [];
      const along: Point = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
      return [{ a, b, from, along, length, low, high, normal: [-along[1], along[0]] as Point }];
    });
    const way = isHome ? 'path' : 'inner';
    let best: { first: (typeof sides)[0]; second: (typeof sides)[0]; worth: number } | null = null;
    for (const first of sides)
      for (const second of sides) {
        const facing = -(first.normal[0] * second.normal[0] + first.normal[1] * second.normal[1]);
        if (facing < 0.75) continue;
        // Between rows that face south a path from south to north parts the least of them.
        const worth = facing * Math.min(first.length, second.length) * (1 + 0.6 * Math.abs(first.normal[1])); // prettier-ignore
        if (!best || worth > best.worth) best = { first, second, worth };
      }
    if (best) {
      // Straight across, as far as the other side lets it.
      const { first, second } = best;
      const begin = open(first, first.low + between(draw, 0.4, 0.6) * (first.high - first.low));
      const n: Point = [first.normal[0] - second.normal[0], first.normal[1] - second.normal[1]];
      const [dx, dy] = [begin.at[0] - second.from[0], begin.at[1] - second.from[1]];
      const cross = second.along[0] * n[1] - second.along[1] * n[0];
      const meets = (dx * n[1] - dy * n[0]) / cross;
      const room = 0.32 * (second.high - second.low);
      const end = open(second, Math.max(second.low + room, Math.min(second.high - room, meets)));
      return { cell, way, line: [begin.at, end.at], ends: [begin, end] };
    }
    const only = sides.toSorted((p, q) => q.length - p.length)[0];
    if (!only) return null;
    const end = open(only, only.low + between(draw, 0.42, 0.58) * (only.high - only.low));
    const [x, y] = middleOfRing(division.mesh.faces[cell.face]!.map((p) => lines.at(p)));
    const beyond: Point = [end.at[0] + 1.66 * (x - end.at[0]), end.at[1] + 1.66 * (y - end.at[1])];
    return { cell, way, line: [end.at, beyond], ends: [end] };
  }

  function open({ a, b, length }: { a: number; b: number; length: number }, alongM: number) {
    return { a, b, alongM, at: lines.addJoint(a, b, alongM / length) };
  }
}
