import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { around, besideSeams, seamsOnMap } from './seams.ts';

const box = { width: 1590, height: 976 };
const seams = seamsOnMap(
  { x: [640, 1280], y: [304, 664] },
  [118.6, 31.95, 118.9, 32.1065],
  box,
  11.2,
  2,
);

describe('seams of panels on the map', () => {
  it('are meridians and parallels in their order, and where the px are', () => {
    expect(seams.lngs[0]).toBeCloseTo(118.6 + (0.3 * 640) / 1590, 9);
    const [upper, lower] = seams.lats as [number, number];
    expect(upper).toBeGreaterThan(lower);
    expect(upper).toBeCloseTo(32.1065 - 304 * seams.latPerPx, 3);
  });

  it('are crossed by nothing that is moved beside them, and what crosses none stays', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 118.6, max: 118.9, noNaN: true }),
        fc.double({ min: 31.95, max: 32.1, noNaN: true }),
        fc.integer({ min: 1, max: 140 }),
        (lng, lat, size) => {
          const px = size + 2;
          const at: [number, number] = [lng, lat];
          const moved = besideSeams(at, around(size), seams);
          const within = 1e-9;
          for (const seam of seams.lngs)
            expect(Math.abs(moved[0] - seam)).toBeGreaterThan(px * seams.lngPerPx - within);
          for (const seam of seams.lats)
            expect(Math.abs(moved[1] - seam)).toBeGreaterThan(px * seams.latPerPx - within);
          // No farther than half of its own size.
          expect(Math.abs(moved[0] - lng)).toBeLessThanOrEqual(px * seams.lngPerPx + within);
          expect(Math.abs(moved[1] - lat)).toBeLessThanOrEqual(px * seams.latPerPx + within);
          const crosses =
            seams.lngs.some((s) => Math.abs(s - lng) < px * seams.lngPerPx - within) ||
            seams.lats.some((s) => Math.abs(s - lat) < px * seams.latPerPx - within);
          if (!crosses) expect(moved[0]).toBeCloseTo(lng, 8);
        },
      ),
    );
  });

  it('move nothing where there are none', () => {
    const at: [number, number] = [118.7, 32];
    expect(besideSeams(at, around(20), null)).toBe(at);
    const none = { ...seams, lngs: [], lats: [] };
    expect(besideSeams(at, around(20), none)).toBe(at);
  });
});
