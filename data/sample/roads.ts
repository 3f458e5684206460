import type { Division } from './divide.ts';
import type { Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Ground, Point } from './ground.ts';
import { joinStrokes } from './join-strokes.ts';
import { edgeEnds, edgeKey, sideKey, vertexAt } from './mesh.ts';
import { getsOver, layStrips, STRIP_M, stripsByEdge, type Strip } from './strips.ts';

/** What runs along an edge of the plan. `inner`: the paths and lanes within walls and parks, without a name. */
export type Way =
  'motorway' | 'arterial' | 'secondary' | 'minor' | 'lane' | 'inner' | 'path' | 'wall' | 'none';
export const RANK: Record<Way, number> = {
  motorway: 6,
  arterial: 5,
  secondary: 4,
  minor: 3,
  lane: 2,
  inner: 1,
  path: 0,
  wall: -1,
  none: -2,
};
export function isRoad(way: Way): boolean {
  return RANK[way] >= 0;
}

/** Edges that follow each other straight on, as one road. */
export interface Stroke {
  id: number;
  /** Vertices of the mesh along it, and what each step from one to the next is. */
  vertices: number[];
  ways: Way[];
  lengthM: number;
  /** That of most of its length. */
  way: Way;
  /** Whether it runs rather east and west. */
  isEastWest: boolean;
}

export interface Roads {
  wayOf: (a: number, b: number) => Way;
  strokes: Stroke[];
  /** Of an edge that is a road: its stroke and the metres from the stroke's beginning to a and to b. */
  strokeAt: (a: number, b: number) => { stroke: Stroke; fromM: number; toM: number } | null;
  /** Neighbours by road of every vertex. */
  neighbours: Map<number, number[]>;
  /** Over the river: vertices of the mesh from bank road to bank road. */
  bridges: number[][];
  /** What lies along some of them; and of an edge, on its left. */
  strips: Strip[];
  stripAt: (a: number, b: number) => Strip | null;
}

/** Bridges are not nearer to each other, by how many roads end where they begin: where none does, only if there is no bridge at all. */
const BRIDGE_APART_M = [1e9, 1150, 620];

