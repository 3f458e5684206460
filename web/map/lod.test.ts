import { describe, expect, it } from 'vitest';

import {
  activeLevel,
  ageClass,
  arrangeIncidents,
  designZoom,
  countLevel,
  dotsFit,
  createHeldFrame,
  inBounds,
  incidentForm,
  mapZoom,
  withoutEast,
} from './lod.ts';

describe('level of detail', () => {
  it('has one active level at each zoom, never deeper than there is', () => {
    expect([9, 11, 13, 15, 16, 17.5].map((z) => activeLevel(z, 5))).toEqual([1, 2, 3, 3, 4, 5]);
    expect(activeLevel(18, 3)).toBe(3);
  });

  it('shows on a wall of three times the pixels what a desk shows', () => {
    expect(designZoom(mapZoom(13, { scale: 3 }), { scale: 3 })).toBeCloseTo(13);
    expect(mapZoom(13, { scale: 2 })).toBe(14);
  });

  it('counts on a phone the crowd that a desk and a wall draw as dots', () => {
    // 8 km each way at latitude 32: 358 px at zoom 11.6, 1,085 at zoom 13.2.
    const district: [number, number, number, number] = [118.7, 32, 118.785, 32.072];
    expect(dotsFit(1425, district, 11.6)).toBe(false);
    expect(dotsFit(300, district, 11.6)).toBe(true);
    expect(dotsFit(60, [118.7, 32, 118.7001, 32.0001], 11.6)).toBe(true);
    expect(dotsFit(1425, district, 13.2)).toBe(true);
  });

  it('counts streets where their numbers have room, else the district, and communities from nearer', () => {
    // 16 streets and 100 communities whose names stand over 7 km each way: 331 px at zoom 11.6.
    const grid = (level: number, n: number) =>
      Array.from({ length: n * n }, (_, i) => ({ level, labelAt: [118.7 + (0.075 * (i % n)) / (n - 1), 32 + (0.075 * Math.floor(i / n)) / (n - 1)] as [number, number] })); // prettier-ignore
    const areas = [...grid(2, 4), ...grid(3, 10)];
    expect([9, 11.6, 12.4, 12.6, 13.5].map((zoom) => countLevel(zoom, areas))).toEqual([1, 2, 2, 3, 3]); // prettier-ignore
    expect(countLevel(11.6, [])).toBe(1);
  });

  it('classes the age of a fix at its edges', () => {
    expect([0, 30_000, 30_001, 120_000, 120_001, 600_000, 600_001, 1_800_000, 1_800_001].map(ageClass)).toEqual(
      ['fresh', 'fresh', 'aging', 'aging', 'stale', 'stale', 'old', 'old', 'gone'],
    ); // prettier-ignore
  });

  it('keeps graver incidents as symbols and ordinary ones quiet', () => {
    expect([10, 12, 13, 14].map((z) => incidentForm(4, z, false))).toEqual(['count', 'dot', 'dot', 'quiet']); // prettier-ignore
    expect([8, 10, 12, 14].map((z) => incidentForm(1, z, false))).toEqual([
      'symbol',
      'symbol',
      'symbol',
      'symbol',
    ]);
    expect([10, 12, 13, 14].map((z) => incidentForm(2, z, false))).toEqual(['count', 'symbol', 'symbol', 'symbol']); // prettier-ignore
    expect([9, 10, 12, 14].map((z) => incidentForm(2, z, true))).toEqual(['count', 'symbol', 'symbol', 'symbol']); // prettier-ignore
    expect(incidentForm(3, 12, true)).toBe('none');
  });

  it('counts what is over the cap, gravest kept, and loses none in view', () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ severity: (i % 4) + 1, at: [i / 100, 0] as [number, number] })); // prettier-ignore
    const bounds = [-1, -1, 1, 1] as [number, number, number, number];
    for (const caps of [
      { symbols: 5, dots: 6 },
      { symbols: 20, dots: 30 },
      { symbols: 99, dots: 9 },
    ]) {
      // prettier-ignore
      const a = arrangeIncidents(rows, 14, false, bounds, caps);
      expect(a.symbols.length + a.quiet.length + a.dots.length + a.counted.length).toBe(40);
      expect(a.symbols.length + a.quiet.length).toBeLessThanOrEqual(caps.symbols + 0);
      expect(a.dots.length).toBeLessThanOrEqual(caps.dots);
      if (caps.symbols === 5) expect(a.symbols.every((r) => r.severity === 1)).toBe(true);
    }
    expect(arrangeIncidents(rows, 14, false, [5, 5, 6, 6], { symbols: 9, dots: 9 }).symbols).toEqual([]); // prettier-ignore
  });
});

it('takes no place for seen that something lies over', () => {
  const bounds = [100, 20, 108, 24] as [number, number, number, number];
  const clear = withoutEast(bounds, 0.25);
  expect(clear).toEqual([100, 20, 106, 24]);
  expect([inBounds([105, 22], clear), inBounds([107, 22], clear)]).toEqual([true, false]);
  expect(withoutEast(bounds, 1)).toEqual([100, 20, 100, 24]);
});

it('holds a frame until the view leaves it or is far smaller', () => {
  const frameOf = createHeldFrame();
  const first = frameOf([10, 10, 12, 12]);
  expect(first).toEqual([9, 9, 13, 13]);
  expect(frameOf([9.2, 9.2, 11.2, 11.2])).toBe(first);
  expect(frameOf([11.5, 10, 13.5, 12])).toEqual([10.5, 9, 14.5, 13]);
  const near = frameOf([12, 10, 12.5, 10.5]);
  expect(near).toEqual([11.75, 9.75, 12.75, 10.75]);
});
