import { describe, expect, it } from 'vitest';

import type { AreaOnWire } from '#data/wire/packed.ts';

import { chainWords, homeWords } from './unit-words.ts';

const area = (level: number, name: string, nameEn: string): AreaOnWire => ({ id: level, code: '', parentId: level - 1 || null, level, kind: 'comprehensive', name, nameEn, labelAt: [0, 0] }); // prettier-ignore
const CHAIN = [
  area(1, '清澜区', 'Qinglan District'),
  area(2, '长亭街道', 'Changting Subdistrict'),
  area(3, '鹤塘社区', 'Hetang Community'),
  area(4, '鹤塘社区第7网格', 'Hetang Community Grid 7'),
];

describe('areas in a team', () => {
  it('are told apart in the fewest words', () => {
    const home = (teamAreaId: number | null) => homeWords(CHAIN, teamAreaId, 'zh-CN');
    expect(home(null)).toBe('鹤塘 第7网格');
    expect(home(2)).toBe('鹤塘 第7网格');
    expect(home(3)).toBe('第7网格');
    expect(home(4)).toBe('第7网格');
    expect(homeWords(CHAIN.slice(0, 3), 2, 'zh-CN')).toBe('鹤塘');
    expect(homeWords(CHAIN.slice(0, 2), null, 'zh-CN')).toBe('长亭街道');
    expect(homeWords(CHAIN, 3, 'en')).toBe('Grid 7');
    expect(homeWords([], null, 'zh-CN')).toBe('');
  });

  it('are a chain below the district, the district alone where there is nothing below', () => {
    expect(chainWords(CHAIN, 'zh-CN')).toBe('长亭街道 › 鹤塘 › 第7网格');
    expect(chainWords(CHAIN.slice(0, 1), 'zh-CN')).toBe('清澜区');
    expect(chainWords([], 'zh-CN')).toBe('');
  });
});
