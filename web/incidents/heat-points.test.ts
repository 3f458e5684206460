import { expect, it } from 'vitest';

import type { PackedHeat } from '#data/wire/heat-packed.ts';

import { heatPoints } from './heat-points.ts';

const NOW = 1_790_000_000_000;
const packed: PackedHeat = {
  untilMs: NOW - 60_000,
  total: 9,
  positions: Int32Array.of(1, 10, 2, 20, 3, 30),
  reportedS: Float64Array.of(NOW / 1000 - 7200, NOW / 1000 - 1800, NOW / 1000 - 900),
  severity: Uint8Array.of(1, 2, 4),
};

it('leaves out what has become too old and joins what was heard since', () => {
  const heard = [
    { at: [118, 32] as const, reportedMs: NOW - 1000, severity: 1 },
    { at: [119, 33] as const, reportedMs: NOW - 4_000_000, severity: 1 },
  ];
  expect(heatPoints(packed, heard, '24h', NOW)).toEqual({
    positions: Int32Array.of(1, 10, 2, 20, 3, 30, 1_180_000_000, 320_000_000, 1_190_000_000, 330_000_000), // prettier-ignore
    count: 5,
    grave: 4,
    total: 11,
  });
  const hour = heatPoints(packed, heard, '1h', NOW);
  expect([...hour.positions]).toEqual([2, 20, 3, 30, 1_180_000_000, 320_000_000]);
  expect([hour.count, hour.grave, hour.total]).toEqual([3, 2, 9]);
  expect(heatPoints(packed, [], '1h', NOW + 3_600_000).count).toBe(0);
});