/** The third stage: what runs along each cut, bridges, and the roads that go straight on. All of it hangs together. */
export function layRoads(division: Division, lines: EdgeLines, ground: Ground, draw: Draw): Roads {
  const { mesh, cellOf } = division;
  const edges = [...mesh.markOf].map(([key, mark]) => {
    const [a, b] = edgeEnds(key);
    return { a, b, mark };
  });
  const ways = new Map<number, Way>();
  const beside = (a: number, b: number) =>
    [mesh.faceOf.get(edgeKey(a, b)), mesh.faceOf.get(edgeKey(b, a))].map((f) =>
      f === undefined ? undefined : cellOf[f],
    );
  for (const { a, b, mark } of edges) {
    const { kind, weight } = mesh.marks[mark]!;
    const [left, right] = beside(a, b);
    const inRiver = left?.grid.purpose === 'riverside' && right?.grid.purpose === 'riverside';
    const isWild = left?.grid === right?.grid && (left?.grid.purpose === 'lake' || left?.grid.purpose === 'hill'); // prettier-ignore
    let way: Way;
    if (kind === 'outline' || kind === 'river' || inRiver || isWild || !left || !right)
      way = 'none';
    else if (kind === 'bank') way = 'arterial';
    else if (kind === 'ring') way = 'motorway';
    else if (kind === 'rail') way = 'secondary';
    else if (kind === 'rampart' || kind === 'street') way = 'arterial';
    else if (kind === 'community') way = weight >= 44 ? 'arterial' : 'secondary';
    else if (kind === 'block') way = 'minor';
    else if (kind === 'estate') way = 'inner';
    else if (left.grid === right.grid && left.grid.strip?.startsWith('rampart')) way = 'minor';
    else if (left.grid.purpose || left.grid.estate) {
      const within = left.grid.purpose;
      way = within === 'works' || within === 'campus' || within === 'mall' ? 'inner' : 'path';
    } else way = left.grid.community.zone !== 'old' && draw() < 0.3 ? 'wall' : 'lane';
    ways.set(sideKey(a, b), way);
  }

  const adjacent = new Map<number, { to: number; mark: number }[]>();
  const join = (from: number, to: number, mark: number): void => {
    const list = adjacent.get(from);
    if (list) list.push({ to, mark });
    else adjacent.set(from, [{ to, mark }]);
  };
  for (const { a, b, mark } of edges) {
    join(a, b, mark);
    join(b, a, mark);
  }
  const bridges = layBridges();
  function layBridges(): number[][] {
    const found: { path: number[]; at: number; weight: number; roads: number }[] = [];
    for (const [vertex, next] of adjacent) {
      if (!isOnAxis(vertex)) continue;
      const [u, v] = mesh.points[vertex]!;
      const arms = next.filter(({ mark }) => mesh.marks[mark]!.kind !== 'river');
      const north = arms.find(({ to }) => mesh.points[to]![1] > v);
      const south = arms.find(({ to }) => mesh.points[to]![1] < v);
      if (!north || !south) continue;
      const path = [...reach(vertex, north).toReversed(), vertex, ...reach(vertex, south)];
      const marks = [mesh.marks[north.mark]!, mesh.marks[south.mark]!];
      if (marks.some(({ kind }) => kind === 'outline')) continue;
      const roads = marks.filter(
        ({ kind }) => kind === 'ring' || kind === 'street' || kind === 'community',
      ).length;
      const weight = Math.min(...marks.map((mark) => mark.weight));
      found.push({ path, at: u, weight, roads });
    }
    found.sort((a, b) => b.roads - a.roads || b.weight - a.weight || a.at - b.at);
    const built: typeof found = [];
    for (const one of found) {
      const apartM = BRIDGE_APART_M[one.roads]!;
      if (built.every((other) => Math.abs(other.at - one.at) > apartM)) built.push(one);
    }
    for (const { path, weight } of built)
      for (let i = 1; i < path.length; i++)
        ways.set(sideKey(path[i - 1]!, path[i]!), weight >= 44 ? 'arterial' : 'secondary');
    return built.map(({ path }) => path);
  }
  function isOnAxis(vertex: number): boolean {
    return adjacent.get(vertex)!.some(({ mark }) => mesh.marks[mark]!.kind === 'river');
  }
  /** Along one cut from the river's axis to the bank road. */
  function reach(from: number, arm: { to: number; mark: number }): number[] {
    const out = [arm.to];
    let before = from;
    for (;;) {
      const here = out.at(-1)!;
      const next = adjacent.get(here)!;
      const onBank = next.some(({ mark }) => mesh.marks[mark]!.kind === 'bank');
      const on = next.find(({ to, mark }) => mark === arm.mark && to !== before);
      if (onBank || !on) return out;
      before = here;
      out.push(on.to);
    }
  }

  const wayOf = (a: number, b: number): Way => ways.get(sideKey(a, b)) ?? 'none';
  dropIslands(edges, ways);
  const strips = layStrips(
    division,
    ground,
    joinStrokes(neighboursOf(adjacent, wayOf), wayOf, lines),
    draw,
  );
  for (const strip of strips) endBefore(strip);
  dropIslands([...ways.keys()].map((key) => { const [a, b] = edgeEnds(key); return { a, b }; }), ways); // prettier-ignore
  const neighbours = neighboursOf(adjacent, wayOf);
  const strokes = joinStrokes(neighbours, wayOf, lines);
  // The longest road over the river is the one that the whole district drives on.
  const overRiver = new Set(bridges.map((path) => path.find((p) => isOnAxis(p))!));
  const main = ground.hasRail
    ? undefined
    : strokes.find(
        (stroke) => stroke.way === 'arterial' && stroke.vertices.some((p) => overRiver.has(p)),
      );
  if (main) {
    main.way = 'motorway';
    main.ways = main.ways.map((way, i) => {
      if (way !== 'arterial') return way;
      ways.set(sideKey(main.vertices[i]!, main.vertices[i + 1]!), 'motorway');
      return 'motorway';
    });
  }
  const places = new Map<number, { stroke: Stroke; fromM: number; toM: number }>();
  for (const stroke of strokes) {
    let m = 0;
    for (let i = 1; i < stroke.vertices.length; i++) {
      const [a, b] = [stroke.vertices[i - 1]!, stroke.vertices[i]!];
      const end = m + lengthOf(lines.metres(a, b));
      places.set(edgeKey(a, b), { stroke, fromM: m, toM: end });
      places.set(edgeKey(b, a), { stroke, fromM: end, toM: m });
      m = end;
    }
  }
  const stripOf = stripsByEdge(strips);
  return {
    wayOf,
    strokes,
    strokeAt: (a, b) => places.get(edgeKey(a, b)) ?? null,
    neighbours,
    bridges,
    strips,
    stripAt: (a, b) => stripOf.get(edgeKey(a, b)) ?? null,
  };

  /** Lesser roads that come to a strip from its land end where the strip begins. */
  function endBefore({ kind, path }: Strip): void {
    path.forEach((vertex, i) => {
      const [before, after] = [path[i - 1], path[i + 1]];
      for (const { to, mark } of [...adjacent.get(vertex)!]) {
        const way = wayOf(vertex, to);
        if (to === before || to === after || !isRoad(way) || getsOver(way, kind)) continue;
        const turns = [before !== undefined && turnOf(before, vertex, to), after !== undefined && turnOf(vertex, after, to)]; // prettier-ignore
        const sines = turns.filter((sine) => sine !== false);
        if (sines.some((sine) => sine < 0.1)) continue;
        const needM = (STRIP_M[kind] + 1.5) / Math.min(...sines);
        const lengthM = lengthOf(lines.metres(vertex, to));
        ways.set(sideKey(vertex, to), 'none');
        if (lengthM < needM + 12) continue;
        const [p, q] = [mesh.points[vertex]!, mesh.points[to]!];
        const share = needM / lengthM;
        const point: Point = [p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])];
        const end = vertexAt(mesh, { a: vertex, b: to, share, point }, 0);
        ways.delete(sideKey(vertex, to));
        ways.set(sideKey(vertex, end), 'none');
        ways.set(sideKey(end, to), way);
        for (const arm of adjacent.get(vertex)!) if (arm.to === to) arm.to = end;
        for (const arm of adjacent.get(to)!) if (arm.to === vertex) arm.to = end;
        join(end, vertex, mark);
        join(end, to, mark);
      }
    });
  }
  /** The sine of the angle to the left from a → b to the direction of `to`, seen from the vertex that they share. */
  function turnOf(a: number, b: number, to: number): number {
    const [pa, pb, pt] = [a, b, to].map((p) => mesh.points[p]!);
    const [dx, dy] = [pb![0] - pa![0], pb![1] - pa![1]];
    // The shared vertex is nearer to `to` by an edge: either end of the piece will do for the direction.
    const from = adjacent.get(b)!.some((arm) => arm.to === to) ? pb! : pa!;
    const [ex, ey] = [pt![0] - from[0], pt![1] - from[1]];
    return (dx * ey - dy * ex) / (Math.hypot(dx, dy) * Math.hypot(ex, ey));
  }
}

