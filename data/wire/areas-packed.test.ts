import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fromPolygons } from '#data/coverage/from-polygons.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';

import { packAreas, unpackAreas } from './areas-packed.ts';
import type { AreaOnWire } from './packed.ts';

const coverage = fromPolygons(gridFrom('AAB/AAB/CCB')) as Coverage;
const areas: AreaOnWire[] = [
  { id: 9, code: '320104', parentId: null, level: 1, kind: 'comprehensive', name: '秦淮区', nameEn: 'Qinhuai', labelAt: [118.79, 32.02] },
  { id: 1, code: '', parentId: 9, level: 5, kind: 'comprehensive', name: '甲', nameEn: null, labelAt: [118.8, 32] },
  { id: 2, code: 'x', parentId: 9, level: 5, kind: 'dedicated', name: '乙 🏫', nameEn: '', labelAt: [-118.8, -32] },
  { id: 4_000_000_000, code: 'y', parentId: 1, level: 5, kind: 'dedicated', name: '', nameEn: 'Ω', labelAt: [0, 0], ownerId: 3, leaderId: 7, locked: true, band: { households: { from: 1, to: 2 }, residents: { from: 3, to: 4 } } },
]; // prettier-ignore
const locked = [
  1_188_000_000, 320_000_000, 1_188_000_010, 320_000_000, -1_800_000_000, -5, 1_800_000_000, 0,
];
const bytes = packAreas(7, areas, coverage, locked);

describe('packed areas', () => {
  test('come back as they were', () => {
    const p = unpackAreas(bytes);
    expect(p.editionId).toBe(7);
    expect(p.areas).toEqual(areas);
    expect([p.starts, p.left, p.right]).toEqual([coverage.starts, coverage.left, coverage.right]);
    expect([...p.lockedBorders]).toEqual(locked);
    expect(p.positions[0]).toBe((coverage.vertices[0]! + coverage.originX) / 1e7);
  });

  test('are the same bytes each time', () => {
    expect(packAreas(7, areas, coverage, locked)).toEqual(bytes);
  });

  test('cut short anywhere, or longer, are refused', () => {
    for (let n = 0; n < bytes.length; n++)
      expect(() => unpackAreas(bytes.slice(0, n)), `${n} bytes`).toThrow(RangeError);
    expect(() => unpackAreas(Uint8Array.of(...bytes, 0))).toThrow('1 bytes behind');
    expect(() => unpackAreas(new TextEncoder().encode('JWA2…'))).toThrow('JWA3');
  });

  test('of any bytes end in areas or a RangeError, never in a long wait', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          unpackAreas(Uint8Array.of(...bytes.slice(0, 6), ...noise));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
