import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FEATURE_CLASSES, type Feature } from '#data/features/feature.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { packBuildings, unpackBuildings, type BuildingOnWire } from './buildings-packed.ts';
import { packFeatures, unpackFeatures } from './features-packed.ts';
import { NO_STATE, packSites, unpackSites, type SiteOnWire } from './sites-packed.ts';

const lng = fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }).map(toDegrees);
const lat = fc.integer({ min: -900_000_000, max: 900_000_000 }).map(toDegrees);
const point = fc.tuple(lng, lat) as fc.Arbitrary<[number, number]>;
const ring = fc
  .array(point, { minLength: 3, maxLength: 9 })
  .map((open) => [...open, [...open[0]!] as [number, number]]);
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 });

/** GeoJSON again, from the arrays. */
function polygonsOf(p: ReturnType<typeof unpackBuildings>, building: number) {
  const polygons: [number, number][][][] = [];
  for (let r = 0; r < p.ringBuilding.length; r++) {
    if (p.ringBuilding[r] !== building) continue;
    const line: [number, number][] = [];
    for (let v = p.ringStarts[r]!; v < p.ringStarts[r + 1]!; v++) {
      line.push([toDegrees(p.positions[2 * v]!), toDegrees(p.positions[2 * v + 1]!)]);
    }
    if (p.ringIsHole[r]) polygons.at(-1)!.push(line);
    else polygons.push([line]);
  }
  return polygons;
}

describe('packed buildings', () => {
  it('come back to the last digit, wherever in the world they stand', () => {
    const building = fc.record({
      id: fc.integer({ min: 1, max: 2_000_000_000 }),
      use: fc.constantFrom('residential', 'other', 'public'),
      floors: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
      heightM: fc.option(
        fc.integer({ min: 1, max: 9999 }).map((n) => n / 10),
        { nil: null },
      ),
      coordinates: fc.array(polygon, { minLength: 1, maxLength: 3 }),
    }) as fc.Arbitrary<BuildingOnWire>;
    fc.assert(
      fc.property(fc.array(building, { maxLength: 12 }), (buildings) => {
        const packed = unpackBuildings(packBuildings(buildings));
        expect([...packed.ids]).toEqual(buildings.map((b) => b.id));
        buildings.forEach((b, i) => {
          expect(polygonsOf(packed, i)).toEqual(b.coordinates);
          expect(packed.floors[i]).toBe(b.floors ?? 0);
          expect(packed.heightM[i]).toBeCloseTo(b.heightM ?? 0, 4);
        });
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('refuse other bytes', () => {
    expect(() => unpackBuildings(packSites([]))).toThrow(/JWB1/);
    const bytes = packBuildings([
      {
        id: 1,
        use: 'other',
        floors: 1,
        heightM: 3,
        coordinates: [[[[1, 1], [2, 1], [2, 2], [1, 1]]]], // prettier-ignore
      },
    ]);
    expect(() => unpackBuildings(bytes.slice(0, bytes.length - 2))).toThrow(RangeError);
  });
});

describe('packed features', () => {
  it('keep every geometry, class and name', () => {
    const features: Feature[] = [
      {
        id: 9,
        kind: 'road',
        class: 'arterial',
        name: '中山北路二段',
        nameEn: 'Zhongshan N. Rd.',
        geometry: { type: 'MultiLineString', coordinates: [[[121.5, 25], [121.6, 25.1]], [[-118.2, 34], [-118.3, 34.1], [0, 0]]] }, // prettier-ignore
      },
      {
        id: 3,
        kind: 'gate',
        class: 'city',
        name: null,
        nameEn: null,
        geometry: { type: 'Point', coordinates: [121.0000001, 24.9999999] },
      },
      {
        id: 4,
        kind: 'water',
        class: 'lake',
        name: '湖',
        nameEn: null,
        geometry: { type: 'MultiPolygon', coordinates: [[[[0, 0], [4, 0], [4, 4], [0, 0]], [[1, 0.5], [2, 0.5], [2, 1], [1, 0.5]]], [[[9, 9], [10, 9], [10, 10], [9, 9]]]] }, // prettier-ignore
      },
      {
        id: 5,
        kind: 'wall',
        class: 'compound',
        name: null,
        nameEn: null,
        geometry: { type: 'LineString', coordinates: [[1, 1], [2, 2]] }, // prettier-ignore
      },
    ];
    const p = unpackFeatures(packFeatures(features));
    expect([...p.ids]).toEqual([9, 3, 4, 5]);
    expect([...p.geometry]).toEqual([1, 0, 2, 1]);
    expect(features.map((f, i) => FEATURE_CLASSES[f.kind][p.class[i]!])).toEqual([
      'arterial',
      'city',
      'lake',
      'compound',
    ]);
    expect(p.names).toEqual(['中山北路二段', '', '湖', '']);
    expect(p.namesEn[0]).toBe('Zhongshan N. Rd.');
    expect([...p.partFeature]).toEqual([0, 0, 1, 2, 2, 2, 3]);
    expect([...p.partIsHole]).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect([...p.partStarts]).toEqual([0, 2, 5, 6, 10, 14, 18, 20]);
    expect([...p.positions.slice(10, 12)]).toEqual([121.0000001, 24.9999999]);
    expect([...p.positions.slice(12, 20)]).toEqual([0, 0, 4, 0, 4, 4, 0, 0]);
    expect(() => packFeatures([{ ...features[0]!, class: 'river' }])).toThrow(RangeError);
  });
});

describe('packed sites', () => {
  it('keep places, states and codes', () => {
    const sites: SiteOnWire[] = [
      { id: 2, kind: 'camera', class: 'dome', code: '34020000001320000101', name: '东门', at: [118.79, 32.04], azimuthDeg: 359.9, state: 'unreachable' }, // prettier-ignore
      { id: 1, kind: 'station', class: 'rider', code: 'S1', name: '驿站', at: [118.8, 32.05], azimuthDeg: null, state: null }, // prettier-ignore
      { id: 7, kind: 'camera', class: 'fixed', code: 'C', name: '', at: [118.8, 32.05], azimuthDeg: 0, state: 'online' }, // prettier-ignore
    ];
    const p = unpackSites(packSites(sites));
    expect([...p.ids]).toEqual([2, 1, 7]);
    expect([...p.positions]).toEqual([118.79, 32.04, 118.8, 32.05, 118.8, 32.05]);
    expect([...p.state]).toEqual([2, NO_STATE, 0]);
    expect(p.azimuthDeg[0]).toBeCloseTo(359.9, 3);
    expect(p.azimuthDeg[1]).toBeNaN();
    expect(p.azimuthDeg[2]).toBe(0);
    expect(p.codes).toEqual(sites.map((s) => s.code));
    expect(p.names).toEqual(['东门', '驿站', '']);
  });
});
