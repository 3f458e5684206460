import type { Block } from './blocks.ts';
import type { CellPlan, Division, GridPlan, Purpose } from './divide.ts';
import type { Ground, Point } from './ground.ts';
import { groundWithin } from './lots.ts';
import { edgeKey, markAt, sideKey, type Mesh } from './mesh.ts';
import type { Roads, Way } from './roads.ts';
import { STRIP_M } from './strips.ts';

/** Metres from the middle of a way to where building land begins. */
const TAKES: Record<Way, number> = {
  motorway: 27,
  arterial: 20,
  secondary: 10.5,
  minor: 7,
  lane: 4.2,
  inner: 3.5,
  path: 2.2,
  wall: 0.6,
  none: 2.5,
};
/** What the end of a way takes beyond where it ends. */
const END_M: Record<Way, number> = { motorway: 16, arterial: 13, secondary: 9, minor: 5.5, lane: 3, inner: 3, path: 1.5, wall: 0, none: 0 }; // prettier-ignore
/** Between these metres from the middle of a great road its trees stand. */
const VERGES: Partial<Record<Way, [number, number]>> = { motorway: [18, 25], arterial: [14, 18.5] };
/** Land follows a bend in pieces of so many metres. */
const LAND_PIECE_M = 45;

export function edgesOf(mesh: Mesh, cell: CellPlan): [a: number, b: number][] {
  const corners = mesh.faces[cell.face]!;
  return corners.map((a, i) => [a, corners[(i + 1) % corners.length]!]);
}

/** What the way along an edge takes of the land to its left, metres. */
export function takesOf(a: number, b: number, { mesh }: Division, roads: Roads): number {
  const { kind } = markAt(mesh, a, b);
  // The green of the banks goes on under the water, which is drawn over it.
  if (kind === 'river') return 0;
  const strip = roads.stripAt(a, b);
  if (strip) return STRIP_M[strip.kind];
  const takes = TAKES[roads.wayOf(a, b)];
  // Where a wider road ends at this one, its end wants as much.
  const ring = mesh.faces[mesh.faceOf.get(edgeKey(a, b))!]!;
  return Math.max(takes, endsAt(a), endsAt(b));

  function endsAt(vertex: number): number {
    const i = ring.indexOf(vertex);
    const [before, after] = [ring.at(i - 1)!, ring[(i + 1) % ring.length]!];
    if (!isStraight(mesh.points[before]!, mesh.points[vertex]!, mesh.points[after]!)) return 0;
    const others = (roads.neighbours.get(vertex) ?? []).filter(
      (to) => to !== before && to !== after,
    );
    return Math.max(0, ...others.map((to) => END_M[roads.wayOf(vertex, to)]));
  }
}

function isStraight(a: Point, b: Point, c: Point): boolean {
  const [ux, uy] = [b[0] - a[0], b[1] - a[1]];
  const [vx, vy] = [c[0] - b[0], c[1] - b[1]];
  return Math.abs(ux * vy - uy * vx) < 0.02 * Math.hypot(ux, uy) * Math.hypot(vx, vy);
}

/** The land to the left of edges of the plan, which enclose a convex part of it, bent as the ground is: metres. */
export function landWithin(
  mesh: Mesh,
  ground: Ground,
  edges: readonly [a: number, b: number][],
  takes: (a: number, b: number) => number,
  only?: { a: number; b: number; beyondM: number },
): Point[] {
  const sides = edges.map(([a, b]) => {
    const [from, to] = [mesh.points[a]!, mesh.points[b]!];
    return { from, to, takesM: takes(a, b) / stretch(ground, from, to) };
  });
  if (only) {
    // Nothing farther from one edge than so.
    const [to, from] = [mesh.points[only.a]!, mesh.points[only.b]!];
    sides.push({ from, to, takesM: -only.beyondM / stretch(ground, to, from) });
  }
  const plan = groundWithin(sides);
  return plan.flatMap((from, i) => {
    const to = plan[(i + 1) % plan.length]!;
    const pieces = Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / LAND_PIECE_M);
    return Array.from({ length: pieces }, (_, k) => {
      const t = k / pieces;
      return ground.bend(from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1]));
    });
  });
}

