import type { Ring } from '#data/geo/geometry.ts';

import type { CellPlan, Division, EstatePlan, GridPlan, Purpose, Zone } from './divide.ts';
import { between, createDraw, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Figures } from './figures.ts';
import type { Ground, Point } from './ground.ts';
import { layOut, type Footprint, type Form } from './layouts.ts';
import { groundWithin, middleOfRing, type Side } from './lots.ts';
import { edgeKey, markAt, type Mesh } from './mesh.ts';
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
/** Between these metres from the middle of a great road its trees stand. */
const VERGES: Partial<Record<Way, [number, number]>> = { motorway: [18, 25], arterial: [14, 18.5] };
/** Between a compound's wall and its buildings, and between a street's edge and a front. */
const WALL_YARD_M = 3;
const FRONT_YARD_M = 0.8;
/** Land follows a bend in pieces of so many metres. */
const LAND_PIECE_M = 45;

export interface BlockSide extends Side {
  a: number;
  b: number;
  way: Way;
}

/** A lowest area as ground to build on. */
export interface Block {
  cell: CellPlan;
  /** Its own stream of random numbers: as often as it is laid out, the same buildings stand. */
  seed: number;
  /** Its border, degrees, counter-clockwise and closed. */
  ring: Ring;
  /** Its border, metres; each side with what runs along it and its ends in the mesh. */
  sides: BlockSide[];
  m2: number;
  /** What lies between the roads and bends with them, metres; empty where roads leave nothing. */
  land: Point[];
  /** The convex part of it, where straight rows can stand. */
  lot: Point[];
  form: Form;
  /** Chooses among the ways to build a form. */
  style: number;
  /** Whether it is a walled compound of its own, being in no estate. */
  isWalled: boolean;
  /** Where buildings may stand. */
  yard: Point[];
  /** Of its rows of buildings, radians from east. */
  angle: number;
}
export interface Estate {
  plan: EstatePlan;
  /** Its wall, metres, counter-clockwise. */
  wall: Point[];
  blocks: Block[];
}
export interface Blocks {
  blocks: Block[];
  blockOf: Map<CellPlan, Block>;
  estates: Estate[];
}

/** Forms of open housing blocks by zone, and how often. */
const FORMS: Record<Zone, [Form, number][]> = {
  old: [['slabs', 0.66], ['shops', 0.2], ['towers', 0.06], ['pocket', 0.08]],
  centre: [['towers', 0.36], ['slabs', 0.26], ['offices', 0.2], ['shops', 0.13], ['pocket', 0.05]],
  homes: [['slabs', 0.6], ['towers', 0.26], ['shops', 0.1], ['pocket', 0.04]],
  works: [['slabs', 0.6], ['towers', 0.08], ['works', 0.16], ['shops', 0.13], ['pocket', 0.03]],
  campus: [['slabs', 0.5], ['towers', 0.28], ['shops', 0.16], ['pocket', 0.06]],
}; // prettier-ignore
const PURPOSE_FORMS = {
  riverside: 'riverside',
  park: 'park',
  lake: 'lake',
  hill: 'hill',
  campus: 'campus',
  school: 'school',
  hospital: 'hospital',
  market: 'market',
  mall: 'mall',
  works: 'works',
  station: 'station',
} as const satisfies Record<Purpose, Form>;
const TOWERS_IN_ESTATES: Record<Zone, number> = { old: 0.1, centre: 0.75, homes: 0.34, works: 0.12, campus: 0.5 }; // prettier-ignore

/** The fourth stage: the land between the roads, how each piece of it is built on, and how much of it is old lanes. */
export function layBlocks(
  division: Division,
  roads: Roads,
  ground: Ground,
  lines: EdgeLines,
  figures: Figures,
  seed: number,
): Blocks {
  const draw = createDraw(seed, 'blocks');
  const blocks = division.cells.map((cell): Block => {
    const takes = (a: number, b: number): number => takesOf(a, b, division, roads, ground);
    const { ring, sides } = borderOf(cell, division, roads, lines, takes);
    const lot = groundWithin(sides);
    const isBank = cell.grid.purpose === 'riverside';
    const land = landWithin(division.mesh, ground, edgesOf(division.mesh, cell), (a, b) =>
      // The green of the banks goes on under the water, which is drawn over it.
      isBank && markAt(division.mesh, a, b).kind === 'river' ? 0 : takes(a, b),
    );
    return {
      cell,
      seed: Math.floor(draw() * 2 ** 32),
      ring,
      sides,
      m2: areaOf(sides.map((side) => side.from)),
      land,
      lot,
      form: 'slabs',
      style: draw(),
      isWalled: false,
      yard: [],
      angle: rowAngle(ground, division, cell, draw),
    };
  });
  const blockOf = new Map(blocks.map((block) => [block.cell, block]));
  const estates = new Map<EstatePlan, Estate>();
  const ways = new Map<EstatePlan, { form: Form; style: number }>();
  for (const grid of division.grids) chooseForms(grid, blockOf, ways, draw);
  for (const { estate: plan } of division.grids) {
    if (!plan || estates.has(plan)) continue;
    const own = plan.grids.flatMap((grid) => grid.cells.map((cell) => blockOf.get(cell)!));
    estates.set(plan, { plan, wall: landAround(division, roads, ground, plan.grids), blocks: own });
  }
  for (const block of blocks) settle(block, estates.get(block.cell.grid.estate!), division);
  raiseOldTown(blocks, estates, ground, division, figures, seed);
  return { blocks, blockOf, estates: [...estates.values()] };
}

