import { expect, test } from 'vitest';

import * as compoundWords from './compound-words.ts';
import { spell } from './lexicon.ts';
import { tellCompound } from './name-compounds.ts';
import { READINGS } from './readings.ts';
import { HOME_THEMES, MAIN_WORDS, OLD_LANES, OLD_PLACES, STREET_WORDS, ZONE_THEMES } from './road-words.ts'; // prettier-ignore

test('readings follow each other as characters do in the order by pinyin', () => {
  // Read otherwise in names than where that order has them.
  const otherwise = '弹地调都厦长重';
  const characters = [...READINGS.keys()].filter((one) => !otherwise.includes(one));
  characters.sort(new Intl.Collator('zh-u-co-pinyin').compare);
  const readings = characters.map((one) => READINGS.get(one)!.replace('ü', 'u '));
  const back = characters.filter((_, i) => i > 0 && readings[i]! < readings[i - 1]!);
  expect(back).toEqual([]);
});

test('every word of the lexicon can be spelt', () => {
  const themes = [...HOME_THEMES, ...Object.values(ZONE_THEMES)];
  const words = [
    ...themes.flatMap(({ eastWest, northSouth }) => [...eastWest.words, ...northSouth.words]),
    ...MAIN_WORDS,
    ...OLD_LANES,
    ...OLD_PLACES,
    ...Object.values(STREET_WORDS).flat(),
    ...Object.values(compoundWords).flat(),
  ];
  for (const word of words) expect(spell(word), word).toMatch(/^[A-Z][a-zü']+$/);
  expect(['西安', '长春', '鸭绿江', '临安'].map(spell)).toEqual(["Xi'an", 'Changchun', 'Yalüjiang', "Lin'an"]); // prettier-ignore
  expect(() => spell('龘')).toThrow(RangeError);
});

test('compounds are told in English by what they are', () => {
  const told = ['丽晶花园', '石门坎一村', '和平国际公寓', '棉纺厂宿舍', '依山壹号', '铁路新村', '评事里'].map(tellCompound); // prettier-ignore
  expect(told).toEqual([
    'Lijing Garden',
    'Shimenkan Village No. 1',
    'Heping International Apartments',
    'Mianfangchang Dormitory',
    'Yishan No. 1',
    'Tielu New Village',
    'Pingshi Li',
  ]);
});
