import type { CommunityPlan, Division, StreetPlan } from './divide.ts';
import { createDraw, shuffled, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import type { Point } from './ground.ts';
import { groupBy } from './group-by.ts';
import { spell, type PlaceName } from './lexicon.ts';
import { edgeKey, markAt, type Mark } from './mesh.ts';
import { joinChains, type Chain } from './road-chains.ts';
import { HOME_THEMES, MAIN_WORDS, OLD_LANES, ZONE_THEMES, type Theme } from './road-words.ts';
import { lengthOf, type Roads, type Stroke } from './roads.ts';

/** A road with the neighbourhood that most of it runs through. */
interface Placed {
  stroke: Stroke;
  community: CommunityPlan | null;
}
/** Longer ones are avenues. */
const AVENUE_M = 3000;
const SIDES = {
  eastWest: [['东', 'East'], ['西', 'West']],
  northSouth: [['北', 'North'], ['南', 'South']],
} as const; // prettier-ignore
const MIDDLE = ['中', 'Middle'] as const;
const NUMBERS = '一二三四五六七八九十';

/**
 * Names of the roads that have one: themes by neighbourhood, generics by class and direction, trades in the lanes of
 * the old town. No two roads have one name; what goes straight on beyond a gap keeps the word and says on which side
 * it is.
 */
export function nameRoads(
  roads: Roads,
  division: Division,
  lines: EdgeLines,
  seed: number,
): Map<Stroke, PlaceName> {
  const draw = createDraw(seed, 'road names');
  const names = new Map<Stroke, PlaceName>();
  const taken = new Set<string>();
  const placed = roads.strokes.map((stroke): Placed => ({ stroke, community: communityOf(stroke, division) })); // prettier-ignore
  const strokes = placed.map(({ stroke }) => stroke);
  const of = (...ways: Stroke['way'][]): Stroke[] => strokes.filter(({ way }) => ways.includes(way)); // prettier-ignore
  const homeOf = new Map(placed.map(({ stroke, community }) => [stroke, community]));
  const give = (stroke: Stroke, zh: string, en: string): boolean => {
    if (taken.has(zh) || taken.has(en)) return false;
    taken.add(zh).add(en);
    names.set(stroke, { zh, en });
    return true;
  };
  nameLandmarks(roads, division, lines, give);

  const giveChain = (chain: Chain, word: string, generic: string): boolean => {
    const kind = GENERICS[generic]!;
    const many = chain.strokes.length > 1;
    const told = chain.strokes.map((_, i): readonly [string, string] => {
      if (!many) return ['', ''];
      const isMiddle = chain.strokes.length === 3 && i === 1;
      return isMiddle ? MIDDLE : SIDES[chain.isEastWest ? 'eastWest' : 'northSouth'][i === 0 ? 0 : 1]; // prettier-ignore
    });
    const all = told.map(([zh, en]) => ({
      zh: word + zh + generic,
      en: `${spell(word)} ${en ? `${en} ` : ''}${kind}`,
    }));
    if (all.some(({ zh, en }) => taken.has(zh) || taken.has(en))) return false;
    chain.strokes.forEach((stroke, i) => give(stroke, all[i]!.zh, all[i]!.en));
    return true;
  };

  const great = of('motorway', 'arterial', 'secondary').filter((stroke) => !names.has(stroke));
  const mainWords = shuffled(draw, MAIN_WORDS.slice(16));
  const queue = [...MAIN_WORDS.slice(0, 16), ...mainWords];
  for (const chain of joinChains(great, lines, 320)) {
    const isAvenue = Math.max(...chain.strokes.map(({ lengthM }) => lengthM)) > AVENUE_M;
    for (let i = 0; ; i++) {
      // When all are given: the same once more, for what was built later.
      const n = i - queue.length;
      const word = queue[i] ?? MAIN_WORDS[n % MAIN_WORDS.length]! + '新北南东西'[Math.floor(n / MAIN_WORDS.length)]!; // prettier-ignore
      if (!giveChain(chain, word, isAvenue ? '大道' : '路')) continue;
      queue.splice(i, 1);
      break;
    }
  }

  const themeOf = chooseThemes(division, draw);
  const spares = HOME_THEMES.flatMap(({ eastWest, northSouth }) => [...eastWest.words, ...northSouth.words]); // prettier-ignore
  const wordsLeft = new Map<string[], string[]>();
  for (const chain of joinChains(
    of('minor').filter((s) => !names.has(s)),
    lines,
    110,
  )) {
    const home = homeOf.get(chain.strokes[0]!);
    const theme = home ? themeOf(home) : HOME_THEMES[0]!;
    const direction = chain.isEastWest ? 'eastWest' : 'northSouth';
    const { words, generic } = theme[direction];
    let left = wordsLeft.get(words);
    if (!left) wordsLeft.set(words, (left = theme.key === 'works' ? [...words] : shuffled(draw, words))); // prettier-ignore
    const isNamed = takeFirst(left, (word) => giveChain(chain, word, generic));
    if (isNamed) continue;
    const other = theme[chain.isEastWest ? 'northSouth' : 'eastWest'];
    const isLent = [...other.words, ...words].some((word) =>
      ['后街', '横街', '新街', '支路'].some((tail) => giveChain(chain, word, tail)),
    );
    if (
      !isLent &&
      !spares.some((word) => ['前街', '后街', '横街'].some((tail) => giveChain(chain, word, tail)))
    )
      // prettier-ignore
      throw new Error('the lexicon has no more names of roads');
  }
  nameLanes(of('lane'), roads, homeOf, names, give, draw);
  return names;
}

const GENERICS: Record<string, string> = {
  大道: 'Avenue', 路: 'Road', 街: 'Street', 后街: 'Back Street', 前街: 'Front Street',
  横街: 'Cross Street', 新街: 'New Street', 支路: 'Branch Road',
}; // prettier-ignore

/** Takes the first of a list that does, out of the list. */
function takeFirst<T>(list: T[], does: (item: T) => boolean): boolean {
  const i = list.findIndex(does);
  if (i >= 0) list.splice(i, 1);
  return i >= 0;
}

type Give = (stroke: Stroke, zh: string, en: string) => boolean;

type Names = [zh: string, en: string][];
const EXPRESSWAYS: Names = [['清澜快速路', 'Qinglan Expressway'], ['江北快速路', 'Jiangbei Expressway'], ['纬三快速路', 'Weisan Expressway'], ['纬七快速路', 'Weiqi Expressway']]; // prettier-ignore
/** What roads are called after what they run along. */
const ALONG: Partial<Record<Mark['kind'], Names>> = {
  bank: [['滨江大道', 'Binjiang Avenue'], ['沿江路', 'Yanjiang Road'], ['江堤路', 'Jiangdi Road'], ['江边路', 'Jiangbian Road']],
  rail: [['铁路南路', 'Tielu South Road'], ['铁路北路', 'Tielu North Road'], ['道口路', 'Daokou Road']],
  rampart: [['护城河路', 'Huchenghe Road'], ['顺城街', 'Shuncheng Street'], ['城根街', 'Chenggen Street']],
}; // prettier-ignore
const RING = { east: '东线', west: '西线', north: '北线', south: '南线' } as const;

/** Roads that are called after what they run along, the ring by its sides, and what the district drives on. */
function nameLandmarks(roads: Roads, { mesh }: Division, lines: EdgeLines, give: Give): void {
  const left = new Map(Object.entries(ALONG).map(([kind, own]) => [kind, [...own]]));
  const express = [...EXPRESSWAYS];
  for (const stroke of roads.strokes) {
    const along = new Map<string, number>();
    for (let i = 1; i < stroke.vertices.length; i++) {
      const [a, b] = [stroke.vertices[i - 1]!, stroke.vertices[i]!];
      const { kind } = markAt(mesh, a, b);
      along.set(kind, (along.get(kind) ?? 0) + lengthOf(lines.metres(a, b)));
    }
    const [most] = [...along].reduce((best, one) => (one[1] > best[1] ? one : best));
    if (along.get(most)! < stroke.lengthM / 2) continue;
    if (most === 'ring' && giveRing(stroke, lines, give)) continue;
    const name = (left.get(most) ?? (stroke.way === 'motorway' ? express : undefined))?.shift();
    if (name) give(stroke, ...name);
  }
}

/** 内环东线, where the middle of the road lies east of the district's. */
function giveRing(stroke: Stroke, lines: EdgeLines, give: Give): boolean {
  const [x, y] = middleOfStroke(stroke, lines);
  const side = stroke.isEastWest ? (y > 0 ? 'north' : 'south') : x > 0 ? 'east' : 'west';
  const told = side[0]!.toUpperCase() + side.slice(1);
  const isFast = stroke.way === 'motorway';
  const zh = isFast ? `内环${RING[side]}` : `环城${RING[side][0]}路`;
  return give(stroke, zh, isFast ? `Inner Ring ${told} Expressway` : `Huancheng ${told} Road`);
}

/** The neighbourhood beside most edges of a road, by how many. */
function communityOf({ vertices }: Stroke, { mesh, cellOf }: Division): CommunityPlan | null {
  const counts = new Map<CommunityPlan, number>();
  for (let i = 1; i < vertices.length; i++) {
    const [a, b] = [vertices[i - 1]!, vertices[i]!];
    for (const face of [mesh.faceOf.get(edgeKey(a, b)), mesh.faceOf.get(edgeKey(b, a))]) {
      const community = face === undefined ? undefined : cellOf[face]?.grid.community;
      if (community) counts.set(community, (counts.get(community) ?? 0) + 1);
    }
  }
  let best: CommunityPlan | null = null;
  for (const [community, count] of counts) if (!best || count > counts.get(best)!) best = community;
  return best;
}

/** Homes have a theme a street, other zones their own. Streets at the river are called after it. */
function chooseThemes({ streets }: Division, draw: Draw): (community: CommunityPlan) => Theme {
  const ofStreet = new Map<StreetPlan, Theme>();
  const atRiver = HOME_THEMES.find(({ key }) => key === 'riverside')!;
  const banks = streets.map(
    ({ communities }) =>
    communities.reduce((n, { grids }) => n + grids.filter((g) => g.purpose === 'riverside').length, 0), // prettier-ignore
  );
  const rest = shuffled(draw, HOME_THEMES.filter((theme) => theme !== atRiver)); // prettier-ignore
  const most = banks.indexOf(Math.max(...banks));
  streets.forEach((street, i) => {
    ofStreet.set(street, i === most && banks[i]! > 0 ? atRiver : rest[i % rest.length]!);
  });
  return ({ zone, street }) => (zone === 'homes' ? ofStreet.get(street)! : ZONE_THEMES[zone]);
}

/** Old lanes by their trades; elsewhere after the road that they come from: 梅花巷, or 梅花一巷 to 梅花五巷. */
function nameLanes(
  lanes: readonly Stroke[],
  roads: Roads,
  homeOf: Map<Stroke, CommunityPlan | null>,
  names: Map<Stroke, PlaceName>,
  give: Give,
  draw: Draw,
): void {
  const old = shuffled(draw, OLD_LANES);
  const rest: Stroke[] = [];
  for (const lane of lanes) {
    const isOld = homeOf.get(lane)?.zone === 'old';
    if (!isOld || !takeFirst(old, (zh) => give(lane, zh, `${spell(zh.replace(/巷$/, ''))} Lane`)))
      rest.push(lane);
  }
  const comesFrom = (lane: Stroke): Stroke | null => {
    for (const end of [lane.vertices[0]!, lane.vertices.at(-1)!])
      for (const to of roads.neighbours.get(end) ?? []) {
        const other = roads.strokeAt(end, to)?.stroke;
        if (other && other !== lane && other.way !== 'lane' && other.way !== 'motorway' && names.has(other)) return other; // prettier-ignore
      }
    return null;
  };
  const strays: Stroke[] = [];
  const from = new Map(rest.map((lane) => [lane, comesFrom(lane)]));
  const wordOf = (lane: Stroke): string => {
    const road = from.get(lane);
    const word = road ? stem(names.get(road)!.zh) : '';
    // 纬四三巷 could be either; 纬四路三巷 is one.
    return /[一二三四五六七八九十]$/.test(word) ? `${word}路` : word;
  };
  for (const [word, own] of groupBy(rest, wordOf)) {
    if (!word) {
      strays.push(...own);
      continue;
    }
    const place = (lane: Stroke): number => Math.max(...lane.vertices.map((v) => from.get(lane)!.vertices.indexOf(v))); // prettier-ignore
    own.sort((a, b) => from.get(a)!.id - from.get(b)!.id || place(a) - place(b) || a.id - b.id);
    const tail = ['巷', '巷', '巷', '里', '弄'][Math.floor(5 * draw())]!;
    own.forEach((lane, i) => {
      const no = own.length > 1 ? numeral(i + 1) : '';
      const tails = [no + tail, no + '巷', `新${no}巷`, `小${no}巷`, `横${no}巷`, `后${no}巷`];
      if (!tails.some((end) => give(lane, word + end, `${spell(word)} ${told(end)}`)))
        strays.push(lane);
    });
  }
  // Of an alley that nothing else names, the old lanes' words are as good as any.
  for (const lane of strays) {
    if (takeFirst(old, (zh) => give(lane, zh, `${spell(zh.replace(/巷$/, ''))} Lane`))) continue;
    for (let i = 1; ; i++) {
      const zh = `新村${numeral(i)}巷`;
      if (give(lane, zh, `Xincun ${told(numeral(i) + '巷')}`)) break;
    }
  }
}

/** A road's word, without side, number and generic: 人民东路 → 人民, 梅花三巷 → 梅花. */
export function stem(zh: string): string {
  const bare = zh.replace(
    /(大道|快速路|[后前横新]街|支路|路|街|[新小横后]?[一二三四五六七八九十]*[巷里弄])$/,
    '',
  );
  if (bare.length < 2) return zh;
  return bare.length > 2 ? bare.replace(/[东西南北中]$/, '') : bare;
}

/** 1 to 99: 十二. */
export function numeral(n: number): string {
  if (n <= 10) return NUMBERS[n - 1]!;
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  return `${tens > 1 ? NUMBERS[tens - 1]! : ''}十${ones ? NUMBERS[ones - 1]! : ''}`;
}

/** 三巷 → No. 3 Lane, 新二巷 → New No. 2 Lane. */
function told(tail: string): string {
  const first = { 新: 'New ', 小: 'Little ', 横: 'Cross ', 后: 'Back ' }[tail[0]!] ?? '';
  const zh = tail.slice(first ? 1 : 0, -1);
  return `${first}${zh ? `No. ${toNumber(zh)} ` : ''}Lane`;
}

/** 十二 → 12, for 1 to 99. */
export function toNumber(zh: string): number {
  if (!zh.includes('十')) return NUMBERS.indexOf(zh) + 1;
  const [tens, ones] = zh.split('十');
  return 10 * (tens ? NUMBERS.indexOf(tens) + 1 : 1) + (ones ? NUMBERS.indexOf(ones) + 1 : 0);
}

/** Middle of a road, metres. */
function middleOfStroke({ vertices }: Stroke, lines: EdgeLines): Point {
  const i = Math.max(1, vertices.length >> 1);
  return lines.metres(vertices[i - 1]!, vertices[i]!)[0]!;
}