/** Metres on the ground of a metre on the plan, to the left of an edge. */
function stretch(ground: Ground, from: Point, to: Point): number {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [nx, ny] = [(from[1] - to[1]) / length, (to[0] - from[0]) / length];
  const [u, v] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const [ax, ay] = ground.bend(u, v);
  const [bx, by] = ground.bend(u + 10 * nx, v + 10 * ny);
  const [cx, cy] = ground.bend(u + 10 * ny, v - 10 * nx);
  // What stands square on the plan may lean on the ground: the height over the edge counts.
  const along = Math.hypot(cx - ax, cy - ay);
  return Math.abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) / along / 10;
}

/** Whether a grid is open land as a whole: a park, the hill, the banks. */
export function isOpen(purpose: Purpose | null): boolean {
  return purpose === 'park' || purpose === 'lake' || purpose === 'hill' || purpose === 'riverside';
}

/** Strips of trees between the great roads and the land beside them, metres. */
export function plantVerges(division: Division, roads: Roads, ground: Ground): Point[][] {
  const { mesh } = division;
  const out: Point[][] = [];
  for (const cell of division.cells) {
    const done = new Set<number>();
    for (const [a, b] of edgesOf(mesh, cell)) {
      const verge = VERGES[roads.wayOf(a, b)];
      const cut = mesh.markOf.get(sideKey(a, b))!;
      if (!verge || roads.stripAt(a, b) || done.has(cut)) continue;
      done.add(cut);
      const [near, far] = verge;
      const isAlong = (p: number, q: number): boolean => mesh.markOf.get(sideKey(p, q)) === cut;
      const takes = (p: number, q: number): number => isAlong(p, q) ? near : takesOf(p, q, division, roads); // prettier-ignore
      const ring = landWithin(mesh, ground, edgesOf(mesh, cell), takes, { a, b, beyondM: far });
      if (ring.length > 2) out.push(ring);
    }
  }
  return out;
}

/** How far the green of a strip's park goes towards the road: the wall and the moat lie in it. */
const PARK_STRIP_M = 13.5;

/** Open land of one owner: a grid's, or a garden on a block of its own; with its shore, metres. */
export interface OpenLand {
  grid: GridPlan;
  garden: CellPlan | null;
  cells: readonly CellPlan[];
  shore: Point[];
}

/** Parks, the hill and the banks; and the gardens among the blocks. */
export function findOpenLand(
  division: Division,
  roads: Roads,
  ground: Ground,
  blocks: readonly Block[],
): OpenLand[] {
  const parks = division.grids.filter(({ purpose }) => isOpen(purpose));
  const gardens = blocks.filter(
    ({ form, land, cell, sides }) =>
      form === 'pocket' && land.length > 2 && !isOpen(cell.grid.purpose) && !sides.some(({ a, b }) => roads.stripAt(a, b)), // prettier-ignore
  );
  return [
    ...parks.map((grid): OpenLand => ({ grid, garden: null, cells: grid.cells, shore: shoreOf(division, roads, ground, grid) })), // prettier-ignore
    ...gardens.map(({ cell, land }): OpenLand => ({ grid: cell.grid, garden: cell, cells: [cell], shore: land })), // prettier-ignore
  ];
}

/** All of a park's land, metres. */
function shoreOf(division: Division, roads: Roads, ground: Ground, grid: GridPlan): Point[] {
  return landAround(division, roads, ground, [grid], (a, b) => {
    // Along the banks green meets green, and the district's border is no path.
    if (roads.wayOf(a, b) === 'none' && markAt(division.mesh, a, b).kind !== 'river')
      return -TAKES.none;
    const strip = roads.stripAt(a, b);
    return strip?.kind === 'rampart' ? PARK_STRIP_M - STRIP_M.rampart : 0;
  });
}

/** The land within the roads around some grids that make one convex face of the plan. */
export function landAround(
  division: Division,
  roads: Roads,
  ground: Ground,
  grids: readonly GridPlan[],
  moreM: (a: number, b: number) => number = () => 0,
): Point[] {
  const within = new Set(grids);
  const edges = grids
    .flatMap((grid) => grid.cells.flatMap((cell) => edgesOf(division.mesh, cell)))
    .filter(([a, b]) => isOuter(division, within, a, b));
  return landWithin(division.mesh, ground, edges, (a, b) => takesOf(a, b, division, roads) + moreM(a, b)); // prettier-ignore
}

/** Whether beyond an edge there is something else than these grids. */
export function isOuter(
  { mesh, cellOf }: Division,
  within: ReadonlySet<GridPlan>,
  a: number,
  b: number,
): boolean {
  const other = mesh.faceOf.get(edgeKey(b, a));
  return other === undefined || !within.has(cellOf[other]!.grid);
}
