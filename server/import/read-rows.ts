import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';

import { CsvError, parse } from 'csv-parse';

import type { RowRefusal } from '#data/import/report.ts';
import type { SourceRow } from '#data/import/source-row.ts';

import { splitFeatures, UnreadableFile } from './split-features.ts';

/** The most rows of one file; the most bytes of one row of CSV. */
export const ROWS_OF_A_FILE = 20_000_000;
export const CSV_ROW_BYTES = 1 << 20;
const CHUNK_BYTES = 1 << 18;

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

/** The bytes as they are, as long as they are UTF-8: another encoding (GBK, Big5) would come in as other words. */
async function* expectUtf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const check = (chunk?: Buffer): void => {
    try {
      decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new UnreadableFile('it is not UTF-8');
    }
  };
  for await (const chunk of chunks) {
    check(chunk);
    yield chunk;
  }
  check();
}

async function* featureRows(
  bytes: AsyncIterable<Buffer>,
  unseen: Set<string>,
): AsyncGenerator<ReadRow> {
  let no = 0;
  for await (const part of splitFeatures(bytes)) {
    if ('frame' in part) {
      expectKnownCrs(part.frame);
      continue;
    }
    no++;
    let feature: { properties?: unknown; geometry?: unknown };
    try {
      feature = JSON.parse(part.feature) as typeof feature;
    } catch {
      yield { no, refused: 'not-json' };
      continue;
    }
    const given = feature.properties;
    const properties =
      typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
    for (const name of unseen) if (Object.hasOwn(properties, name)) unseen.delete(name);
    yield { no, properties, geometry: feature.geometry ?? null };
  }
}

async function* csvRows(
  bytes: AsyncIterable<Buffer>,
  unseen: Set<string>,
): AsyncGenerator<ReadRow> {
  const parser = parse({ bom: true, max_record_size: CSV_ROW_BYTES, relax_column_count: true });
  // What goes wrong with the source comes out of the parser.
  pipeline(Readable.from(bytes, { objectMode: false }), parser, () => {});
  let names: string[] | null = null;
  let no = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (!names) {
        names = record.map((name) => name.trim());
        for (const name of names) unseen.delete(name);
        const again = names.find((name, i) => names!.indexOf(name) !== i);
        if (again !== undefined)
          throw new UnreadableFile(`two of its columns are called "${again}"`);
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
      bound ? `a row of more than ${CSV_ROW_BYTES} bytes` : error.message,
      bound,
    );
  }
}

/**
 * The rows of a GeoJSON or CSV file, one at a time.
 *
 * @param file as the manifest names it, for what is said of it
 * @param unseen names of fields; those that a row has are taken out
 * @throws UnreadableFile where the file is not what its name says, or beyond a bound; names the file and the last row
 */
export async function* readRows(
  file: string,
  path: string,
  unseen: Set<string>,
): AsyncGenerator<ReadRow> {
  const bytes = expectUtf8(createReadStream(path, { highWaterMark: CHUNK_BYTES }));
  let count = 0;
  try {
    for await (const row of file.endsWith('.csv')
      ? csvRows(bytes, unseen)
      : featureRows(bytes, unseen)) {
      if (++count > ROWS_OF_A_FILE) {
        throw new UnreadableFile(`more than ${ROWS_OF_A_FILE} rows`, true);
      }
      yield row;
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new UnreadableFile(`${file}, after row ${count}: ${error.message}`, error.beyondBounds);
  }
}