function edgesOf(mesh: Mesh, cell: CellPlan): [a: number, b: number][] {
  const corners = mesh.faces[cell.face]!;
  return corners.map((a, i) => [a, corners[(i + 1) % corners.length]!]);
}

/** What the way along an edge takes of the land to its left, metres. */
function takesOf(a: number, b: number, { mesh }: Division, roads: Roads, ground: Ground): number {
  const { kind } = markAt(mesh, a, b);
  if (kind === 'river') return ground.riverHalfM + 7;
  const strip = roads.stripAt(a, b);
  if (strip) return STRIP_M[strip.kind];
  return TAKES[roads.wayOf(a, b)];
}

function borderOf(
  cell: CellPlan,
  { mesh }: Division,
  roads: Roads,
  lines: EdgeLines,
  takes: (a: number, b: number) => number,
): Pick<Block, 'ring' | 'sides'> {
  const ring: Ring = [];
  const sides: BlockSide[] = [];
  for (const [a, b] of edgesOf(mesh, cell)) {
    const [way, takesM] = [roads.wayOf(a, b), takes(a, b)];
    ring.push(...lines.degrees(a, b).slice(0, -1));
    const metres = lines.metres(a, b);
    for (let k = 1; k < metres.length; k++)
      sides.push({ from: metres[k - 1]!, to: metres[k]!, takesM, a, b, way });
  }
  ring.push([...ring[0]!]);
  return { ring, sides };
}

/** The land to the left of edges of the plan, which enclose a convex part of it, bent as the ground is: metres. */
function landWithin(
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

function areaOf(ring: readonly Point[]): number {
  const [x0, y0] = ring[0]!;
  let sum = 0;
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i]!, ring[(i + 1) % ring.length]!];
    sum += (a[0] - x0) * (b[1] - y0) - (b[0] - x0) * (a[1] - y0);
  }
  return sum / 2;
}

/** Rows follow the streets as far as they still face south. */
function rowAngle(ground: Ground, { mesh }: Division, cell: CellPlan, draw: Draw): number {
  const [u, v] = middleOfRing(mesh.faces[cell.face]!.map((p) => mesh.points[p]!));
  const [ax, ay] = ground.bend(u - 20, v);
  const [bx, by] = ground.bend(u + 20, v);
  const along = Math.atan2(by - ay, bx - ax);
  return Math.max(-0.3, Math.min(0.3, along)) + between(draw, -0.012, 0.012);
}

function chooseForms(
  grid: GridPlan,
  blockOf: Map<CellPlan, Block>,
  ways: Map<EstatePlan, { form: Form; style: number }>,
  draw: Draw,
): void {
  const { zone } = grid.community;
  const blocks = grid.cells.map((cell) => blockOf.get(cell)!);
  if (grid.purpose) {
    for (const block of blocks) block.form = PURPOSE_FORMS[grid.purpose];
    return;
  }
  if (grid.estate) {
    // An estate is built in one way, a courtyard here and there in another.
    let way = ways.get(grid.estate);
    if (!way) {
      way = { form: draw() < TOWERS_IN_ESTATES[zone] ? 'towers' : 'slabs', style: draw() };
      ways.set(grid.estate, way);
    }
    for (const block of blocks) {
      block.style = way.style;
      block.form = draw() < 0.88 ? way.form : way.form === 'towers' ? 'slabs' : 'towers';
    }
    return;
  }
  for (const block of blocks) {
    let at = draw();
    for (const [form, often] of FORMS[zone]) {
      block.form = form;
      at -= often;
      if (at < 0) break;
    }
  }
  // Nobody could live in a grid of shops alone.
  if (!blocks.some(isHousing)) blocks[0]!.form = 'slabs';
}

function isHousing(block: Block): boolean {
  return block.form === 'slabs' || block.form === 'towers' || block.form === 'old';
}

