import type { Ring } from '#data/geo/geometry.ts';
import { pointInRing } from '#data/geo/ring.ts';

import type { Alley } from './alleys.ts';
import { layAlleys } from './alleys.ts';
import { below } from './cut-by-share.ts';
import type { CellPlan, Division, EstatePlan } from './divide.ts';
import { between, createDraw, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Figures } from './figures.ts';
import { chooseForms, isHousing } from './forms.ts';
import type { Ground, Point } from './ground.ts';
import { edgesOf, isOuter, landAround, landWithin, takesOf } from './land.ts';
import { layOut, type Footprint, type Form } from './layouts.ts';
import { groundWithin, isWithin, middleOfRing, offLine, type Side } from './lots.ts';
import { markAt, sideKey } from './mesh.ts';
import { setAside, type Place } from './places.ts';
import { isRoad, lengthOf, type Roads, type Way } from './roads.ts';

/** Between a compound's wall and its buildings, and between a street's edge and a front. */
const WALL_YARD_M = 3;
const FRONT_YARD_M = 0.8;
const BESIDE_WALL_M = 2.4;
/** Shops along a street before a compound's wall: how deep they and their yard are. */
const SHOPS_M = 13.5;
/** How often a side of a compound has them, by the road there. */
const SHOPS: Partial<Record<Way, number>> = { arterial: 0.12, secondary: 0.4, minor: 0.36 };
/** From the middle of an alley to where buildings may stand. */
const ALLEY_M: Record<Alley['way'], number> = { path: 2.8, inner: 4.4 };
/** Rows face south but for so much, radians. */
const SOUTH = 0.085;

/** Shops stand along a bent street in straight pieces of about so many metres. */
const SHOPS_PIECE_M = 60;
/** A building is reached from a road that is at most so far from its walls, metres. */
const REACH_M = 57;

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

/** A side of a compound has shops along the whole of it or none: its edges lie on one cut. */
function openShops(
  blocks: readonly Block[],
  estates: ReadonlyMap<EstatePlan, Estate>,
  division: Division,
  roads: Roads,
  draw: Draw,
): void {
  const { mesh } = division;
  const open = (own: readonly Block[], isOwnSide: (a: number, b: number) => boolean): void => {
    const chosen = new Map<number, boolean>();
    for (const block of own)
      for (const [a, b] of edgesOf(mesh, block.cell)) {
        if (!isOwnSide(a, b) || roads.stripAt(a, b)) continue;
        const cut = mesh.markOf.get(sideKey(a, b))!;
        const often = SHOPS[roads.wayOf(a, b)] ?? 0;
        if (!chosen.has(cut)) chosen.set(cut, draw() < often);
        if (chosen.get(cut) && often > 0) block.shops.add(sideKey(a, b));
      }
  };
  for (const { plan, blocks: own } of estates.values())
    if (own.length > 1) {
      const within = new Set(plan.grids);
      open(own, (a, b) => isOuter(division, within, a, b));
    }
  for (const block of blocks)
    if (canBeWalled(block, estates.get(block.cell.grid.estate!))) open([block], () => true);
}

function isOpenLand(form: Form): boolean {
  return form === 'pocket' || form === 'park' || form === 'lake' || form === 'hill' || form === 'riverside'; // prettier-ignore
}

function canBeWalled(block: Block, estate: Estate | undefined): boolean {
  const isHome = block.form === 'slabs' || block.form === 'towers';
  return !estate && block.cell.grid.purpose === null && isHome && block.lot.length > 2;
}

/** The shops before a block's wall. */
function frontOf(block: Block): Block[] {
  if (block.form === 'old' || block.form === 'pocket' || block.shops.size === 0) return [];
  return [...block.shops].flatMap((key, i) => {
    // At a corner the shops of one street stand, not those of both.
    const before = new Set([...block.shops].slice(0, i));
    const sides = block.sides.map((side) => ({ ...side, takesM: side.takesM + FRONT_YARD_M + (before.has(sideKey(side.a, side.b)) ? SHOPS_M : 0) })); // prettier-ignore
    const own = block.sides.filter((side) => sideKey(side.a, side.b) === key);
    return inPieces(own).flatMap((piece, n): Block[] => {
      const [first, last] = [piece[0]!, piece.at(-1)!];
      const length = lengthOf([first.from, last.to]);
      if (length < 22) return [];
      const [dx, dy] = [(last.to[0] - first.from[0]) / length, (last.to[1] - first.from[1]) / length]; // prettier-ignore
      const isAcross = (side: BlockSide): boolean => Math.abs((side.to[0] - side.from[0]) * dy - (side.to[1] - side.from[1]) * dx) > 0.3 * lengthOf([side.from, side.to]) || (side.to[0] - side.from[0]) * dx + (side.to[1] - side.from[1]) * dy < 0; // prettier-ignore
      // Of the street's own pieces only those before these shops count: it may bend.
      const strip = groundWithin([
        ...sides.filter(isAcross),
        ...piece.map((side) => ({ ...side, takesM: side.takesM + FRONT_YARD_M })),
        ...piece.map(({ from, to, takesM }) => ({ from: to, to: from, takesM: -(takesM + SHOPS_M - 1.6) })), // prettier-ignore
        { from: [first.from[0] - dy, first.from[1] + dx], to: first.from, takesM: 0.7 },
        { from: last.to, to: [last.to[0] - dy, last.to[1] + dx], takesM: 0.7 },
      ]);
      const seed = (block.seed + 16 * i + n + 1) >>> 0;
      return [{ ...block, form: 'frontage', seed, within: null, angle: Math.atan2(dy, dx), yards: partByAlley(strip, block.alley), places: [], shops: new Set(), isWalled: false, sides: block.sides.map((side) => ({ ...side, isOpen: isRoad(side.way) })) }]; // prettier-ignore
    });
  });
}

