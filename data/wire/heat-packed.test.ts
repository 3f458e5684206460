import { describe, expect, it } from 'vitest';

import { packHeat, unpackHeat, type PackedHeat } from './heat-packed.ts';

const of = (rows: [s: number, severity: number, x: number, y: number][]): PackedHeat => ({
  untilMs: 1_790_000_000_123,
  total: rows.length + 5,
  positions: Int32Array.from(rows.flatMap(([, , x, y]) => [x, y])),
  reportedS: Float64Array.from(rows.map(([s]) => s)),
  severity: Uint8Array.from(rows.map(([, severity]) => severity)),
});

describe('packed heat', () => {
  it('comes back as it was, places to half a grain', () => {
    const heat = of([
      [1_789_000_000, 1, 1_187_916_230, 320_583_410],
      [1_789_000_000, 4, -1_795_000_000, -850_000_000],
      [1_789_999_999, 3, 0, 49],
      [1_790_000_000, 2, 51, -51],
    ]);
    const back = unpackHeat(packHeat(heat));
    expect({ ...back, positions: null }).toEqual({ ...heat, positions: null });
    heat.positions.forEach((at, p) => expect(Math.abs(back.positions[p]! - at)).toBeLessThanOrEqual(50)); // prettier-ignore
  });
  it('may be empty, and takes about seven bytes an incident of a district', () => {
    expect(unpackHeat(packHeat(of([]))).severity.length).toBe(0);
    const many = Array.from({ length: 5000 }, (_, i): [number, number, number, number] => [1_789_000_000 + i * 110, 1 + (i % 4), 1_188_000_000 + ((i * 7919) % 1_300_000), 320_000_000 + ((i * 104_729) % 1_000_000)]); // prettier-ignore
    expect(packHeat(of(many)).length / 5000).toBeLessThan(8);
  });
  it('refuses what is out of order, cut short or something else', () => {
    expect(() => packHeat(of([[9, 1, 0, 0], [8, 1, 0, 0]]))).toThrow(RangeError); // prettier-ignore
    const bytes = packHeat(of([[9, 1, 5_000, 5_000]]));
    expect(() => unpackHeat(bytes.slice(0, -1))).toThrow(RangeError);
    expect(() => unpackHeat(Uint8Array.of(1, 2, 3, 4, 5))).toThrow(RangeError);
  });
});
