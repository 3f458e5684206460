import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type pg from 'pg';
import { from } from 'pg-copy-streams';

/** What a column of COPY takes: geometry goes as hexadecimal EWKB. */
export type CopyValue = string | number | boolean | null;

const CHUNK = 1 << 18;

function escaped(text: string): string {
  // Most text has nothing to escape; the test is cheaper than the replacement.
  return /[\\\n\r\t]/.test(text)
    ? text
        .replaceAll('\\', '\\\\')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')
    : text;
}

/** One row of COPY's text format, with its newline. */
export function copyLine(row: readonly CopyValue[]): string {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    if (i > 0) line += '\t';
    const value = row[i];
    if (value === null || value === undefined) line += '\\N';
    else if (typeof value === 'string') line += escaped(value);
    else if (typeof value === 'boolean') line += value ? 't' : 'f';
    else line += value;
  }
  return `${line}\n`;
}

async function* chunked(
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
  counted: () => void,
): AsyncGenerator<Buffer> {
  let text = '';
  for await (const row of rows) {
    text += copyLine(row);
    counted();
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text) yield Buffer.from(text);
}

/** The same without waiting between rows: an await for each of 200,000 rows costs more than the rows. */
function* chunkedNow(rows: Iterable<readonly CopyValue[]>, counted: () => void): Generator<Buffer> {
  let text = '';
  for (const row of rows) {
    text += copyLine(row);
    counted();
    if (text.length >= CHUNK) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text) yield Buffer.from(text);
}

/**
 * Write rows into a table by COPY on this connection, inside whatever transaction it is in, without
 * holding more than a chunk of them. Answers how many. Throws what PostgreSQL says, and what `rows` throws.
 */
export async function copyRows(
  db: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  let count = 0;
  const counted = (): void => {
    count++;
  };
  const chunks = Symbol.asyncIterator in rows ? chunked(rows, counted) : chunkedNow(rows, counted);
  const sink = db.query(from(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 2 }), sink);
  return count;
}
