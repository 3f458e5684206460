import { createReadStream } from 'node:fs';

import { CsvError, parse } from 'csv-parse';

import type { RowRefusal } from '#data/import/report.ts';
import type { SourceRow } from '#data/import/source-row.ts';

import { splitFeatures, UnreadableFile } from './split-features.ts';

/** The most rows of one file; the most bytes of one row of CSV. */
export const ROWS_OF_A_FILE = 20_000_000;
export const CSV_ROW_BYTES = 1 << 20;

export type ReadRow = SourceRow | { no: number; refused: RowRefusal };

/** Coordinate systems that are read as they are; in all of them longitude comes first in GeoJSON. */
const KNOWN_CRS = /(CRS84|EPSG:{1,2}4326|EPSG:{1,2}4490)$/;

function expectKnownCrs(frame: string): void {
  let outer: { type?: unknown; crs?: { properties?: { name?: unknown } } | null };
  try {
    outer = JSON.parse(frame) as typeof outer;
  } catch {
    throw new UnreadableFile('what stands around its features is not JSON');
  }
  if (outer.type !== 'FeatureCollection') throw new UnreadableFile('it is no FeatureCollection');
  const name = outer.crs?.properties?.name;
  if (outer.crs && (typeof name !== 'string' || !KNOWN_CRS.test(name))) {
    throw new UnreadableFile(`coordinate system ${String(name)} is not longitude and latitude of WGS84 or CGCS2000`); // prettier-ignore
  }
}

async function* featureRows(path: string): AsyncGenerator<ReadRow> {
  let no = 0;
  for await (const part of splitFeatures(createReadStream(path, { highWaterMark: 1 << 18 }))) {
    if ('frame' in part) {
      expectKnownCrs(part.frame);
      continue;
    }
    no++;
    let feature: { properties?: unknown; geometry?: unknown; id?: unknown };
    try {
      feature = JSON.parse(part.feature) as typeof feature;
    } catch {
      yield { no, refused: 'not-json' };
      continue;
    }
    const properties = feature.properties;
    yield {
      no,
      properties:
        typeof properties === 'object' && properties !== null
          ? (properties as Record<string, unknown>)
          : {},
      geometry: feature.geometry ?? null,
    };
  }
}

async function* csvRows(path: string): AsyncGenerator<ReadRow> {
  const parser = createReadStream(path).pipe(
    parse({ bom: true, max_record_size: CSV_ROW_BYTES, relax_column_count: true }),
  );
  let names: string[] | null = null;
  let no = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (!names) {
        names = record.map((name) => name.trim());
        continue;
      }
      no++;
      if (record.length !== names.length) {
        yield { no, refused: 'wrong-number-of-columns' };
        continue;
      }
      const properties: Record<string, unknown> = {};
      for (let i = 0; i < names.length; i++) properties[names[i]!] = record[i];
      yield { no, properties, geometry: null };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const bound = error.code === 'CSV_MAX_RECORD_SIZE';
    throw new UnreadableFile(
      bound ? `a row of more than ${CSV_ROW_BYTES} bytes after row ${no}` : `${error.message}`,
      bound,
    );
  }
}

/**
 * The rows of a GeoJSON or CSV file, one at a time. `seen` gathers the names of the fields that any row has.
 *
 * @throws UnreadableFile where the file is not what its name says, or beyond a bound
 */
export async function* readRows(path: string, seen: Set<string>): AsyncGenerator<ReadRow> {
  let count = 0;
  for await (const row of path.endsWith('.csv') ? csvRows(path) : featureRows(path)) {
    if (++count > ROWS_OF_A_FILE) {
      throw new UnreadableFile(`more than ${ROWS_OF_A_FILE} rows`, true);
    }
    if ('properties' in row) for (const name in row.properties) seen.add(name);
    yield row;
  }
}
