import type { CommunityPlan, Division, GridPlan, Purpose, StreetPlan } from './divide.ts';
import { createDraw, pick, shuffled, type Draw } from './draw.ts';
import type { EdgeLines } from './edge-lines.ts';
import { groupBy } from './group-by.ts';
import { DISTRICT, RIVER, spell, type PlaceName } from './lexicon.ts';
import { nameRoads, numeral, stem } from './name-roads.ts';
import { edgeKey } from './mesh.ts';
import { OLD_PLACES, PLAIN_WORDS, STREET_WORDS, type StreetLook } from './road-words.ts';
import type { Roads, Stroke } from './roads.ts';

export interface PlaceNames {
  streets: Map<StreetPlan, PlaceName>;
  communities: Map<CommunityPlan, PlaceName>;
  /** Of dedicated grids: what they are for. */
  grids: Map<GridPlan, PlaceName>;
  /** Of roads that have one. */
  strokes: Map<Stroke, PlaceName>;
  /** Of the bridges, in the order of roads.bridges; of creeks, the widest first, and of the moat. */
  bridges: PlaceName[];
  creeks: readonly PlaceName[];
  moat: PlaceName;
}

/** Names of streets, communities, dedicated grids, roads and bridges: none twice of a kind. */
export function namePlaces(
  division: Division,
  roads: Roads,
  lines: EdgeLines,
  seed: number,
): PlaceNames {
  const draw = createDraw(seed, 'names');
  const strokes = nameRoads(roads, division, lines, seed);
  const streets = nameStreets(division, draw);
  const besides = roadsBeside(division, roads, strokes);
  const communities = nameCommunities(division, besides, streets, draw);
  const grids = nameGrids(division, communities, draw);
  return { streets, communities, grids, strokes, bridges: nameBridges(roads, strokes), creeks: CREEKS, moat: MOAT }; // prettier-ignore
}

/** The river's name. */
export const RIVER_NAME: PlaceName = { zh: RIVER, en: `${spell(RIVER.slice(0, -1))} River` };

const CREEKS: readonly PlaceName[] = [['青溪', 'Qingxi Creek'], ['运粮河', 'Yunliang Creek'], ['梅溪', 'Meixi Creek'], ['南十里长沟', 'Shili Creek'], ['金川河', 'Jinchuan Creek'], ['友谊河', 'Youyi Creek'], ['香溪', 'Xiangxi Creek'], ['北河', 'Beihe Creek']].map(([zh, en]) => ({ zh: zh!, en: en! })); // prettier-ignore
const MOAT: PlaceName = { zh: '护城河', en: 'Moat' };

/** Streets are called after what is there: the hill, the lake, the station; else after what they are like. */
function nameStreets({ streets }: Division, draw: Draw): Map<StreetPlan, PlaceName> {
  const left = new Map<StreetLook, string[]>();
  for (const [look, words] of Object.entries(STREET_WORDS))
    left.set(look as StreetLook, look === 'homes' ? shuffled(draw, words) : [...words]);
  const names = new Map<StreetPlan, PlaceName>();
  for (const street of streets) {
    const purposes = new Set(street.communities.flatMap(({ grids }) => grids.map((g) => g.purpose))); // prettier-ignore
    const zones = groupBy(street.communities, ({ zone }) => zone);
    const [zone, own] = [...zones].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    const looks: StreetLook[] = [];
    for (const look of ['hill', 'lake', 'station'] as const) if (purposes.has(look)) looks.push(look); // prettier-ignore
    const old = zones.get('old')?.length ?? 0;
    if (old * 3 >= street.communities.length) looks.push('old');
    if (zone !== 'homes' && own.length * 2 >= street.communities.length) looks.push(zone);
    if (purposes.has('riverside')) looks.push('river');
    const look = [...looks, 'homes' as const].find((one) => left.get(one)!.length > 0);
    const word = look ? left.get(look)!.shift()! : [...left.values()].flat()[0]!;
    if (!look) for (const words of left.values()) if (words[0] === word) words.shift();
    names.set(street, { zh: `${word}街道`, en: `${spell(word)} Subdistrict` });
  }
  return names;
}

/** Named roads within or along each community, the longest stretch first. */
function roadsBeside(
  { mesh, cellOf }: Division,
  roads: Roads,
  strokes: Map<Stroke, PlaceName>,
): Map<CommunityPlan, string[]> {
  const counts = new Map<CommunityPlan, Map<string, number>>();
  for (const [stroke, { zh }] of strokes)
    for (let i = 1; i < stroke.vertices.length; i++) {
      const [a, b] = [stroke.vertices[i - 1]!, stroke.vertices[i]!];
      const place = roads.strokeAt(a, b)!;
      for (const face of [mesh.faceOf.get(edgeKey(a, b)), mesh.faceOf.get(edgeKey(b, a))]) {
        const community = face === undefined ? undefined : cellOf[face]?.grid.community;
        if (!community) continue;
        let own = counts.get(community);
        if (!own) counts.set(community, (own = new Map()));
        own.set(zh, (own.get(zh) ?? 0) + Math.abs(place.toM - place.fromM));
      }
    }
  return new Map(
    [...counts].map(([community, own]) => [
      community,
      [...own].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([zh]) => zh),
    ]),
  );
}

