/** A cell of a file: numbers go as they are, texts are guarded, null is empty. */
export type CsvCell = string | number | null;

/**
 * Rows as CSV after RFC 4180, UTF-8 with a byte order mark, by which spreadsheets tell that it is no local code
 * page. A text that a spreadsheet would take for a formula gets an apostrophe before it.
 */
export function writeCsv(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(writeCell).join(',')}\r\n`).join('')}`;
}

function writeCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const text = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
