import type { Ring } from '#data/geo/geometry.ts';

import { partByAlley } from './alley-land.ts';
import { layAlleys, type Alley } from './alleys.ts';
import type { CellPlan, Division, EstatePlan } from './divide.ts';
import { between, createDraw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Figures } from './figures.ts';
import { chooseForms } from './forms.ts';
import type { Ground, Point } from './ground.ts';
import { edgesOf, isOuter, landAround, landWithin, takesOf } from './land.ts';
import { isOpenLand, layOutBlock } from './lay-out-block.ts';
import type { Form } from './layouts.ts';
import { groundWithin, isWithin, middleOfRing, type Side } from './lots.ts';
import { markAt, sideKey } from './mesh.ts';
import { raiseOldTown } from './old-town.ts';
import { setAside, type Place } from './places.ts';
import { layRamps } from './ramps.ts';
import { isRoad, lengthOf, type Roads, type Way } from './roads.ts';
import { frontOf, openShops, SHOPS_M } from './shops.ts';

/** Between a compound's wall and its buildings, and between a street's edge and a front. */
const WALL_YARD_M = 3;
export const FRONT_YARD_M = 0.8;
const BESIDE_WALL_M = 2.4;
/** Rows face south but for so much, radians. */
const SOUTH = 0.085;

export interface BlockSide extends Side {
  a: number;
  b: number;
  way: Way;
  /** Whether one comes onto the block from there: by a road without a wall or a strip before it. */
  isOpen: boolean;
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
  alley: Alley | null;
  /** The wall of its estate: nothing of it stands outside. */
  within: Point[] | null;
  /** Whether it is a walled compound of its own, being in no estate; and where its wall then stands. */
  isWalled: boolean;
  wall: Point[];
  /** Edges, by sideKey, with shops before the wall. */
  shops: Set<number>;
  /** Where buildings may stand: on either side of the alley. */
  yards: Point[][];
  /** Sports grounds and squares. */
  places: Place[];
  /** Of its rows of buildings, radians from east; and how far it leans beside the street. */
  angle: number;
  lean: number;
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
  /** The shops before walls, as blocks of their own: they are not within the compounds. */
  fronts: Block[];
  alleys: Alley[];
  /** Between expressways and what they cross, metres. */
  ramps: Point[][];
}

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
  const manners = chooseForms(division, draw);
  // All joints of the roads before any border is made of them.
  const alleys = layAlleys(division, roads, lines, manners, createDraw(seed, 'alleys'));
  const ramps = layRamps(division, roads, lines, ground);
  const blocks = division.cells.map((cell): Block => {
    const takes = (a: number, b: number): number => markAt(division.mesh, a, b).kind === 'river' ? ground.riverHalfM + 7 : takesOf(a, b, division, roads); // prettier-ignore
    const { ring, sides } = borderOf(cell, division, roads, lines, takes);
    return {
      cell,
      seed: Math.floor(draw() * 2 ** 32),
      ring,
      sides,
      m2: areaOf(sides.map((side) => side.from)),
      land: landWithin(division.mesh, ground, edgesOf(division.mesh, cell), takes),
      lot: groundWithin(sides),
      ...manners.get(cell)!,
      alley: alleys.get(cell) ?? null,
      within: null,
      isWalled: false,
      wall: [],
      shops: new Set(),
      yards: [],
      places: [],
      angle: 0,
      lean: between(draw, -0.015, 0.015),
    };
  });
  for (const block of blocks) endWithin(block);
  const blockOf = new Map(blocks.map((block) => [block.cell, block]));
  const estates = new Map<EstatePlan, Estate>();
  for (const { estate: plan } of division.grids) {
    if (!plan || estates.has(plan)) continue;
    const own = plan.grids.flatMap((grid) => grid.cells.map((cell) => blockOf.get(cell)!));
    estates.set(plan, { plan, wall: [], blocks: own });
  }
  openShops(blocks, estates, division, roads, createDraw(seed, 'shops'));
  for (const estate of estates.values()) {
    const shops = new Set(estate.blocks.flatMap((block) => [...block.shops]));
    estate.wall = landAround(division, roads, ground, estate.plan.grids, (a, b) => shops.has(sideKey(a, b)) ? SHOPS_M : 0); // prettier-ignore
  }
  for (const { wall, blocks: own } of estates.values())
    for (const block of own) block.within = wall;
  const settleAll = (block: Block): void => settle(block, estates.get(block.cell.grid.estate!), division, ground, roads); // prettier-ignore
  for (const block of blocks) settleAll(block);
  raiseOldTown(blocks, estates, ground, division, figures, seed, settleAll);
  // Where nothing fits there is a small park.
  for (const block of blocks) {
    if (isOpenLand(block.form) || layOutBlock(block).length > 0) continue;
    block.form = 'pocket';
    settleAll(block);
  }
  return {
    blocks,
    blockOf,
    estates: [...estates.values()],
    fronts: blocks.flatMap((block) => frontOf(block)),
    alleys: blocks.flatMap(({ alley }) => alley ?? []),
    ramps,
  };
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
      sides.push({ from: metres[k - 1]!, to: metres[k]!, takesM, a, b, way, isOpen: false });
  }
  ring.push([...ring[0]!]);
  return { ring, sides };
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