const ENGLISH: Record<string, string> = { 路: ' Road', 街: ' Street', 巷: ' Lane' };

/** After a lane, a road, or what was there before the city came. */
function nameCommunities(
  { communities }: Division,
  besides: Map<CommunityPlan, string[]>,
  streets: Map<StreetPlan, PlaceName>,
  draw: Draw,
): Map<CommunityPlan, PlaceName> {
  const taken = new Set([...streets.values()].map(({ zh }) => zh.slice(0, -2)));
  const places = shuffled(draw, OLD_PLACES);
  const names = new Map<CommunityPlan, PlaceName>();
  for (const community of communities) {
    const near = besides.get(community) ?? [];
    const isLane = (zh: string): boolean => /[巷里营坊井桥渡廊塘]$/.test(zh) && !/[一二三四五六七八九十新小横后][巷里弄]$/.test(zh); // prettier-ignore
    const own = near.filter((zh) => !/速路$|线$|^铁路/.test(zh));
    const lanes = own.filter(isLane);
    const roads = own.filter((zh) => /[路街道]$/.test(zh) && !/[后前横支新][街路]$/.test(zh));
    const plain = roads.map(stem).filter((word) => PLAIN_WORDS.has(word));
    const at = draw();
    const words =
      community.zone === 'old'
        ? [...lanes, ...roads]
        : at < 0.3
          ? plain
          : at < 0.48
            ? roads.filter((zh) => !zh.endsWith('大道'))
            : places;
    const isFree = (word: string): boolean =>
      !taken.has(stem(word)) && !taken.has(spell(stem(word)));
    const word =
      words.find(isFree) ?? places.find(isFree) ?? roads.find(isFree) ?? own.find(isFree);
    if (!word) throw new Error('the lexicon has no more names of communities');
    taken.add(stem(word)).add(spell(stem(word)));
    const generic = own.includes(word) && word.length > 2 ? (ENGLISH[word.at(-1)!] ?? '') : '';
    names.set(community, {
      zh: `${word}社区`,
      en: `${spell(generic ? word.slice(0, -1) : word)}${generic} Community`,
    });
  }
  return names;
}

/** What a dedicated grid is called: by what its community is called, or by what it is the first, second … of. */
const TITLES: Record<Purpose, (near: string, nth: number) => PlaceName> = {
  riverside: (near) => ({ zh: `滨江风光带${near}段`, en: `${spell(near)} Riverside` }),
  park: (near, n) => ({ zh: near + pickBy(n, ['公园', '公园', '游园', '体育公园']), en: `${spell(near)} ${pickBy(n, ['Park', 'Park', 'Garden', 'Sports Park'])}` }), // prettier-ignore
  lake: (near, n) => ({ zh: `${LAKES[n] ?? near}湖公园`.replace('湖湖', '湖'), en: `${spell(LAKES[n] ?? near)} Lake Park` }), // prettier-ignore
  hill: (near, n) => ({ zh: `${HILLS[n] ?? near}山公园`, en: `${spell(HILLS[n] ?? near)} Hill Park` }), // prettier-ignore
  campus: (near, n) => listed(n, CAMPUSES) ?? { zh: `${near}职业技术学院`, en: `${spell(near)} Vocational College` }, // prettier-ignore
  school: (near, n) => n % 2 === 0 && n < 20
    ? { zh: `${WORD}第${numeral(n / 2 + 1)}中学`, en: `${spell(WORD)} No. ${n / 2 + 1} Middle School` }
    : { zh: `${near}${pickBy(n >> 1, ['小学', '实验小学', '初级中学', '学校'])}`, en: `${spell(near)} ${pickBy(n >> 1, ['Primary School', 'Experimental Primary School', 'Junior Middle School', 'School'])}` }, // prettier-ignore
  hospital: (near, n) =>
    listed(n, HOSPITALS) ?? { zh: `${near}医院`, en: `${spell(near)} Hospital` },
  market: (near, n) => listed(n, MARKETS) ?? { zh: `${near}农贸市场`, en: `${spell(near)} Market` },
  mall: (near, n) => listed(n, MALLS) ?? { zh: `${near}广场`, en: `${spell(near)} Plaza` },
  works: (near, n) => listed(n, WORKS) ?? { zh: `${near}工业园`, en: `${spell(near)} Industrial Park` }, // prettier-ignore
  station: (_, n) => ({ zh: n ? `${WORD}${n === 1 ? '西' : numeral(n)}站` : `${WORD}站`, en: `${spell(WORD)}${n ? ` ${n === 1 ? 'West' : n}` : ''} Station` }), // prettier-ignore
};
/** A park along the old wall. */
const WALL_PARK = (near: string): PlaceName => ({ zh: `明城墙公园${near}段`, en: `${spell(near)} City Wall Park` }); // prettier-ignore
const WORD = DISTRICT.name.slice(0, -1);
const LAKES = ['望湖', '月牙', '镜湖'];
const HILLS = ['云台', '翠屏', '松'];
const pairs = (text: string): [zh: string, en: string][] =>
  text.split('\n').map((line) => line.trim().split('|') as [string, string]);
