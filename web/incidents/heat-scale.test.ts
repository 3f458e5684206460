import { describe, expect, it } from 'vitest';

import { heatIntensity, heatRadius, heatScale } from './heat-scale.ts';

const LAT = 32;
const M_PER_PX = (zoom: number): number => (40_075_016.686 * Math.cos((LAT * Math.PI) / 180)) / 512 / 2 ** zoom; // prettier-ignore

describe('the intensity of heat', () => {
  it.each([
    [11, 15, 400],
    [13, 34, 400],
    [13, 34, 5000],
    [16, 99, 20_000],
  ])(
    'adds up to 1 at the top density, as the shader adds (zoom %d, %d px, %d a km²)',
    (zoom, radius, top) => {
      // Incidents spread evenly, each adding what MapLibre's shader adds, and nothing below its faintest.
      const apartPx = 1000 / Math.sqrt(top) / M_PER_PX(zoom);
      const intensity = heatIntensity(zoom, radius, LAT, top);
      let sum = 0;
      const reach = Math.ceil((3 * radius) / apartPx);
      for (let i = -reach; i <= reach; i++)
        for (let j = -reach; j <= reach; j++) {
          const r = (Math.hypot(i, j) * apartPx) / radius;
          const value = intensity * 0.3989422804014327 * Math.exp(-4.5 * r * r);
          if (value >= 1 / 255 / 16) sum += value;
        }
      expect(sum).toBeGreaterThan(0.9);
      expect(sum).toBeLessThan(1.1);
    },
  );
});

it('lets no single incident be more than a part of the strongest, however sparse they are', () => {
  for (const [zoom, plain, top] of [[11, 15, 20], [14, 49, 50], [15, 69, 20], [16, 99, 5000]] as const) {
    const radius = heatRadius(zoom, plain, LAT, top);
    expect(0.3989422804014327 * heatIntensity(zoom, radius, LAT, top)).toBeLessThan(0.42);
    expect(radius).toBeGreaterThanOrEqual(plain);
  }
}); // prettier-ignore

describe('the scale of heat', () => {
  const spread = (n: number, sideM: number): Int32Array =>
    Int32Array.from({ length: 2 * n }, (_, p) => {
      const [i, j] = [(p >> 1) % 100, Math.floor((p >> 1) / 100)];
      const m = (p % 2 === 0 ? i : j) * (sideM / 100);
      return Math.round(((p % 2 === 0 ? 118 + m / 111_320 / Math.cos((LAT * Math.PI) / 180) : 32 + m / 111_320)) * 1e7); // prettier-ignore
    });
  it('is round and reaches what is dense', () => {
    // 10,000 over a square of 5 km: 400 a km².
    expect(heatScale(spread(10_000, 5000), LAT)).toEqual([50, 100, 200, 500]);
    expect(heatScale(spread(10_000, 1000), LAT).at(-1)).toBeGreaterThanOrEqual(10_000);
  });
  it('keeps a single incident from being the strongest', () => {
    expect(heatScale(new Int32Array(0), LAT)).toEqual([2, 5, 10, 20]);
  });
});
