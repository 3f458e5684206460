import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CellShape } from '#data/coverage/coverage.ts';
import { snapToLattice } from '#data/coverage/snap-to-lattice.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

/** The villages of Taipei, from the folder of trial data; null where JINGWEI_TRIAL_DATA names none. */
export async function taipeiCells(): Promise<CellShape[] | null> {
  const folder = process.env['JINGWEI_TRIAL_DATA'];
  if (!folder) return null;
  const text = await readFile(join(folder, '02-tw-villages', 'taipei_villages.geojson'), 'utf8');
  return cellsOfGeoJson(text);
}

/** The census blocks of Cambridge, on the lattice; null where JINGWEI_TRIAL_DATA names no folder. */
export async function cambridgeCells(): Promise<CellShape[] | null> {
  const folder = process.env['JINGWEI_TRIAL_DATA'];
  if (!folder) return null;
  const text = await readFile(join(folder, '04-cambridge', 'blocks_2020.geojson'), 'utf8');
  return cellsOfGeoJson(text).map(({ id, coordinates }) => ({
    id,
    coordinates: snapToLattice(coordinates),
  }));
}

/** Cells 1, 2, 3 … of the polygons of a GeoJSON feature collection. */
export function cellsOfGeoJson(text: string): CellShape[] {
  const { features } = JSON.parse(text) as {
    features: {
      geometry:
        | { type: 'Polygon'; coordinates: MultiPolygonCoordinates[0] }
        | { type: 'MultiPolygon'; coordinates: MultiPolygonCoordinates };
    }[];
  };
  return features.map(({ geometry }, i) => ({
    id: i + 1,
    coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  }));
}

/** The lowest areas of the generated sample. */
export async function sampleCells(size: 'street' | 'district', seed: number): Promise<CellShape[]> {
  const { generateSample } = await import('#data/sample/generate.ts');
  const stages = generateSample({ size, seed, endDate: '2026-01-31' });
  let step = stages.next();
  while (!step.done) step = stages.next();
  const parents = new Set(step.value.areas.map((area) => area.parentId));
  return step.value.areas.filter((area) => !parents.has(area.id));
}
