import { describe, expect, it } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';
import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { wordsOf } from '../words/words.ts';

import { placeShort } from './wall-place.ts';

const area = (level: number, name: string, nameEn: string): AreaOnWire => ({ id: level, code: '', parentId: level === 1 ? null : level - 1, level, kind: 'comprehensive', name, nameEn, labelAt: [0, 0] }); // prettier-ignore
const CHAIN = [
  area(1, '清澜区', 'Qinglan District'),
  area(2, '长亭街道', 'Changting Subdistrict'),
  area(3, '鹤塘社区', 'Hetang Community'),
  area(4, '鹤塘社区第7网格', 'Hetang Community Grid 7'),
];
const areas = {
  packed: {} as PackedAreas,
  chainOf: (id: number) => CHAIN.slice(0, id),
  cellAt: (lng: number) => (lng > 119 ? 4 : 0),
};
const incident = (of: Partial<Incident>): Incident => ({ areaId: null, at: null, ...of }) as Incident; // prettier-ignore
const zh = (of: Partial<Incident>) => placeShort(incident(of), areas, wordsOf('zh-CN'), 'zh-CN');

describe('a place on the wall', () => {
  it('is street and community in the fewest words, in English the community alone', () => {
    expect(zh({ areaId: 4 })).toBe('长亭 鹤塘');
    expect(zh({ areaId: 2 })).toBe('长亭');
    expect(zh({ areaId: 1 })).toBe('清澜区');
    expect(placeShort(incident({ areaId: 4 }), areas, wordsOf('en'), 'en')).toBe('Hetang');
  });

  it('is by the cells where no area was stored, and says what is nowhere', () => {
    expect(zh({ at: [119.5, 32] })).toBe('长亭 鹤塘');
    expect(zh({ at: [118, 32] })).toBe(wordsOf('zh-CN').incidents.outside);
    expect(zh({})).toBe(wordsOf('zh-CN').incidents.unplaced);
  });
});
