import type { LayerSpecification } from 'maplibre-gl';
import { expect, it } from 'vitest';

import type { StylePart } from './map-layer.ts';
import { above, dotsAmongNames, fadePart, opacityOf } from './opacity.ts';
import type { Scene } from './scene.ts';

const scene = { opacity: { areas: 50, units: 20 } } as unknown as Scene;
const part = (layer: Record<string, unknown>, plain = false): StylePart => ({
  sources: {},
  fade: 'areas',
  layers: [{ slot: 'land', plain, layer: { id: 'x', source: 's', ...layer } as LayerSpecification }], // prettier-ignore
});
const paintOf = (p: StylePart): unknown => (p.layers[0]!.layer as { paint?: unknown }).paint;

it('multiplies numbers, outputs by zoom and by data, and what was not said', () => {
  const byZoom = ['interpolate', ['linear'], ['zoom'], 10, 0.4, 12, 1];
  expect(paintOf(fadePart(part({ type: 'line', paint: { 'line-opacity': byZoom } }), scene))).toEqual({ 'line-opacity': ['interpolate', ['linear'], ['zoom'], 10, 0.2, 12, 0.5] }); // prettier-ignore
  const steps = ['step', ['zoom'], 0, 14, ['get', 'o'], 15, 1];
  expect(paintOf(fadePart(part({ type: 'fill', paint: { 'fill-opacity': steps } }), scene))).toEqual({ 'fill-opacity': ['step', ['zoom'], 0, 14, ['*', 0.5, ['get', 'o']], 15, 0.5] }); // prettier-ignore
  expect(paintOf(fadePart(part({ type: 'symbol', paint: { 'text-opacity': 0.8, 'text-color': 'red' } }), scene))).toEqual({ 'text-opacity': 0.4, 'icon-opacity': 0.5, 'text-color': 'red' }); // prettier-ignore
});

it('leaves alone what is plain in it, what fades with nothing, and the part of a plain layer', () => {
  const land = part({ type: 'fill', paint: {} }, true);
  expect(fadePart(land, scene).layers[0]).toBe(land.layers[0]);
  const free: StylePart = { ...land, fade: undefined as never };
  expect(fadePart(free, scene)).toBe(free);
  const roads = { ...land, fade: 'base' as const };
  expect(fadePart(roads, scene)).toBe(roads);
});

it('draws what a camera sees never plainer than the camera, and a track by itself', () => {
  const faint = { opacity: { cameras: 50, wedges: 40, units: 20 } };
  expect(opacityOf(faint, 'wedges')).toBeCloseTo(0.2);
  expect(opacityOf({ opacity: { cameras: 50 } }, 'wedges')).toBe(0.5);
  expect(opacityOf(faint, 'cameras')).toBe(0.5);
  expect(opacityOf(faint, 'tracks')).toBe(1);
});

it('hands deck what its shaders turn into the same opacity', () => {
  expect(opacityOf(scene, 'units')).toBe(0.2);
  expect(above(scene, 'units').opacity ** (1 / 2.2)).toBeCloseTo(0.2);
  expect(above(scene, 'cameras').opacity).toBe(1);
});

it('draws over the names every dot that is more than a speck, on a desk and on a wall', () => {
  const liesUnder = (scale: number, radius: number): boolean =>
    dotsAmongNames({ scale }, 'units', radius).beforeId !== undefined;
  expect([2, 2.1].map((radius) => liesUnder(1, radius))).toEqual([true, false]);
  expect([6, 6.3].map((radius) => liesUnder(3, radius))).toEqual([true, false]);
});