function neighboursOf(
  adjacent: ReadonlyMap<number, { to: number }[]>,
  wayOf: (a: number, b: number) => Way,
): Map<number, number[]> {
  const out = new Map<number, number[]>();
  for (const [vertex, next] of adjacent) {
    const on = next.map(({ to }) => to).filter((to) => isRoad(wayOf(vertex, to)));
    if (on.length > 0) out.set(vertex, on);
  }
  return out;
}

/** Ways that do not hang together with the most of them become what they look like from outside: a wall. */
function dropIslands(edges: readonly { a: number; b: number }[], ways: Map<number, Way>): void {
  const parent = new Map<number, number>();
  const rootOf = (x: number): number => {
    let root = x;
    while (parent.get(root) !== undefined && parent.get(root) !== root) root = parent.get(root)!;
    while (parent.get(x) !== undefined && x !== root) {
      const next = parent.get(x)!;
      parent.set(x, root);
      x = next;
    }
    return root;
  };
  const roads = edges.filter(({ a, b }) => isRoad(ways.get(sideKey(a, b))!));
  for (const { a, b } of roads) {
    const [ra, rb] = [rootOf(a), rootOf(b)];
    parent.set(ra, ra);
    parent.set(rb, rb);
    if (ra !== rb) parent.set(ra, rb);
  }
  const sizes = new Map<number, number>();
  for (const { a } of roads) sizes.set(rootOf(a), (sizes.get(rootOf(a)) ?? 0) + 1);
  let main = -1;
  for (const [root, size] of sizes) if (main < 0 || size > sizes.get(main)!) main = root;
  for (const { a, b } of roads) if (rootOf(a) !== main) ways.set(sideKey(a, b), 'wall');
}

export function lengthOf(line: readonly Point[]): number {
  let m = 0;
  for (let i = 1; i < line.length; i++)
    m += Math.hypot(line[i]![0] - line[i - 1]![0], line[i]![1] - line[i - 1]![1]);
  return m;
}
