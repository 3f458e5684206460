import type { Built } from './buildings.ts';
import type { Block } from './blocks.ts';
import type { Walled } from './compounds.ts';
import type { Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { middleOfRing } from './lots.ts';
import type { PlaceNames } from './name-places.ts';
import type { NearestRoad, RoadPlace } from './nearest-road.ts';
import { lengthOf, type Stroke, type Way } from './roads.ts';

/** Metres of a road for each number of a side, where nothing stands nearer. */
const PITCH_M = 10;
/** A house behind another, so many metres nearer to the road and so little aside, has the number of that one. */
const BEHIND_M = 6;
const ABREAST_M = 7;
/** A gate opens to a road no farther away, the greatest of them. */
const GATE_REACH_M = 45;
const RANK: Partial<Record<Way, number>> = { motorway: 1, arterial: 4, secondary: 5, minor: 3, lane: 2 }; // prettier-ignore

/** What houses on grounds are called, where they are not mere houses. */
const HOUSES: Partial<Record<Block['form'], string>> = { park: '号亭', lake: '号亭', hill: '号亭', riverside: '号亭', market: '号厅', works: '号厂房' }; // prettier-ignore

/** What has a number of its own on a road: a house, a compound or the grounds of a school. */
interface Front {
  place: RoadPlace;
  give: (number: string) => void;
}

/**
 * House numbers, as they are given in China: even on one side of a road and odd on the other, rising from the end
 * that is nearer to the middle of the district. A house in a compound or on the grounds of a school has the number of
 * its gate, and one of its own within; a house behind another has that one's with a dash. Names what stands within.
 */
export function numberHouses(
  built: readonly Built[],
  compounds: readonly Walled[],
  names: PlaceNames,
  nearestRoad: NearestRoad,
  isFromFarEnd: (stroke: Stroke) => boolean,
): void {
  const fronts: Front[] = [];
  const builtOn = groupBy(built, (one) => one.block);
  const inside = new Set<Block>();
  const title = (place: RoadPlace): string => names.strokes.get(place.stroke)!.zh;

  for (const { compound, blocks, gates } of compounds) {
    const own = blocks.flatMap((block) => builtOn.get(block) ?? []);
    for (const block of blocks) inside.add(block);
    if (own.length === 0) continue;
    countWithin(own, (building, no) => {
      building.name = `${compound.name}${no}幢`;
    });
    const place = placeOfGate(gates.map(({ metres }) => metres), middleOfRing(blocks[0]!.land)); // prettier-ignore
    fronts.push({
      place,
      give: (number) => {
        for (const { building } of own) building.address = `${title(place)}${number}号${building.name}`; // prettier-ignore
      },
    });
  }
  const grounds = groupBy(
    built.filter(({ block }) => !inside.has(block) && names.grids.has(block.cell.grid)),
    ({ block }) => block.cell.grid,
  );
  for (const [grid, own] of grounds) {
    const { zh } = names.grids.get(grid)!;
    const { block } = own[0]!;
    countWithin(own, (building, no) => {
      building.name = own.length === 1 ? zh : `${zh}${no}${HOUSES[block.form] ?? '号楼'}`;
    });
    const place = placeOfGrounds(own);
    fronts.push({
      place,
      give: (number) => {
        for (const { building } of own) building.address = `${title(place)}${number}号${building.name}`; // prettier-ignore
      },
    });
  }
  for (const { building, block, at } of built) {
    if (inside.has(block) || names.grids.has(block.cell.grid)) continue;
    const place = need(nearestRoad(at));
    fronts.push({ place, give: (number) => (building.address = `${title(place)}${number}号`) });
  }
  for (const side of groupBy(
    fronts,
    ({ place: p }) => `${p.stroke.id}${p.isLeft ? 'l' : 'r'}`,
  ).values())
    // prettier-ignore
    numberSide(side, isFromFarEnd(side[0]!.place.stroke));

  function placeOfGate(gates: readonly Point[], middle: Point): RoadPlace {
    const places = gates.flatMap((at) => {
      const place = nearestRoad(at);
      return place && place.offM < GATE_REACH_M ? [place] : [];
    });
    const rank = ({ stroke }: RoadPlace): number => RANK[stroke.way] ?? 0;
    places.sort((a, b) => rank(b) - rank(a) || a.offM - b.offM);
    return places[0] ?? need(nearestRoad(gates[0] ?? middle));
  }
  /** Grounds open to the greatest road that the grid lies at, before the house that is nearest to it. */
  function placeOfGrounds(own: readonly Built[]): RoadPlace {
    const byHouse = own.map(({ at }) => need(nearestRoad(at, (s) => s.way !== 'lane' && s.way !== 'motorway') ?? nearestRoad(at))); // prettier-ignore
    const rank = ({ stroke }: RoadPlace): number => RANK[stroke.way] ?? 0;
    return byHouse.sort((a, b) => rank(b) - rank(a) || a.offM - b.offM)[0]!;
  }
}

function need<T>(place: T | null): T {
  if (place === null) throw new Error('a house is nowhere near a road with a name');
  return place;
}

/** Within a wall houses are counted in rows from the north-west. */
function countWithin(
  own: readonly Built[],
  give: (building: Built['building'], no: number) => void,
): void {
  // prettier-ignore
  const row = (one: Built): number => Math.floor(-one.at[1] / 16);
  own
    .toSorted((a, b) => row(a) - row(b) || a.at[0] - b.at[0])
    .forEach(({ building }, i) => give(building, i + 1));
}

function numberSide(fronts: readonly Front[], isFromFarEnd: boolean): void {
  const { stroke, isLeft } = fronts[0]!.place;
  const alongOf = ({ place }: Front): number => (isFromFarEnd ? stroke.lengthM - place.alongM : place.alongM); // prettier-ignore
  // The nearest to the road first: whoever stands behind is theirs.
  const before: { front: Front; behind: Front[] }[] = [];
  const squares = new Map<number, (typeof before)[number][]>();
  for (const front of [...fronts].sort((a, b) => a.place.offM - b.place.offM)) {
    const square = Math.floor(alongOf(front) / 10);
    const host = [square - 1, square, square + 1]
      .flatMap((s) => squares.get(s) ?? [])
      .filter(
        (one) =>
          one.front.place.offM < front.place.offM - BEHIND_M &&
          Math.abs(alongOf(one.front) - alongOf(front)) < ABREAST_M,
      )
      .sort((a, b) => Math.abs(alongOf(a.front) - alongOf(front)) - Math.abs(alongOf(b.front) - alongOf(front)))[0]; // prettier-ignore
    if (host) {
      host.behind.push(front);
      continue;
    }
    const one = { front, behind: [] };
    before.push(one);
    squares.set(square, [...(squares.get(square) ?? []), one]);
  }
  before.sort((a, b) => alongOf(a.front) - alongOf(b.front) || a.front.place.offM - b.front.place.offM); // prettier-ignore
  const isOdd = isLeft !== isFromFarEnd;
  let last = isOdd ? -1 : 0;
  for (const { front, behind } of before) {
    last = Math.max(last + 2, numberAt(alongOf(front), isOdd));
    front.give(String(last));
    behind.forEach((one, i) => one.give(`${last}-${i + 1}`));
  }
}

/** The number that a door would have, so many metres from where the numbers of its road begin. */
export function numberAt(alongM: number, isOdd: boolean): number {
  return 2 * Math.floor(alongM / PITCH_M) + (isOdd ? 1 : 2);
}

/** Whether a road's numbers rise from its last vertex: the end that is nearer to the middle of the district. */
export function createFromFarEnd(
  metres: (a: number, b: number) => readonly Point[],
): (stroke: Stroke) => boolean {
  return ({ vertices }) => {
    const begin = metres(vertices[0]!, vertices[1]!)[0]!;
    const end = metres(vertices.at(-2)!, vertices.at(-1)!).at(-1)!;
    return lengthOf([[0, 0], end]) < lengthOf([[0, 0], begin]);
  };
}
