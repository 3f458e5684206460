import type { Building, Entrance } from '#data/buildings/building.ts';
import type { Ring } from '#data/geo/geometry.ts';

import { apportion } from './apportion.ts';
import type { Block, Blocks } from './blocks.ts';
import { layOutBlock } from './lay-out-block.ts';
import type { Walled } from './compounds.ts';
import type { GridPlan } from './divide.ts';
import { bell, between, createDraw, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import type { Footprint } from './layouts.ts';
import { onOutline } from './outlines.ts';

/** A building of the sample with where it stands. */
export interface Built {
  building: Building;
  block: Block;
  footprint: Footprint;
  /** Its middle, metres. */
  at: Point;
}

/** The sixth stage: buildings in rows on their blocks, with floors, households and residents. Names and numbers come later. */
export function raiseBuildings(
  { blocks, fronts }: Blocks,
  compounds: readonly Walled[],
  keepOut: (block: Block) => ((at: Point) => boolean) | undefined,
  ground: Ground,
  figures: Figures,
  seed: number,
): Built[] {
  const draw = createDraw(seed, 'buildings');
  const compoundOf = new Map<Block, Walled>();
  for (const walled of compounds) for (const block of walled.blocks) compoundOf.set(block, walled);
  let standing: { block: Block; footprint: Footprint }[] = [];
  for (const block of [...blocks, ...fronts])
    for (const footprint of layOutBlock(block, keepOut(block))) standing.push({ block, footprint });
  standing = thinOut(standing, figures.buildings, draw);
  const built: Built[] = standing.map(({ block, footprint }, i) => {
    const walled = compoundOf.get(block);
    return {
      block,
      footprint,
      at: middle(footprint.corners),
      building: {
        id: i + 1,
        code: '',
        name: null,
        address: null,
        compoundId: walled?.compound.id ?? null,
        use: footprint.use,
        floors: null,
        heightM: null,
        households: 0,
        residents: 0,
        coordinates: [[toRing(ground, footprint.outline)]],
        entrances: entrancesOf(ground, footprint),
      },
    };
  });
  house(built, figures, draw);
  return built;
}

/** Old lanes have yards where one house too many would stand; no block loses its last. */
function thinOut<T extends { block: Block }>(standing: T[], wanted: number, draw: Draw): T[] {
  const onBlock = new Map<Block, number>();
  for (const { block } of standing) onBlock.set(block, (onBlock.get(block) ?? 0) + 1);
  let left = standing.filter(({ block }) => block.form === 'old').length;
  let extra = standing.length - wanted;
  return standing.filter(({ block }) => {
    if (block.form !== 'old') return true;
    const goes = draw() * left < extra && onBlock.get(block)! > 1;
    left--;
    if (!goes) return true;
    extra--;
    onBlock.set(block, onBlock.get(block)! - 1);
    return false;
  });
}

function middle(corners: readonly Point[]): Point {
  return [(corners[0]![0] + corners[2]![0]) / 2, (corners[0]![1] + corners[2]![1]) / 2];
}

function toRing(ground: Ground, corners: readonly Point[]): Ring {
  const ring: Ring = corners.map((corner) => toPosition(ground, corner));
  ring.push([...ring[0]!]);
  return ring;
}

/** Stairwells open to the north, where the paths between slabs run; everything else to the south. */
function entrancesOf(ground: Ground, { corners, outline, stairs, flats }: Footprint): Entrance[] {
  const isSlab = flats === 2 && stairs > 1;
  const [from, to, back] = isSlab
    ? [corners[3]!, corners[2]!, corners[0]!]
    : [corners[0]!, corners[1]!, corners[3]!];
  const depth = Math.hypot(back[0] - from[0], back[1] - from[1]);
  const inward: Point = [(back[0] - from[0]) / depth, (back[1] - from[1]) / depth];
  return Array.from({ length: stairs }, (_, i) => {
    const t = (i + 0.5) / stairs;
    const at: Point = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    return {
      no: i + 1,
      label: flats > 0 ? `${i + 1}单元` : '正门',
      at: toPosition(ground, onOutline(outline, at, inward)),
    };
  });
}

/** Floors a kind of housing ordinarily has: what a building's share of its grid's households goes by. */
function ordinaryFloors([least, most]: [number, number]): number {
  return least >= 11 ? 15 : (least + most) / 2;
}

/** A grid has room for so many households, but for as many grids as a planner may find too small. */
const LEAST_ROOM = 315;
const TOO_SMALL = 0.07;
const MOST_FLOORS = 18;
/** From so many households on a grid mostly, in this share, has only so many residents all the same. */
const CROWDED = 500;
const SMALLER = 0.8;
const RESIDENTS = 1430;

/** Where too few could live, slabs are built higher. */
function raiseHigher(homes: ReadonlyMap<GridPlan, Built[]>): void {
  const short = [...homes.values()].filter((own) => roomOn(own) < LEAST_ROOM);
  // The smallest stay so: no height would mend them.
  short.sort((a, b) => roomOn(a) - roomOn(b));
  const left = Math.round(TOO_SMALL * homes.size);
  for (const own of short.slice(left)) {
    const factor = (1.08 * LEAST_ROOM) / roomOn(own);
    for (const { footprint } of own) {
      const [least, most] = footprint.floors;
      if (footprint.flats === 0) continue;
      const now = Math.min(MOST_FLOORS, Math.max(most, Math.ceil(most * factor)));
      footprint.floors = [Math.max(least, Math.min(now, Math.round(least * factor))), Math.max(most, now)]; // prettier-ignore
    }
  }
}

function roomOn(own: readonly Built[]): number {
  return own.reduce((sum, { footprint: f }) => sum + f.stairs * f.flats * f.floors[1], 0);
}

function house(built: readonly Built[], figures: Figures, draw: Draw): void {
  const homes = new Map<GridPlan, Built[]>();
  for (const one of built) {
    const { floors, floorM, flats } = one.footprint;
    if (flats === 0) {
      const count = Math.round(between(draw, floors[0] - 0.45, floors[1] + 0.45));
      one.building.floors = count;
      one.building.heightM = Math.round((count * floorM + 1) * 10) / 10;
      continue;
    }
    const { grid } = one.block.cell;
    const list = homes.get(grid);
    if (list) list.push(one);
    else homes.set(grid, [one]);
  }
  const room = ({ footprint }: Built): number =>
    footprint.stairs * footprint.flats * footprint.floors[1];
  const grids = [...homes.keys()];
  raiseHigher(homes);
  const mean = figures.households / grids.length;
  const caps = grids.map((grid) => homes.get(grid)!.reduce((sum, one) => sum + room(one), 0));
  const wanted = apportion(
    figures.households,
    grids.map(() => Math.max(0.45, 1 + 0.075 * bell(draw)) * mean),
    1,
    caps,
  );
  const perHousehold: number[] = [];
  const housed: Built[] = [];
  grids.forEach((grid, g) => {
    const own = homes.get(grid)!;
    // Where more than ordinary live they mostly live in smaller households.
    const most = wanted[g]! > CROWDED && draw() < SMALLER ? RESIDENTS / wanted[g]! : Infinity;
    const size = Math.min(most, between(draw, 2.45, 2.95));
    const shares = apportion(
      wanted[g]!,
      own.map(({ footprint: f }) => f.stairs * f.flats * ordinaryFloors(f.floors)),
      0,
      own.map(room),
    );
    own.forEach((one, i) => {
      const { stairs, flats, floors, floorM } = one.footprint;
      const households = shares[i]!;
      const count = Math.max(floors[0], Math.min(floors[1], Math.ceil(households / (stairs * flats)))); // prettier-ignore
      one.building.households = households;
      one.building.floors = count;
      one.building.heightM = Math.round((count * floorM + 1.2) * 10) / 10;
      housed.push(one);
      perHousehold.push(size);
    });
  });
  const residents = apportion(
    figures.residents,
    housed.map(({ building }, i) => building.households! * perHousehold[i]! * between(draw, 0.93, 1.07)), // prettier-ignore
  );
  housed.forEach(({ building }, i) => (building.residents = residents[i]!));
}
