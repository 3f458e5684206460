import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { check } from '#data/coverage/check.ts';
import type { CellShape, FaultKind } from '#data/coverage/coverage.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { snapToLattice } from '#data/coverage/snap-to-lattice.ts';
import { areaM2 } from '#data/geo/area-m2.ts';

import { cellsOfGeoJson, taipeiCells } from './real-cells.ts';

const folder = process.env['JINGWEI_TRIAL_DATA'];
if (!folder) throw new Error('JINGWEI_TRIAL_DATA names no folder');

async function snapped(file: string): Promise<CellShape[]> {
  const cells = cellsOfGeoJson(await readFile(join(folder!, '04-cambridge', file), 'utf8'));
  return cells.map(({ id, coordinates }) => ({ id, coordinates: snapToLattice(coordinates) }));
}
const found = (cells: CellShape[], kind: FaultKind) => {
  const faults = check(cells).filter((fault) => fault.kind === kind);
  return { count: faults.length, m2: faults.reduce((sum, fault) => sum + fault.areaM2, 0) };
};

describe('real areas', () => {
  test('the villages of Taipei are seamless, and dissolve to their city', async () => {
    const cells = (await taipeiCells())!;
    expect(cells).toHaveLength(456);
    const coverage = fromPolygons(cells);
    if ('faults' in coverage) throw new Error(JSON.stringify(coverage.faults));
    const city = dissolve(coverage, () => 1).get(1)!;
    const sum = cells.reduce((total, cell) => total + areaM2(cell.coordinates), 0);
    expect(areaM2(city) / sum).toBeCloseTo(1, 9);
  });

  test("Cambridge's precincts of 2020 and its blocks are seamless", async () => {
    for (const file of ['precincts_2020.geojson', 'blocks_2020.geojson'])
      expect(check(await snapped(file)), file).toEqual([]);
  });

  test("Cambridge's precincts of 2010 overlap by 522 m² and have gap slivers", async () => {
    const cells = await snapped('precincts_2010.geojson');
    expect(found(cells, 'overlap').m2).toBeGreaterThan(515);
    expect(found(cells, 'overlap').m2).toBeLessThan(530);
    expect(found(cells, 'gap').count).toBeGreaterThanOrEqual(26);
    expect(found(cells, 'gap').count).toBeLessThanOrEqual(30);
    expect(fromPolygons(cells)).toHaveProperty('faults');
  });

  test("Cambridge's address blocks have some fifty gaps", async () => {
    const { count } = found(await snapped('address_blocks.geojson'), 'gap');
    expect(count).toBeGreaterThanOrEqual(47);
    expect(count).toBeLessThanOrEqual(53);
  });
});
