import { describe, expect, it } from 'vitest';

import type { Feature } from '#data/features/feature.ts';
import { packFeatures, unpackFeatures } from '#data/wire/features-packed.ts';

import type { Scene } from '../map/scene.ts';

import { countKinds, measureBase, tallyBase } from './count-base.ts';
import { addGround } from './ground-style.ts';
import { addRoads } from './road-style.ts';
import { createSheet } from './style-parts.ts';

const square = (x: number, y: number, side: number): [number, number][] => [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]; // prettier-ignore
const line = (x: number): [number, number][] => [
  [x, 0],
  [x + 0.01, 0.01],
];
const feature = (id: number, rest: Pick<Feature, 'kind' | 'class' | 'geometry'>): Feature => ({ id, name: null, nameEn: null, ...rest }); // prettier-ignore
const FEATURES = unpackFeatures(
  packFeatures([
    feature(1, { kind: 'road', class: 'arterial', geometry: { type: 'LineString', coordinates: line(0) } }), // prettier-ignore
    feature(2, { kind: 'road', class: 'path', geometry: { type: 'LineString', coordinates: line(0) } }), // prettier-ignore
    feature(3, { kind: 'bridge', class: 'arterial', geometry: { type: 'LineString', coordinates: line(0) } }), // prettier-ignore
    feature(4, { kind: 'wall', class: 'compound', geometry: { type: 'LineString', coordinates: line(0) } }), // prettier-ignore
    feature(5, { kind: 'gate', class: 'compound', geometry: { type: 'Point', coordinates: [0.005, 0.005] } }), // prettier-ignore
    feature(6, { kind: 'water', class: 'canal', geometry: { type: 'LineString', coordinates: line(0) } }), // prettier-ignore
    feature(7, { kind: 'green', class: 'park', geometry: { type: 'MultiPolygon', coordinates: [[square(0, 0, 0.001)], [square(1, 1, 0.001)]] } }), // prettier-ignore
    feature(8, { kind: 'built', class: 'residential', geometry: { type: 'Polygon', coordinates: [square(2, 0, 0.001)] } }), // prettier-ignore
    // No style draws a railway that is an area.
    feature(9, { kind: 'rail', class: 'rail', geometry: { type: 'Polygon', coordinates: [square(0, 0, 0.001)] } }), // prettier-ignore
  ]),
);
const sheet = createSheet({ theme: 'dark', language: 'zh-CN', scale: 1, layers: { base: true } } as unknown as Scene); // prettier-ignore
addGround(sheet);
addRoads(sheet);
const extents = measureBase(FEATURES, sheet.layers);
const at = (zoom: number, frame: [number, number, number, number] = [0, 0, 0.01, 0.01]) =>
  tallyBase(extents, frame, zoom);

describe('the count of the base map', () => {
  it('has gates with walls, and no bridge beside its road', () => {
    expect(countKinds(FEATURES)).toEqual({ green: 1, built: 1, water: 1, road: 2, rail: 1, wall: 2 }); // prettier-ignore
  });
  it('tells what the style draws at a zoom from what is in the frame', () => {
    // In the frame: two roads, wall, gate, canal, park and the railway that nothing draws.
    expect(at(8.9)).toEqual({ shown: 2, inView: 7 });
    expect(at(9)).toEqual({ shown: 3, inView: 7 });
    expect(at(15.59)).toEqual({ shown: 3, inView: 7 });
    expect(at(15.6)).toEqual({ shown: 5, inView: 7 });
    expect(at(16.2)).toEqual({ shown: 6, inView: 7 });
  });
  it('counts what reaches into the frame with any part', () => {
    expect(at(12, [0.9, 0.9, 0.95, 0.95]).inView).toBe(1);
    expect(at(12, [1.5, -1, 3, 1])).toEqual({ shown: 1, inView: 1 });
    expect(at(12, [5, 5, 6, 6])).toEqual({ shown: 0, inView: 0 });
  });
});