export function canBeWalled(block: Block, estate: Estate | undefined): boolean {
  const isHome = block.form === 'slabs' || block.form === 'towers';
  return !estate && block.cell.grid.purpose === null && isHome && block.lot.length > 2;
}

/** Homes face south, as near to the street's direction as that lets them; all else follows its longest street. */
function rowAngle(block: Block, ground: Ground, { mesh }: Division): number {
  if (block.form === 'slabs' || block.form === 'towers') {
    const [u, v] = middleOfRing(mesh.faces[block.cell.face]!.map((p) => mesh.points[p]!));
    const [ax, ay] = ground.bend(u - 20, v);
    const [bx, by] = ground.bend(u + 20, v);
    const along = Math.atan2(by - ay, bx - ax);
    return Math.max(-SOUTH, Math.min(SOUTH, along)) + block.lean;
  }
  let [best, bestM] = [0, 0];
  const lengths = new Map<number, { m: number; angle: number }>();
  for (const { a, b, way, from, to } of block.sides) {
    if (!isRoad(way)) continue;
    const cut = mesh.markOf.get(sideKey(a, b))!;
    const m = (lengths.get(cut)?.m ?? 0) + lengthOf([from, to]) * (way === 'inner' || way === 'path' ? 0.5 : 1); // prettier-ignore
    lengths.set(cut, { m, angle: Math.atan2(to[1] - from[1], to[0] - from[0]) });
  }
  for (const { m, angle } of lengths.values()) if (m > bestM) [best, bestM] = [angle, m];
  // The same by quarters of a turn, so that the first side of a building is its south.
  const quarter = Math.PI / 2;
  return best - quarter * Math.round(best / quarter) + 0.3 * block.lean;
}

/** A path that leads nowhere on ends on the block's own ground. */
function endWithin(block: Block): void {
  const { alley, lot } = block;
  if (alley?.ends.length !== 1) return;
  const [[ax, ay], [bx, by]] = alley.line;
  for (let t = 1; t > 0.2; t -= 0.04) {
    const end: Point = [ax + t * (bx - ax), ay + t * (by - ay)];
    if (!isWithin(lot, end)) continue;
    alley.line[1] = end;
    return;
  }
  block.alley = null;
}

/** Find out whether a block is walled, and where its buildings may stand. */
function settle(
  block: Block,
  estate: Estate | undefined,
  division: Division,
  ground: Ground,
  roads: Roads,
): void {
  block.isWalled = canBeWalled(block, estate);
  block.angle = rowAngle(block, ground, division);
  const within = new Set(estate?.plan.grids);
  for (const side of block.sides) {
    const isBarred = block.isWalled || (estate && isOuter(division, within, side.a, side.b));
    side.isOpen = isRoad(side.way) && !isBarred && !roads.stripAt(side.a, side.b);
  }
  const shopsM = (a: number, b: number): number => block.form !== 'old' && block.shops.has(sideKey(a, b)) ? SHOPS_M : 0; // prettier-ignore
  block.wall = block.isWalled
    ? landWithin(division.mesh, ground, edgesOf(division.mesh, block.cell), (a, b) => takesOf(a, b, division, roads) + shopsM(a, b)) // prettier-ignore
    : [];
  const yard = groundWithin(
    block.sides.map((side) => {
      const isWall = block.isWalled || (estate && isOuter(division, within, side.a, side.b));
      const yardM = isWall ? WALL_YARD_M : side.way === 'wall' ? BESIDE_WALL_M : FRONT_YARD_M;
      return { ...side, takesM: side.takesM + yardM + shopsM(side.a, side.b) };
    }),
  );
  const { rest, places } = setAside(block, partByAlley(yard, block.alley));
  block.yards = rest;
  block.places = places;
}
