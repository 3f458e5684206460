import { describe, expect, it } from 'vitest';

import { layersOn, NOTHING_CHOSEN, type Scene } from '../map/scene.ts';
import { seamsOnMap } from '../map/seams.ts';

import { roomAcross, symbolPlace, symbolSize } from './symbol-place.ts';

const ZOOM = 11.2;
const seams = seamsOnMap(
  { x: [640], y: [] },
  [118.6, 31.95, 118.9, 32.1065],
  { width: 1590, height: 976 },
  ZOOM,
  2,
);
const scene: Scene = {
  ...NOTHING_CHOSEN,
  screen: 'wall',
  theme: 'dark',
  language: 'zh-CN',
  scale: 1,
  layers: layersOn(['incidents']),
  seams,
};

describe('the symbol of an incident beside a seam', () => {
  const seam = seams.lngs[0]!;
  /** px between the seam and the middle of a symbol that happened so many px east of it. */
  const farFrom = (px: number, bracketed: boolean): number => {
    const at: [number, number] = [seam + px * seams.lngPerPx, 32];
    return (symbolPlace({ at, severity: 1 }, bracketed, ZOOM, scene)[0] - seam) / seams.lngPerPx;
  };
  const half = (bracketed: boolean): number =>
    roomAcross(symbolSize(1, ZOOM, scene), bracketed) / 2;

  it('stands clear of it with its casing, and an alarm with its brackets', () => {
    expect(half(true)).toBeGreaterThan(half(false) + 4);
    for (const bracketed of [false, true])
      expect(farFrom(1, bracketed)).toBeCloseTo(half(bracketed) + seams.marginPx, 6);
    const between = (half(true) + half(false)) / 2;
    expect(farFrom(between, false)).toBeCloseTo(between, 6);
    expect(farFrom(between, true)).toBeCloseTo(half(true) + seams.marginPx, 6);
  });

  it('stays where it is on a map without seams', () => {
    const at: [number, number] = [seam, 32];
    expect(symbolPlace({ at, severity: 1 }, true, ZOOM, { ...scene, seams: null })).toBe(at);
  });
});
