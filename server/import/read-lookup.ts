import type { Lookup } from '#data/import/picks.ts';
import type { InputReport } from '#data/import/report.ts';
import { fieldsOf, pickText, type SourceRow } from '#data/import/source-row.ts';

import { ImportRefused } from './import-refusal.ts';
import { expectFields } from './read-areas.ts';
import { readRows } from './read-rows.ts';
import { countRefused, createInputReport } from './tally.ts';

/** A lookup is held in memory at once: so many keys and no more. */
const KEYS_OF_A_LOOKUP = 1_000_000;

/** What another file adds to rows. */
export interface LookupTable {
  /** What became of the file's rows: those after the first of a key are left out. */
  report: InputReport;
  /** Put the looked-up fields into a row, in place of any it has; where there is nothing, count it. */
  addTo: (row: SourceRow, input: InputReport) => void;
}

/**
 * Read the file of a lookup: of each key its first row, and only the fields that are asked for.
 *
 * @throws ImportRefused `unknown-field` for a misnamed field, `beyond-bounds` for too many keys
 */
export async function readLookup(
  lookup: Lookup,
  pathOf: (file: string) => string,
): Promise<LookupTable> {
  const { file, fields } = lookup;
  const unseen = new Set([...fieldsOf(lookup.key), ...fields]);
  const byKey = new Map<string, unknown[]>();
  const report = createInputReport('lookup', file);
  for await (const row of readRows(file, pathOf(file), unseen)) {
    report.read++;
    if ('refused' in row) {
      countRefused(report, row.refused, [row.no]);
      continue;
    }
    const key = pickText(row, lookup.key);
    if (key === null) {
      countRefused(report, 'no-key', [row.no]);
      continue;
    }
    if (byKey.has(key)) {
      report.leftOut++;
      continue;
    }
    report.taken++;
    if (byKey.size >= KEYS_OF_A_LOOKUP) {
      throw new ImportRefused('beyond-bounds', `${file}: a lookup has at most ${KEYS_OF_A_LOOKUP} keys`); // prettier-ignore
    }
    byKey.set(key, fields.map((field) => row.properties[field])); // prettier-ignore
  }
  expectFields(report, unseen);
  return {
    report,
    addTo: (row, input) => {
      const key = pickText(row, lookup.by);
      const found = key === null ? undefined : byKey.get(key);
      if (!found) input.notFound++;
      fields.forEach((field, i) => {
        row.properties[field] = found?.[i];
      });
    },
  };
}
