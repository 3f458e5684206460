import type { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import { writeCsv } from '#data/wire/write-csv.ts';
import { Type } from 'typebox';

const HEAD = ['level', 'from_code', 'from_name', 'to_code', 'to_name', 'share_area', 'share_households', 'share_residents', 'households', 'residents', 'from_id', 'to_id']; // prettier-ignore

/** How a route answers with it. */
export const CrosswalkCsv = {
  200: {
    description: 'a row for what of an area goes to another; UTF-8 with a byte order mark',
    content: { 'text/csv': { schema: Type.String() } },
  },
} as const;

/** A crosswalk as a file for spreadsheets; shares to nine digits, people to three. */
export function crosswalkCsv(rows: readonly NamedCrosswalkRow[]): string {
  const to = (digits: number, n: number): number => Number(n.toFixed(digits));
  return writeCsv([
    HEAD,
    ...rows.map((row) => [
      row.level,
      row.fromCode,
      row.fromName,
      row.toCode,
      row.toName,
      to(9, row.shareArea),
      to(9, row.shareHouseholds),
      to(9, row.shareResidents),
      to(3, row.households),
      to(3, row.residents),
      row.fromId,
      row.toId,
    ]),
  ]);
}
