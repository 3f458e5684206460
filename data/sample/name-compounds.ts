import type { Block } from './blocks.ts';
import {
  BRAND_WORDS, GARDEN_TAILS, MANSION_TAILS, NEW_VILLAGE_TAILS, WORK_TAILS, WORK_UNITS, YARD_TAILS,
} from './compound-words.ts'; // prettier-ignore
import type { Walled } from './compounds.ts';
import type { CommunityPlan } from './divide.ts';
import { createDraw, pick, shuffled, type Draw } from './draw.ts';
import { spell } from './lexicon.ts';
import { middleOfRing } from './lots.ts';
import type { PlaceNames } from './name-places.ts';
import { numeral, stem, toNumber } from './name-roads.ts';
import type { NearestRoad } from './nearest-road.ts';

/** When a compound was built shows in how it is built: slabs of six floors, early towers, late ones. */
type Era = 'old' | 'slabs' | 'gardens' | 'mansions';

/**
 * Gives compounds their names, none twice, and their gates the side on which they are. Slabs of the 1980s are called
 * after the place, by numbers, or after who built them for his people; towers as their builder liked.
 */
export function nameCompounds(
  compounds: readonly Walled[],
  names: PlaceNames,
  nearestRoad: NearestRoad,
  seed: number,
): void {
  const draw = createDraw(seed, 'compound names');
  const taken = new Set<string>();
  const brands = createSupply(draw, BRAND_WORDS);
  const units = createSupply(draw, WORK_UNITS);
  const villages = new Map<CommunityPlan, Walled[]>();
  for (const walled of compounds) {
    const { community } = walled.blocks[0]!.cell.grid;
    const near = names.communities.get(community)!.zh.slice(0, -2);
    const place = stem(near);
    const road = nearestRoad(walled.gates[0]?.metres ?? middleOfRing(walled.blocks[0]!.land));
    const street = road ? stem(names.strokes.get(road.stroke)!.zh) : place;
    const own = (): string[] | null => {
      switch (eraOf(walled.blocks, draw)) {
        case 'old':
          return [street + pick(draw, YARD_TAILS), place + pick(draw, YARD_TAILS)];
        case 'slabs': {
          const at = draw();
          if (at < 0.24) return [units() + pick(draw, WORK_TAILS)];
          if (at < 0.52) return [street + pick(draw, NEW_VILLAGE_TAILS)];
          if (at < 0.6) return [place + pick(draw, NEW_VILLAGE_TAILS)];
          return null;
        }
        case 'gardens':
          return [withTail(draw() < 0.3 ? street : brands(), GARDEN_TAILS)];
        case 'mansions':
          return [withTail(draw() < 0.2 ? street : brands(), MANSION_TAILS)];
      }
    };
    const name = fresh(own);
    if (name) walled.compound.name = name;
    else villages.set(community, [...(villages.get(community) ?? []), walled]);
    nameGates(walled);
  }
  // Villages of the plan, when it is known how many a place has: the first, the second …
  for (const [community, own] of villages) {
    const word = stem(names.communities.get(community)!.zh.slice(0, -2)).replace(/新?村$/, '');
    own.forEach(({ compound }, i) => {
      const first = own.length === 1 ? [`${word}新村`, `${word}小区`] : [];
      compound.name = fresh(() => [...first, `${word}${numeral(i + 1)}村`, `${word}新${numeral(i + 1)}村`])!; // prettier-ignore
    });
  }

  /** 名都名邸 would be no good name. */
  function withTail(word: string, tails: readonly string[]): string {
    const fit = tails.filter((tail) => ![...tail].some((character) => word.includes(character)));
    return word + pick(draw, fit.length > 0 ? fit : tails);
  }

  function fresh(make: () => string[] | null): string | null {
    for (let tries = 0; tries < 400; tries++) {
      const own = make();
      if (!own) return null;
      const name = own.find((one) => !taken.has(one));
      if (!name) continue;
      taken.add(name);
      return name;
    }
    throw new Error('the lexicon has no more names of compounds');
  }
}

/** Each word once before any comes again. */
function createSupply(draw: Draw, words: readonly string[]): () => string {
  let left: string[] = [];
  return () => {
    if (left.length === 0) left = shuffled(draw, words);
    return left.pop()!;
  };
}

function eraOf(blocks: readonly Block[], draw: Draw): Era {
  const towers = blocks.filter(({ form }) => form === 'towers').length;
  if (blocks[0]!.cell.grid.community.zone === 'old' && towers === 0) return 'old';
  if (towers * 2 < blocks.length) return draw() < 0.85 ? 'slabs' : 'gardens';
  return draw() < 0.6 ? 'gardens' : 'mansions';
}

/** What compounds are, by the end of their names, the longest first. */
const ENGLISH: readonly [tail: string, en: string][] = [
  ['国际公寓', 'International Apartments'], ['住宅小区', 'Estate'], ['家属区', 'Staff Estate'], ['住宅区', 'Estate'],
  ['新村', 'New Village'], ['小区', 'Estate'], ['新寓', 'New Homes'], ['公寓', 'Apartments'], ['北苑', 'North Court'], ['南苑', 'South Court'],
  ['宿舍', 'Dormitory'], ['大院', 'Compound'], ['花园', 'Garden'], ['花苑', 'Garden Court'], ['家园', 'Homes'], ['嘉园', 'Jiayuan'],
  ['佳苑', 'Jiayuan Court'], ['名苑', 'Mingyuan'], ['新苑', 'New Court'], ['雅苑', 'Yayuan'], ['山庄', 'Villas'], ['雅居', 'Residence'],
  ['华庭', 'Huating'], ['公馆', 'Mansion'], ['华府', 'Huafu'], ['壹号', 'No. 1'], ['坊', 'Fang'], ['里', 'Li'], ['苑', 'Court'], ['府', 'Mansion'], ['城', 'City'],
]; // prettier-ignore

/** A compound in English: 石门坎一村 → Shimenkan Village No. 1, 丽晶花园 → Lijing Garden. */
export function tellCompound(zh: string): string {
  const village = /^(.+?)(新?)([一二三四五六七八九十]+)村$/.exec(zh);
  if (village)
    return `${spell(village[1]!)} ${village[2] ? 'New ' : ''}Village No. ${toNumber(village[3]!)}`;
  for (const [tail, en] of ENGLISH)
    if (zh.endsWith(tail) && zh.length > tail.length)
      return `${spell(zh.slice(0, -tail.length))} ${en}`;
  return spell(zh);
}

const BEARINGS = ['东', '东北', '北', '西北', '西', '西南', '南', '东南'];

/** Gates by where they are seen from the middle; a second one on a side says so. */
function nameGates({ gates, blocks }: Walled): void {
  const middle = middleOfRing(blocks.flatMap(({ land }) => land));
  const counts = new Map<string, number>();
  for (const gate of gates) {
    const angle = Math.atan2(gate.metres[1] - middle[1], gate.metres[0] - middle[0]);
    const side = BEARINGS[(Math.round(angle / (Math.PI / 4)) + 8) % 8]!;
    const nth = (counts.get(side) ?? 0) + 1;
    counts.set(side, nth);
    gate.name = nth === 1 ? `${side}门` : `${side}${numeral(nth)}门`;
  }
}
