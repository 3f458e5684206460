import { describe, expect, it } from 'vitest';

import type { Feature } from '#data/features/feature.ts';
import { cutTile } from '#data/tiles/cut-tile.ts';
import { makeCuttable } from '#data/tiles/cuttable.ts';
import { readTile } from '#data/fixtures/read-tile.ts';
import { packFeatures, unpackFeatures } from '#data/wire/features-packed.ts';

import { baseShapes } from './base-shapes.ts';
import { nameShapes } from './name-shapes.ts';

const square = (x: number, y: number, side: number): [number, number][] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]; // prettier-ignore
const feature = (id: number, rest: Partial<Feature> & Pick<Feature, 'kind' | 'class' | 'geometry'>): Feature => ({ id, name: null, nameEn: null, ...rest }); // prettier-ignore
const FEATURES: Feature[] = [
  feature(1, { kind: 'built', class: 'campus', name: '师范学院', nameEn: 'Normal College', geometry: { type: 'Polygon', coordinates: [square(0.001, 0.001, 0.004)] } }), // prettier-ignore
  feature(2, { kind: 'road', class: 'arterial', name: '中山路', geometry: { type: 'LineString', coordinates: [[0, 0.01], [0.01, 0.01]] } }), // prettier-ignore
  feature(3, { kind: 'road', class: 'secondary', name: '中山路', geometry: { type: 'LineString', coordinates: [[0.012, 0.01], [0.01, 0.01]] } }), // prettier-ignore
  feature(4, { kind: 'water', class: 'canal', name: '护城河', geometry: { type: 'LineString', coordinates: [[0, 0.002], [0.02, 0.002]] } }), // prettier-ignore
  feature(5, { kind: 'water', class: 'pond', geometry: { type: 'MultiPolygon', coordinates: [[square(0.006, 0.006, 0.002), square(0.0065, 0.0065, 0.0005)], [square(0.012, 0.006, 0.002)]] } }), // prettier-ignore
  feature(6, { kind: 'gate', class: 'compound', geometry: { type: 'Point', coordinates: [0.004, 0.004] } }), // prettier-ignore
];
const packed = unpackFeatures(packFeatures(FEATURES));
const tileOf = (layers: ReturnType<typeof baseShapes>) =>
  readTile(cutTile(layers.map(makeCuttable), 14, 8192, 8191, { deepest: 14 }));

describe('the base map as tiles', () => {
  const tile = tileOf(baseShapes(packed));
  it('has a layer of each kind, lines of what is mostly areas apart', () => {
    expect([...tile.keys()].sort()).toEqual(['built', 'road', 'water', 'water-line']);
    expect(tile.get('road')!.map((f) => f.tags['c'])).toEqual(['arterial', 'secondary']);
    expect(tile.get('water')![0]!.lines).toHaveLength(3);
  });
  it('bridges a road over water where no source says so, and trusts a source that does', () => {
    const layer = (features: Feature[]) =>
      tileOf(baseShapes(unpackFeatures(packFeatures(features)))).get('bridge');
    const line: [number, number][] = [[0, 0.0075], [0.02, 0.0075]]; // prettier-ignore
    const over = feature(7, { kind: 'road', class: 'minor', geometry: { type: 'LineString', coordinates: line } }); // prettier-ignore
    const found = layer([...FEATURES, over])!;
    expect(found.map((f) => f.tags)).toEqual([{ c: 'minor' }, { c: 'minor' }]);
    const said = feature(8, { kind: 'bridge', class: 'lane', geometry: { type: 'LineString', coordinates: line } }); // prettier-ignore
    expect(layer([...FEATURES, over, said])!.map((f) => f.tags)).toEqual([{ c: 'lane' }]);
    expect(layer(FEATURES)).toBeUndefined();
  });
  it('has a gate only where one is near', () => {
    const near = readTile(cutTile(baseShapes(packed).map(makeCuttable), 16, 32768, 32767, { deepest: 16 })); // prettier-ignore
    expect(near.get('gate')![0]!.tags).toEqual({ c: 'compound' });
  });
});

describe('names as tiles', () => {
  const tile = tileOf(nameShapes(packed));
  it('has a road of one name once, by the class of most of it, in both languages', () => {
    const roads = tile.get('road-name')!;
    expect(roads).toHaveLength(1);
    expect(roads[0]!.tags).toMatchObject({ n: '中山路', e: '中山路', c: 'arterial' });
    expect(roads[0]!.lines[0]).toHaveLength(3);
  });
  it('has places by kind and class with their size, and waters along their line', () => {
    const [place] = tile.get('place-name')!;
    expect(place!.tags).toMatchObject({ n: '师范学院', e: 'Normal College', c: 'built-campus' });
    // 0.004° square at the equator: 445.3 by 442.3 m.
    expect(place!.tags['a']).toBeGreaterThan(190_000);
    expect(place!.tags['a']).toBeLessThan(205_000);
    expect(place!.tags).toMatchObject({ nw: '师范学院', ew: 'Normal College', d: 2 ** 32 });
    expect(tile.get('water-name')![0]!.tags['n']).toBe('护城河');
  });
});