const CAMPUSES = pairs(`清澜大学|Qinglan University
清澜师范学院|Qinglan Normal College
江东理工大学|Jiangdong University of Technology
清澜医学院|Qinglan Medical College
江东财经学院|Jiangdong College of Finance
清澜艺术学院|Qinglan Academy of Arts
清澜体育学院|Qinglan College of Sports
江东交通职业学院|Jiangdong Transport College`);
const HOSPITALS = pairs(`清澜区人民医院|Qinglan Hospital
清澜区中医院|Qinglan Hospital of Chinese Medicine
清澜区妇幼保健院|Qinglan Maternity Hospital
清澜大学附属医院|Qinglan University Hospital
清澜区口腔医院|Qinglan Dental Hospital
清澜区第二医院|Qinglan No. 2 Hospital
清澜康复医院|Qinglan Rehabilitation Hospital`);
const MARKETS = pairs(`清澜中央市场|Qinglan Central Market
清澜花鸟市场|Qinglan Flower and Bird Market
江东建材市场|Jiangdong Building Materials Market
清澜小商品市场|Qinglan Small Goods Market
清澜水产市场|Qinglan Fish Market`);
const MALLS = pairs(`清澜中央商场|Qinglan Central Store
金穗广场|Jinsui Plaza
银河天地|Yinhe Tiandi Mall
环江里购物中心|Huanjiangli Shopping Centre
云锦天街|Yunjin Tianjie Mall
江东商城|Jiangdong Mall
明城广场|Mingcheng Plaza`);
const WORKS = pairs(`清澜机床厂|Qinglan Machine Tool Works
清澜第二棉纺织厂|Qinglan No. 2 Cotton Mill
江东船舶修造厂|Jiangdong Shipyard
清澜科技产业园|Qinglan Technology Park
江东物流园|Jiangdong Logistics Park
清澜电瓷厂|Qinglan Insulator Works
软件谷产业园|Ruanjiangu Software Park
清澜制药厂|Qinglan Pharmaceutical Works
江东仪表厂|Jiangdong Instrument Works
清澜印刷厂|Qinglan Printing Works
清澜食品厂|Qinglan Food Works
港口仓储园|Port Warehouse Park`);

function listed(n: number, list: readonly [zh: string, en: string][]): PlaceName | null {
  const found = list[n];
  return found ? { zh: found[0], en: found[1] } : null;
}
function pickBy<T>(n: number, list: readonly T[]): T {
  return list[n % list.length]!;
}

function nameGrids(
  { communities }: Division,
  names: Map<CommunityPlan, PlaceName>,
  draw: Draw,
): Map<GridPlan, PlaceName> {
  const out = new Map<GridPlan, PlaceName>();
  const taken = new Set<string>();
  const counts = new Map<Purpose, number>();
  const spare = shuffled(draw, OLD_PLACES);
  // In a random order, so that the district's first hospital is not always in its first corner.
  for (const grid of shuffled(
    draw,
    communities.flatMap(({ grids }) => grids),
  )) {
    if (!grid.purpose) continue;
    const near = names.get(grid.community)!.zh.slice(0, -2);
    const nth = counts.get(grid.purpose) ?? 0;
    counts.set(grid.purpose, nth + 1);
    const word = pick(draw, spare);
    const title = grid.strip?.startsWith('rampart') ? WALL_PARK : TITLES[grid.purpose];
    const name = [near, `${near}西`, `${near}东`, word, ...spare]
      .map((one) => title(one, nth))
      .find(({ zh, en }) => !taken.has(zh) && !taken.has(en));
    if (!name) throw new Error(`the lexicon has no more names of ${grid.purpose}`);
    taken.add(name.zh).add(name.en);
    out.set(grid, name);
  }
  return out;
}

/** After the road that they carry; the first is the district's. */
function nameBridges(roads: Roads, strokes: Map<Stroke, PlaceName>): PlaceName[] {
  return roads.bridges.map((path, i) => {
    const road = roads.strokeAt(path[0]!, path[1]!)?.stroke;
    const zh = road && strokes.get(road)?.zh;
    if (i === 0 || !zh || /快速路$|线$/.test(zh))
      return { zh: `${RIVER}${i === 0 ? '' : numeral(i + 1)}${i === 0 ? '大桥' : '桥'}`, en: `${RIVER_NAME.en} Bridge${i === 0 ? '' : ` ${i + 1}`}` }; // prettier-ignore
    return { zh: `${stem(zh)}桥`, en: `${spell(stem(zh))} Bridge` };
  });
}
