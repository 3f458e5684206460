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

/** A name for a file of several words, without what a file system would not take. */
export function fileName(words: readonly string[], ending: string): string {
  const safe = words.map((word) => word.replace(/[\p{Cc}\\/:*?"<>|.\s]+/gu, ' ').trim());
  return `${safe.filter(Boolean).join('-').replaceAll(' ', '_').slice(0, 120)}.${ending}`;
}

/** Has the browser save a text as a file. */
export function saveText(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
