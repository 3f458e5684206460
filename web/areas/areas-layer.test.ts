import { describe, expect, it } from 'vitest';

import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { areasOf } from '../live/load-packed.ts';

import { arcLevels, labelOf } from './areas-layer.ts';

const area = (id: number, parentId: number | null, level: number, name = `${id}`): AreaOnWire => ({ id, code: `${id}`, parentId, level, kind: 'comprehensive', name, nameEn: null, labelAt: [0, 0] }); // prettier-ignore
// 1 district; 2, 3 streets; 4, 5 cells of 2 (level 3), 6 a grid of 3 that skips the communities.
const areas = [area(1, null, 1), area(2, 1, 2), area(3, 1, 2), area(4, 2, 3), area(5, 2, 3), area(6, 3, 4)]; // prettier-ignore
const packed: PackedAreas = {
  editionId: 1,
  areas,
  positions: new Float64Array(8),
  starts: Uint32Array.from([0, 2, 3, 4]),
  left: Uint32Array.from([4, 4, 6]),
  right: Uint32Array.from([5, 6, 0]),
};

describe('areas on the map', () => {
  it('draws an arc at the highest level at which its sides differ', () => {
    expect([...arcLevels(packed)]).toEqual([3, 2, 1]);
  });
  it('answers chains and children', () => {
    const s = areasOf(packed);
    expect(s.chainOf(5).map((a) => a.id)).toEqual([1, 2, 5]);
    expect(s.childrenOf(null).map((a) => a.id)).toEqual([1]);
    expect(s.childrenOf(2).map((a) => a.id)).toEqual([4, 5]);
    expect(s.chainOf(99)).toEqual([]);
  });
  it('says no part of a name twice', () => {
    expect(labelOf(area(9, 4, 4, '凤园社区第07网格'), area(4, 2, 3, '凤园社区'))).toBe('第07网格');
    expect(labelOf(area(4, 2, 3, '凤园社区'), area(2, 1, 2, '锦屏街道'))).toBe('凤园');
    expect(labelOf(area(4, 2, 3, '社区'), undefined)).toBe('社区');
  });
});
