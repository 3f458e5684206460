import type { IncidentCounts } from '#data/wire/incident-counts.ts';
import type { CsvCell } from '#data/wire/write-csv.ts';

import type { Words } from '../words/words.ts';

import { isComparable } from './count-facts.ts';

/** What the plots show, as rows of one file: which plot, of what, at which hour, how many, how many in the period before. */
export function countsToCsv(
  counts: IncidentCounts,
  nameOf: (category: string) => string,
  words: Words,
): CsvCell[][] {
  const { columns, weekdays, trend, week, categories } = words.plots;
  const before = (n: number): CsvCell => (isComparable(counts) ? n : null);
  return [
    [columns.plot, columns.what, columns.hour, columns.count, columns.before],
    ...counts.days.map(({ day, count }): CsvCell[] => [trend(counts.days.length), day, null, count, null]), // prettier-ignore
    ...counts.week.flatMap(
      (row, day) =>
      row.map((count, hour): CsvCell[] => [week, weekdays[day]!, hour, count, before(counts.weekBefore[day]![hour]!)]), // prettier-ignore
    ),
    ...counts.categories.map((c): CsvCell[] => [categories, nameOf(c.key), null, c.count, before(c.countBefore)]), // prettier-ignore
  ];
}
