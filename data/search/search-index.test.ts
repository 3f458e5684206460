import { describe, expect, it } from 'vitest';

import { createReadings } from '#server/search/readings.ts';

import { buildIndex } from './build-index.ts';
import { createBallot } from './find-candidates.ts';
import { searchIndex, type Hit } from './search-index.ts';
import type { SearchThing } from './thing.ts';

const readingsOf = createReadings();
const parents = new Map([
  [2, 1],
  [3, 2],
]);
const chainOf = (id: number): number[] => {
  const chain: number[] = [];
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) chain.push(at);
  return chain;
};

const thing = (more: Partial<SearchThing>): SearchThing => ({
  noun: 'buildings',
  id: 1,
  code: null,
  name: null,
  nameEn: null,
  address: null,
  kind: '',
  areaId: null,
  at: null,
  bounds: null,
  select: null,
  ...more,
});
const building = (id: number, address: string, more: Partial<SearchThing> = {}): SearchThing =>
  thing({ id, address, ...more });

const THINGS: SearchThing[] = [
  thing({ noun: 'areas', id: 1, code: '320109', name: '清澜区', nameEn: 'Qinglan District' }),
  thing({ noun: 'areas', id: 2, code: '320109001', name: '荷塘街道', nameEn: 'Hetang Subdistrict', areaId: 1 }), // prettier-ignore
  thing({ noun: 'areas', id: 3, code: '320109001002', name: '长亭社区', nameEn: 'Changting Community', areaId: 2 }), // prettier-ignore
  building(1, '长亭路32号', { areaId: 3 }),
  building(2, '长亭路32号长亭花园6幢', { name: '长亭花园6幢' }),
  building(3, '长亭路33号'),
  building(4, '重庆巷5号'),
  building(5, '长江路320号'),
  building(6, '绿洲路7-1号'),
  building(7, '荷风路32号'),
  thing({ noun: 'people', id: 1, name: '单晓明' }),
  thing({ noun: 'people', id: 2, name: '王晓' }),
  thing({ noun: 'units', id: 1, code: 'QLW00033', name: '毛翔' }),
  thing({ noun: 'sites', id: 1, code: '32010901011326000725', name: '长亭花园6幢' }),
];

const index = buildIndex(THINGS, readingsOf);
const areasNamed = new Map([['清澜区', [1]], ['荷塘街道', [2]], ['荷塘', [2]], ['长亭社区', [3]], ['长亭', [3]]]); // prettier-ignore
const find = (text: string, near: [number, number] | null = null, of = index): Hit[] =>
  searchIndex(of, text, { readingsOf, ballot: createBallot(of), chainOf, areasNamed, near, limit: 20 }); // prettier-ignore
const said = ({ thing: { noun, id }, tier }: Hit): string => `${noun} ${id} ${tier}`;
const first = (text: string): string => said(find(text)[0]!);

