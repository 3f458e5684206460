import type { Ring } from '#data/geo/geometry.ts';

import type { CellPlan, Division, EstatePlan, GridPlan, Purpose, Zone } from './divide.ts';
import { between, createDraw, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Figures } from './figures.ts';
import type { Ground, Point } from './ground.ts';
import { layOut, type Form } from './layouts.ts';
import { groundWithin, middleOfRing, overlap, shrink, type Side } from './lots.ts';
import { edgeKey, markAt } from './mesh.ts';
import type { Roads, Way } from './roads.ts';

/** Metres from the middle of a way to where building land begins. */
const TAKES: Record<Way, number> = {
  motorway: 19,
  arterial: 15,
  secondary: 10.5,
  minor: 7,
  lane: 4.2,
  inner: 3.5,
  path: 2.2,
  wall: 0.6,
  none: 2.5,
};
/** The railway runs north of its road. */
export const RAIL_OFF_M = 27;
const BESIDE_RAIL_M = 44;
/** Between a compound's wall and its buildings, and between a street's edge and a front. */
const WALL_YARD_M = 3;
const FRONT_YARD_M = 0.8;

/** A lowest area as ground to build on. */
export interface Block {
  cell: CellPlan;
  /** Its border, degrees, counter-clockwise and closed. */
  ring: Ring;
  /** Its border, metres; each side with what runs along it and its ends in the mesh. */
  sides: (Side & { a: number; b: number; way: Way })[];
  m2: number;
  /** Between the roads: convex; empty where roads leave nothing. */
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
  /** Its wall, metres, convex, counter-clockwise. */
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
    const { ring, sides } = borderOf(cell, division, roads, ground, lines);
    const lot = groundWithin(sides);
    return {
      cell,
      ring,
      sides,
      m2: areaOf(sides.map((side) => side.from)),
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
    estates.set(plan, { plan, wall: wallAround(plan, own, division), blocks: own });
  }
  for (const block of blocks) settle(block, estates.get(block.cell.grid.estate!));
  raiseOldTown(blocks, estates, ground, division, figures, seed);
  return { blocks, blockOf, estates: [...estates.values()] };
}

function borderOf(
  cell: CellPlan,
  { mesh, cellOf }: Division,
  roads: Roads,
  ground: Ground,
  lines: EdgeLines,
): Pick<Block, 'ring' | 'sides'> {
  const ring: Ring = [];
  const sides: Block['sides'] = [];
  const corners = mesh.faces[cell.face]!;
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    const way = roads.wayOf(a, b);
    const { kind } = markAt(mesh, a, b);
    let takesM = TAKES[way];
    if (kind === 'river') takesM = ground.riverHalfM + 7;
    else if (kind === 'rail' && isNorthOf(mesh.points, a, b)) takesM = BESIDE_RAIL_M;
    const other = mesh.faceOf.get(edgeKey(b, a));
    // Along a road two estates have a wall each; along a wall they share it.
    if (way === 'wall' && other !== undefined && !cellOf[other]) takesM = TAKES.none;
    ring.push(...lines.degrees(a, b).slice(0, -1));
    const metres = lines.metres(a, b);
    for (let k = 1; k < metres.length; k++)
      sides.push({ from: metres[k - 1]!, to: metres[k]!, takesM, a, b, way });
  });
  ring.push([...ring[0]!]);
  return { ring, sides };
}

/** Whether what lies to the left of a → b lies north of it. */
function isNorthOf(points: readonly Point[], a: number, b: number): boolean {
  return points[b]![0] > points[a]![0];
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
  return Math.max(-0.2, Math.min(0.2, along)) + between(draw, -0.012, 0.012);
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

/** The sides of an estate's blocks that are not between two of them. */
function wallAround(plan: EstatePlan, own: readonly Block[], { mesh, cellOf }: Division): Point[] {
  const within = new Set(plan.grids);
  return groundWithin(
    own.flatMap((block) =>
      block.sides.filter(({ a, b }) => {
        const other = mesh.faceOf.get(edgeKey(b, a));
        return other === undefined || !within.has(cellOf[other]!.grid);
      }),
    ),
  );
}

function settle(block: Block, estate: Estate | undefined): void {
  const isOpen = block.cell.grid.purpose !== null || block.form === 'shops' || block.form === 'old';
  block.isWalled = !estate && !isOpen && isHousing(block) && block.lot.length > 2;
  block.yard = shrink(
    block.lot,
    estate ? FRONT_YARD_M : block.isWalled ? WALL_YARD_M : FRONT_YARD_M,
  );
  if (estate) block.yard = overlap(block.yard, shrink(estate.wall, WALL_YARD_M));
}

/** Turn housing blocks into old lanes, from the old town outwards, until there are as many buildings as asked for and a few more. */
function raiseOldTown(
  blocks: readonly Block[],
  estates: Map<EstatePlan, Estate>,
  ground: Ground,
  { mesh }: Division,
  figures: Figures,
  seed: number,
): void {
  const draw = createDraw(seed, 'old town');
  const wanted = figures.buildings * 1.012;
  let count = 0;
  const candidates: { block: Block; age: number; own: number }[] = [];
  for (const block of blocks) {
    const own = layOut(block.form, block.style, block.yard, block.angle, draw).length;
    count += own;
    if (block.cell.grid.purpose !== null || !isHousing(block)) continue;
    const [u, v] = middleOfRing(mesh.faces[block.cell.face]!.map((p) => mesh.points[p]!));
    const far = Math.hypot(u / ground.radius + 0.12, (v - ground.riverV) / ground.radius - 0.2);
    const age = far + 0.24 * draw() + (block.cell.grid.estate ? 0.5 : 0);
    candidates.push({ block, age, own });
  }
  candidates.sort((a, b) => a.age - b.age);
  for (const { block, own } of candidates) {
    if (count >= wanted) break;
    const before = block.form;
    block.form = 'old';
    settle(block, estates.get(block.cell.grid.estate!));
    const houses = layOut('old', block.style, block.yard, block.angle, draw).length;
    if (houses > own) count += houses - own;
    else {
      block.form = before;
      settle(block, estates.get(block.cell.grid.estate!));
    }
  }
}