/** The pieces of an edge put together as far as they are straight enough. */
function inPieces(sides: readonly BlockSide[]): BlockSide[][] {
  const out: BlockSide[][] = [];
  for (const side of sides) {
    const last = out.at(-1);
    if (last && lengthOf([last[0]!.from, side.to]) < SHOPS_PIECE_M) last.push(side);
    else out.push([side]);
  }
  return out;
}

/** The ground on either side of an alley. */
function partByAlley(ring: readonly Point[], alley: Alley | null): Point[][] {
  if (ring.length < 3) return [];
  if (!alley) return [[...ring]];
  const [[ax, ay], [bx, by]] = alley.line;
  const length = Math.hypot(bx - ax, by - ay);
  const n: Point = [(by - ay) / length, (ax - bx) / length];
  const c = n[0] * ax + n[1] * ay;
  const off = ALLEY_M[alley.way];
  return [below(ring, n, c - off), below(ring, [-n[0], -n[1]], -c - off)].filter((part) => part.length > 2); // prettier-ignore
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

/** The buildings of a block as it is now: none where no road leads. */
export function layOutBlock(block: Block, keepOut?: (at: Point) => boolean): Footprint[] {
  const { form, style, yards, angle, seed } = block;
  return yards.flatMap((yard, i) => {
    const own = layOut(form, style, yard, angle, createDraw(seed, `rows ${i}`), keepOut);
    if (isOpenLand(form) && form !== 'pocket') return own;
    return own.filter((footprint) => isReached(block, footprint) && isInside(block, footprint));
  });
}

function isInside({ within }: Block, { corners }: Footprint): boolean {
  if (!within) return true;
  const ring = within.flat();
  return corners.every(([x, y]) => pointInRing(x, y, ring) > 0);
}

function withinLot([a, b]: [Point, Point], lot: readonly Point[], moreM: number): [Point, Point] {
  const length = lengthOf([a, b]);
  const at = (m: number): Point => [a[0] + (m / length) * (b[0] - a[0]), a[1] + (m / length) * (b[1] - a[1])]; // prettier-ignore
  let [from, to] = [0, length];
  while (from < length / 2 && !isWithin(lot, at(from))) from += 2;
  while (to > length / 2 && !isWithin(lot, at(to))) to -= 2;
  return [at(Math.min(length / 2, from + moreM + 2)), at(Math.max(length / 2, to - moreM - 2))];
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

function isReached({ sides, alley, isWalled, lot, shops }: Block, { corners }: Footprint): boolean {
  const open: [Point, Point][] = sides.flatMap(({ from, to, isOpen }) => isOpen ? [[from, to]] : []); // prettier-ignore
  // Of a path only what lies within the wall.
  if (alley) open.push(isWalled ? withinLot(alley.line, lot, shops.size > 0 ? SHOPS_M : 0) : alley.line); // prettier-ignore
  return corners.some((a, i) => {
    const b = corners[(i + 1) % corners.length]!;
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    return open.some((line) => offLine(a, line) < REACH_M || offLine(middle, line) < REACH_M);
  });
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
  settleAgain: (block: Block) => void,
): void {
  const { mesh } = division;
  const draw = createDraw(seed, 'old town');
  // Ponds and paths take some pavilions, and where nothing fits is a park.
  const wanted = figures.buildings + 110;
  const countOn = (block: Block): number => layOutBlock(block).length;
  let count = 0;
  const groups = new Map<Block | EstatePlan, { age: number; blocks: Block[]; own: number }>();
  for (const block of blocks) {
    const own = countOn(block) + frontOf(block).reduce((sum, front) => sum + countOn(front), 0);
    count += own;
    const { grid } = block.cell;
    if (grid.purpose !== null || !isHousing(block.form)) continue;
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
      block.within = null;
      settleAgain(block);
      count += countOn(block);
    }
  }
}
