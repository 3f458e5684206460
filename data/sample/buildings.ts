import type { Building, Entrance } from '#data/buildings/building.ts';
import type { Ring } from '#data/geo/geometry.ts';
import { pointInRing } from '#data/geo/ring.ts';

import { apportion } from './apportion.ts';
import { layOutBlock, type Block, type Blocks } from './blocks.ts';
import type { Walled } from './compounds.ts';
import type { GridPlan } from './divide.ts';
import { bell, between, createDraw, type Draw } from './draw.ts';
import type { Figures } from './figures.ts';
import { toPosition, type Ground, type Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import type { Footprint } from './layouts.ts';
import type { PlaceNames } from './name-places.ts';
import { isRoad, type Roads, type Stroke } from './roads.ts';
import type { Pond } from './waters.ts';

/** A building of the sample with where it stands. */
export interface Built {
  building: Building;
  block: Block;
  footprint: Footprint;
  /** Its middle, metres. */
  at: Point;
}

/** The sixth stage: buildings in rows on their blocks, with numbers along the roads, floors, households and residents. */
export function raiseBuildings(
  { blocks }: Blocks,
  compounds: readonly Walled[],
  ponds: readonly Pond[],
  roads: Roads,
  names: PlaceNames,
  ground: Ground,
  figures: Figures,
  seed: number,
): Built[] {
  const draw = createDraw(seed, 'buildings');
  const compoundOf = new Map<Block, Walled>();
  for (const walled of compounds) for (const block of walled.blocks) compoundOf.set(block, walled);
  const pondOf = new Map(ponds.map((pond) => [pond.grid, pond.ring.flat()]));
  let standing: { block: Block; footprint: Footprint }[] = [];
  for (const block of blocks) {
    const pond = pondOf.get(block.cell.grid);
    const inWater = pond && (([x, y]: Point): boolean => pointInRing(x, y, pond) >= 0);
    for (const footprint of layOutBlock(block, inWater)) standing.push({ block, footprint });
  }
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
        coordinates: [[toRing(ground, footprint.corners)]],
        entrances: entrancesOf(ground, footprint),
      },
    };
  });
  house(built, figures, draw);
  number(built, compounds, compoundOf, roads, names);
  return built;
}

/** Old lanes have yards where one house too many would stand. */
function thinOut<T extends { block: Block }>(standing: T[], wanted: number, draw: Draw): T[] {
  let left = standing.filter(({ block }) => block.form === 'old').length;
  let extra = standing.length - wanted;
  return standing.filter(({ block }) => {
    if (block.form !== 'old') return true;
    const goes = draw() * left < extra;
    left--;
    if (goes) extra--;
    return !goes;
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
function entrancesOf(ground: Ground, { corners, stairs, flats }: Footprint): Entrance[] {
  const isSlab = flats === 2 && stairs > 1;
  const [from, to] = isSlab ? [corners[3]!, corners[2]!] : [corners[0]!, corners[1]!];
  return Array.from({ length: stairs }, (_, i) => {
    const t = (i + 0.5) / stairs;
    return {
      no: i + 1,
      label: flats > 0 ? `${i + 1}单元` : '正门',
      at: toPosition(ground, [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])]),
    };
  });
}

/** Floors a kind of housing ordinarily has: what a building's share of its grid's households goes by. */
function ordinaryFloors([least, most]: [number, number]): number {
  return least >= 11 ? 15 : (least + most) / 2;
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
    const size = between(draw, 2.45, 2.95);
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

/** Where on a road a door is: its stroke, metres along it, and on which side. */
interface Frontage {
  stroke: Stroke;
  alongM: number;
  isLeft: boolean;
  give: (no: number) => void;
}

function number(
  built: readonly Built[],
  compounds: readonly Walled[],
  compoundOf: Map<Block, Walled>,
  roads: Roads,
  names: PlaceNames,
): void {
  const fronts: Frontage[] = [];
  const addresses = new Map<Walled, string>();
  for (const walled of compounds) {
    for (const gate of walled.gates) {
      const place = roads.strokeAt(gate.road.a, gate.road.b);
      const name = place && names.strokes.get(place.stroke);
      if (!place || !name) continue;
      const back = place.toM < place.fromM ? -1 : 1;
      fronts.push({
        stroke: place.stroke,
        alongM: place.fromM + back * gate.road.alongM,
        isLeft: back > 0,
        give: (no) => addresses.set(walled, `${name.zh}${no}号`),
      });
      break;
    }
  }
  for (const one of built) {
    const walled = compoundOf.get(one.block);
    if (walled) continue;
    const front = frontOf(one, roads, names);
    if (front) fronts.push(front);
  }
  const sides = new Map<string, Frontage[]>();
  for (const front of fronts) {
    const key = `${front.stroke.id}${front.isLeft ? 'l' : 'r'}`;
    const list = sides.get(key);
    if (list) list.push(front);
    else sides.set(key, [front]);
  }
  for (const list of sides.values()) {
    list.sort((a, b) => a.alongM - b.alongM);
    let last = list[0]!.isLeft ? -1 : 0;
    for (const front of list) {
      const byPlace = 2 * Math.floor(front.alongM / 9) + (front.isLeft ? 1 : 2);
      last = Math.max(last + 2, byPlace);
      front.give(last);
    }
  }
  // Within a wall houses are counted from the north-west.
  const builtOn = groupBy(built, (one) => one.block);
  const row = (one: Built): number => Math.floor(-one.at[1] / 16);
  for (const walled of compounds) {
    const own = walled.blocks.flatMap((block) => builtOn.get(block) ?? []);
    own.sort((a, b) => row(a) - row(b) || a.at[0] - b.at[0]);
    const address = addresses.get(walled) ?? '';
    own.forEach(({ building }, i) => {
      building.name = `${walled.compound.name}${i + 1}幢`;
      building.address = address + building.name;
    });
  }
  const counts = new Map<GridPlan, number>();
  for (const { building, block } of built) {
    const title = names.grids.get(block.cell.grid);
    if (!title || building.name) continue;
    const no = (counts.get(block.cell.grid) ?? 0) + 1;
    counts.set(block.cell.grid, no);
    building.name = `${title.zh}${no}号楼`;
  }
}

function frontOf(one: Built, roads: Roads, names: PlaceNames): Frontage | null {
  let best: Frontage | null = null;
  let bestM = Infinity;
  for (const side of one.block.sides) {
    if (!isRoad(side.way)) continue;
    const place = roads.strokeAt(side.a, side.b);
    const name = place && names.strokes.get(place.stroke);
    if (!place || !name) continue;
    const [dx, dy] = [side.to[0] - side.from[0], side.to[1] - side.from[1]];
    const length = Math.hypot(dx, dy);
    const along = ((one.at[0] - side.from[0]) * dx + (one.at[1] - side.from[1]) * dy) / length;
    const t = Math.max(0, Math.min(1, along / length));
    const m = Math.hypot(one.at[0] - side.from[0] - t * dx, one.at[1] - side.from[1] - t * dy);
    if (m >= bestM) continue;
    bestM = m;
    const isLeft = place.toM > place.fromM;
    best = {
      stroke: place.stroke,
      // Near enough: a side is a piece of the edge from a to b.
      alongM: (place.fromM + place.toM) / 2 + (isLeft ? 1 : -1) * (along - length / 2),
      isLeft,
      give: (no) => (one.building.address = `${name.zh}${no}号`),
    };
  }
  return best;
}
