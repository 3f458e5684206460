import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { writeCsv } from './write-csv.ts';

const read = (csv: string): string[][] => parse(csv, { bom: true, record_delimiter: '\r\n' });

describe('a table as CSV', () => {
  it('is read back as it was by another reader, whatever is written in it', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('a,b', 'say "no"', 'two\r\nlines', ' x ', '甲'),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
        const back = read(writeCsv([['a', 'b', 'c'], ...rows])).slice(1);
        expect(back.length).toBe(rows.length);
        back.forEach((row, i) =>
          row.forEach((text, j) => {
            const was = rows[i]![j]!;
            expect([was, `'${was}`]).toContain(text);
          }),
        );
      }),
    );
  });
  it('holds no text that a spreadsheet would run, and leaves numbers alone', () => {
    for (const bad of ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1'])
      expect(read(writeCsv([[bad, 'x']]))[0]![0]).toBe(`'${bad}`);
    expect(writeCsv([[-2, 0.5, null, 'a-b']])).toBe('\ufeff-2,0.5,,a-b\r\n');
  });
});
