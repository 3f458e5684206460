import { describe, expect, it } from 'vitest';

import { contrast, deltaE2000, distance, drawnOver, seenBy, SIGHTS } from './see-colours.ts';

/** From table 1 of Sharma, Wu and Dalal 2005: pairs where each part of the formula, and each of its jumps, counts. */
const SHARMA = [
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, -1.1848, -84.8006], [50, 0, -82.7485], 1],
  [[50, 0, 0], [50, -1, 2], 2.3669],
  [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
  [[50, 2.49, -0.001], [50, -2.49, 0.0011], 7.2195],
  [[50, -0.001, 2.49], [50, 0.0011, -2.49], 4.7461],
  [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
  [[50, 2.5, 0], [61, -5, 29], 22.8977],
  [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
] as const;

describe('colours seen', () => {
  it.each(SHARMA)('%j and %j are %d apart', (a, b, expected) => {
    expect(deltaE2000(a, b)).toBeCloseTo(expected, 4);
    expect(deltaE2000(b, a)).toBeCloseTo(expected, 4);
  });
  it('are white, black and grey to everybody', () => {
    for (const sight of SIGHTS)
      for (const grey of ['#ffffff', '#808080', '#000000']) expect(distance(seenBy(sight, grey), grey)).toBeLessThan(0.5); // prettier-ignore
  });
  it('are confused by those who lack a kind of cones, and not by others', () => {
    // Pairs on the lines of confusion: a red and a green without red or green cones, a blue and a green without blue ones.
    expect(distance('#a03c00', '#5c5c00')).toBeGreaterThan(30);
    expect(distance(seenBy('deutan', '#a03c00'), seenBy('deutan', '#5c5c00'))).toBeLessThan(8);
    expect(distance(seenBy('tritan', '#a03c00'), seenBy('tritan', '#5c5c00'))).toBeGreaterThan(20);
    // To a protanope red is dark.
    expect(contrast(seenBy('protan', '#ff0000'), '#000000')).toBeLessThan(contrast('#ff0000', '#000000') / 1.5); // prettier-ignore
  });
  it('contrast as WCAG has it', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'));
  });
  it('are mixed byte by byte where they are drawn over others', () => {
    expect(drawnOver('#ff0000', 0.5, '#000000')).toBe('#800000');
    expect([drawnOver('#123456', 1, '#ffffff'), drawnOver('#123456', 0, '#fedcba')]).toEqual(['#123456', '#fedcba']); // prettier-ignore
  });
});
