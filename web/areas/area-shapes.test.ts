import { describe, expect, it } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { areasOf } from '../live/load-packed.ts';

import { labelOf } from './area-label.ts';
import { byPlace, placesOf } from './area-places.ts';
import { arcLevels, lineShapes, nameShapes, polygonShapes } from './area-shapes.ts';

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
  lockedBorders: new Int32Array(),
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

describe('what tiles of areas are cut from', () => {
  // 1 A, 2 B, 3 C are cells of level 3; 11 holds A and B, 12 holds C; 10 holds both.
  const coverage = fromPolygons(gridFrom('AAB/AAB/CCB'));
  if ('faults' in coverage) throw new Error('the drawing has faults');
  const tree = [area(10, null, 1), area(11, 10, 2), area(12, 10, 2), area(1, 11, 3), area(2, 11, 3), area(3, 12, 3)]; // prettier-ignore
  const edition = unpackAreas(packAreas(1, tree, coverage));
  const held = { packed: edition, places: placesOf(edition) };

  it('has each area of a level once, with its place, and the land as one', () => {
    const level = polygonShapes(held, 2);
    expect(level.ids).toEqual([11, 12]);
    expect(level.properties['k']).toEqual({ numbers: [0, 1] });
    expect([...level.parts.of]).toEqual([0, 1]);
    const land = polygonShapes(held, 0);
    expect(land.ids).toEqual([10]);
    expect([...land.parts.starts]).toEqual([0, 13]);
  });
  it('has the borders of what differs, and a name for everything', () => {
    const { l } = lineShapes(edition).properties as { l: { numbers: Uint8Array } };
    expect([...l.numbers].sort()).toEqual([1, 1, 1, 2, 2, 3]);
    const names = nameShapes(held);
    expect(names.ids).toEqual(edition.areas.map(({ id }) => id));
    expect(names.properties['n']).toMatchObject({ words: edition.areas.map(({ name }) => name) });
  });
  it('keeps the place of an area from edition to edition, so that no old tile is coloured as another area', () => {
    const next = [area(4, 11, 3), area(2, 11, 3), area(3, 12, 3)];
    expect([...placesOf({ areas: next })]).toEqual([3, 1, 2]);
    // 1 is gone: what still draws it has no class.
    expect(byPlace(next, [5, 6, 9], 7)).toEqual([7, 6, 9, 5]);
  });
});
