import { describe, expect, it } from 'vitest';

import { waterAxis } from './water-axis.ts';

/** A band of the given half width about y = f(x), x from 0 to 0.1. */
const band = (f: (x: number) => number, half: number): [number, number][][][] => {
  const xs = Array.from({ length: 41 }, (_, i) => i / 400);
  const north = xs.map((x): [number, number] => [x, f(x) + half]);
  const south = xs.map((x): [number, number] => [x, f(x) - half]).reverse();
  return [[[...north, ...south, north[0]!]]];
};

describe('waterAxis', () => {
  it('runs along the middle of a bent river, from west to east', () => {
    const f = (x: number): number => 0.01 * Math.sin(30 * x);
    const axis = waterAxis(band(f, 0.002))!;
    expect(axis.length).toBeGreaterThan(20);
    for (const [x, y] of axis) expect(Math.abs(y - f(x))).toBeLessThan(0.0006);
    expect(axis[0]![0]).toBeLessThan(axis.at(-1)![0]);
  });
  it('follows a river that runs from north to south', () => {
    const turned = band((x) => 0.02 * x, 0.002).map((p) =>
      p.map((ring) => ring.map(([x, y]): [number, number] => [y, -x])),
    );
    const axis = waterAxis(turned)!;
    for (const [x, y] of axis) expect(Math.abs(x + 0.02 * y)).toBeLessThan(0.0006);
  });
  it('is none for a pond, nor for what is no outline', () => {
    expect(waterAxis(band(() => 0, 0.03))).toBeNull();
    expect(waterAxis([[[[0, 0], [1, 1], [0, 0]]]])).toBeNull(); // prettier-ignore
    expect(waterAxis([])).toBeNull();
  });
});