/** Whether a grid is open land as a whole: a park, the hill, the banks. */
export function isOpen(purpose: Purpose | null): boolean {
  return purpose === 'park' || purpose === 'lake' || purpose === 'hill' || purpose === 'riverside';
}

/** Strips of trees between the great roads and the land beside them, metres. */
export function plantVerges(division: Division, roads: Roads, ground: Ground): Point[][] {
  const { mesh } = division;
  const out: Point[][] = [];
  for (const cell of division.cells)
    for (const [a, b] of edgesOf(mesh, cell)) {
      const verge = VERGES[roads.wayOf(a, b)];
      if (!verge || roads.stripAt(a, b)) continue;
      const [near, far] = verge;
      const takes = (p: number, q: number): number => p === a && q === b ? near : takesOf(p, q, division, roads, ground); // prettier-ignore
      const ring = landWithin(mesh, ground, edgesOf(mesh, cell), takes, { a, b, beyondM: far });
      if (ring.length > 2) out.push(ring);
    }
  return out;
}

/** The land within the roads around some grids that make one convex face of the plan. */
export function landAround(
  division: Division,
  roads: Roads,
  ground: Ground,
  grids: readonly GridPlan[],
): Point[] {
  const within = new Set(grids);
  const edges = grids
    .flatMap((grid) => grid.cells.flatMap((cell) => edgesOf(division.mesh, cell)))
    .filter(([a, b]) => isOuter(division, within, a, b));
  return landWithin(division.mesh, ground, edges, (a, b) => takesOf(a, b, division, roads, ground));
}

/** Whether beyond an edge there is something else than these grids. */
function isOuter(
  { mesh, cellOf }: Division,
  within: ReadonlySet<GridPlan>,
  a: number,
  b: number,
): boolean {
  const other = mesh.faceOf.get(edgeKey(b, a));
  return other === undefined || !within.has(cellOf[other]!.grid);
}

/** The buildings of a block as it is now. */
export function layOutBlock(block: Block, keepOut?: (at: Point) => boolean): Footprint[] {
  const { form, style, yard, angle, seed } = block;
  return layOut(form, style, yard, angle, createDraw(seed, 'rows'), keepOut);
}

/** Find out whether a block is walled, and where its buildings may stand. */
function settle(block: Block, estate: Estate | undefined, division: Division): void {
  block.isWalled =
    !estate &&
    block.cell.grid.purpose === null &&
    (block.form === 'slabs' || block.form === 'towers') &&
    block.lot.length > 2;
  const within = new Set(estate?.plan.grids);
  block.yard = groundWithin(
    block.sides.map((side) => {
      const isWall = block.isWalled || (estate && isOuter(division, within, side.a, side.b));
      return { ...side, takesM: side.takesM + (isWall ? WALL_YARD_M : FRONT_YARD_M) };
    }),
  );
}

/**
 * Turn housing into old lanes, from the old town outwards, until there are as many buildings as asked for and a few
 * more: open blocks first; estates, which then were never walled, only where that is not enough.
 */
function raiseOldTown(
  blocks: readonly Block[],
  estates: Map<EstatePlan, Estate>,
  ground: Ground,
  division: Division,
  figures: Figures,
  seed: number,
): void {
  const { mesh } = division;
  const draw = createDraw(seed, 'old town');
  // Ponds take a pavilion or two.
  const wanted = figures.buildings + 40;
  const countOn = (block: Block): number => layOutBlock(block).length;
  let count = 0;
  const groups = new Map<Block | EstatePlan, { age: number; blocks: Block[]; own: number }>();
  for (const block of blocks) {
    const own = countOn(block);
    count += own;
    const { grid } = block.cell;
    if (grid.purpose !== null || !isHousing(block)) continue;
    let group = groups.get(grid.estate ?? block);
    if (!group) {
      const [u, v] = middleOfRing(mesh.faces[block.cell.face]!.map((p) => mesh.points[p]!));
      const [x, y] = [u / ground.radius + 0.12, (v - ground.riverV) / ground.radius - 0.2];
      const age = Math.hypot(x, y) + 0.24 * draw() + (grid.estate ? 1 : 0);
      groups.set(grid.estate ?? block, (group = { age, blocks: [], own: 0 }));
    }
    group.blocks.push(block);
    group.own += own;
  }
  for (const group of [...groups.values()].sort((a, b) => a.age - b.age)) {
    if (count >= wanted) break;
    const { estate } = group.blocks[0]!.cell.grid;
    if (estate) {
      for (const grid of estate.grids) grid.estate = null;
      estates.delete(estate);
    }
    count -= group.own;
    for (const block of group.blocks) {
      block.form = 'old';
      settle(block, undefined, division);
      count += countOn(block);
    }
  }
}