describe('searchIndex', () => {
  it('puts codes before names, names before beginnings, these before sounds, and likenesses last', () => {
    expect(first('qlw-00033')).toBe('units 1 code');
    expect(first('32010901011326000725')).toBe('sites 1 code');
    expect(first('000725')).toBe('sites 1 within');
    expect(first('3201090')).toBe('areas 2 prefix');
    expect(first('长亭路32号')).toBe('buildings 1 name');
    expect(find('长亭路32号').map(said).slice(0, 3)).toEqual(['buildings 1 name', 'buildings 2 prefix', 'buildings 3 alike']); // prettier-ignore
    expect(first('changtinglu32')).toBe('buildings 1 pinyin');
    expect(first('常亭路32号')).toBe('buildings 1 alike');
    expect(first('Hetang Subdistrict')).toBe('areas 2 name');
    expect(first('hetang')).toBe('areas 2 prefix');
  });
  it('takes the name that an address ends in as a name; of equals buildings come before cameras', () => {
    expect(find('长亭花园6幢').map(said)).toEqual(['buildings 2 name', 'sites 1 name']);
    expect(first('长亭花园6栋')).toBe('buildings 2 name');
    expect(first('长亭花园六幢')).toBe('buildings 2 name');
  });
  it.each([
    ['full width', '长亭路３３号', 3],
    ['without the word for a number', '长亭路33', 3],
    ['a number under way', '长江路32', 5],
    ['syllables apart', 'chang ting lu 33', 3],
    ['initials', 'ctl33', 3],
    ['beginnings of syllables', 'chatinglu33', 3],
    ['another reading', 'zhangtinglu33', 3],
    ['a reading that only a place has', 'chongqingxiang', 4],
    ['ü as v', 'lvzhou', 6],
    ['ü as u', 'luzhou', 6],
    ['a number in two parts', '绿洲路7-1号', 6],
    ['a letter wrong', 'chamgtinglu33', 3],
    ['a letter missing', 'chagtinglu33', 3],
    ['a letter too many', 'changtinnglu33', 3],
    ['two letters turned', 'chnagtinglu33', 3],
    ['a southern ear', 'cangtinlu33', 3],
    ['Chinese and pinyin', '长亭lu33', 3],
    ['a character wrong', '长停路33号', 3],
    ['a character missing', '长路33号', 3],
    ['a character too many', '长亭大路33号', 3],
    ['the middle left out', '长亭路6幢', 2],
    ['a door behind it', '长亭路33号2单元301室', 3],
    ['a province before it', '江苏省南京市清澜区长亭路33号', 3],
    ['street and community before it', '荷塘街道长亭社区长亭路32号', 1],
  ])('forgives %s: %s', (_, text, id) => {
    expect(find(text)[0]?.thing).toMatchObject({ noun: 'buildings', id });
  });
  it('reads a letter that is two in a string as one', () => {
    for (const text of ['吝𖬫𓇼𝖫ꮀ', '𖬫𓇼lan', 'ql𖬫', '\u{10400}'.repeat(64)]) expect(find(text).length).toBeLessThan(20); // prettier-ignore
  });

  it('knows surnames by all their readings', () => {
    for (const text of ['shanxiaoming', 'danxiaoming', 'sxm', '单小明', '单晓'])
      expect(find(text)[0]?.thing, text).toMatchObject({ noun: 'people', id: 1 });
  });
  it('of a name in two characters forgives a like sound, and no other character', () => {
    expect(find('王小').map(said)).toEqual(['people 2 alike']);
    expect(find('王大')).toEqual([]);
  });
  it('prefers what lies in the area that was named', () => {
    const two = buildIndex(
      [building(8, '同名路1号', { areaId: 1 }), building(9, '同名路1号', { areaId: 3 })],
      readingsOf,
    );
    expect(find('荷塘街道同名路1号', null, two).map((h) => h.thing.id)).toEqual([9, 8]);
    expect(find('同名路1号', null, two).map((h) => h.thing.id)).toEqual([8, 9]);
  });
  it('of equals puts the nearer first', () => {
    const two = buildIndex(
      [building(8, '同名路1号', { at: [118, 32] }), building(9, '同名路1号', { at: [118.1, 32] })],
      readingsOf,
    );
    expect(find('同名路1号', [118.09, 32], two).map((h) => h.thing.id)).toEqual([9, 8]);
    expect(find('同名路1号', [118.01, 32], two).map((h) => h.thing.id)).toEqual([8, 9]);
  });
  it('of far more equals than are looked at puts the nearest first', () => {
    const many = buildIndex(
      Array.from({ length: 3000 }, (_, i) => building(i + 1, `第${i}号院1幢`, { at: [118 + i / 10_000, 32] })), // prettier-ignore
      readingsOf,
    );
    for (const i of [0, 1234, 2999])
      expect(find('1幢', [118 + i / 10_000, 32], many)[0]!.thing.id).toBe(i + 1);
  });
  it('marks what was met, in every field that it was met in', () => {
    expect(find('长亭花园6')[0]!.marks).toEqual({ name: [[0, 5]], address: [[6, 11]] });
    expect(find('changting')[0]!.marks).toMatchObject({ name: [[0, 2]], nameEn: [[0, 9]] });
    expect(find('长停路33号')[0]!.marks.address).toEqual([[0, 1], [2, 6]]); // prettier-ignore
    expect(find('000725')[0]!.marks.code).toEqual([[14, 20]]);
  });
  it('finds nothing where nothing is like it', () => {
    for (const text of ['', ' ', 'x', '、。', '量子纠缠', 'qqqq', '🙂', 'zzzzzzzzzzzzzzzz'])
      expect(find(text), text).toEqual([]);
    expect(searchIndex(buildIndex([], readingsOf), '长亭', { readingsOf, ballot: createBallot(buildIndex([], readingsOf)), chainOf, areasNamed, near: null, limit: 20 })).toEqual([]); // prettier-ignore
  });
  it('leaves no noun out for another that has more', () => {
    const many = buildIndex(
      [...Array.from({ length: 50 }, (_, i) => building(i + 1, `高康路${i + 1}号`)), thing({ noun: 'sites', id: 1, name: '高康路与文昌路路口' })], // prettier-ignore
      readingsOf,
    );
    const hits = find('高康路', null, many);
    expect(hits).toHaveLength(20);
    expect(hits.some((h) => h.thing.noun === 'sites')).toBe(true);
  });
});
