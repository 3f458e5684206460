import { writeCsv, type CsvCell } from '#data/wire/write-csv.ts';

import type { MovedGround, PlanRow } from '../desk/desk.ts';

/** An area that a plan changes, with what it counts before and after; null: not there, or not known. */
export interface CompareRow {
  id: number;
  was: PlanRow | null;
  is: PlanRow | null;
}

type Rows = ReadonlyMap<number, PlanRow>;

/** Areas of a level that a plan makes, ends or changes, or to whom people come: the new ones last. */
export function compareRows(
  before: Rows,
  after: Rows,
  level: number,
  moved: readonly MovedGround[],
): CompareRow[] {
  const touched = new Set(moved.flatMap(({ from, to }) => [from, to]));
  const isOther = (id: number): boolean => {
    const [was, is] = [before.get(id), after.get(id)];
    return !was || !is || is.change !== 'same' || touched.has(id);
  };
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((id): CompareRow => ({ id, was: before.get(id) ?? null, is: after.get(id) ?? null }))
    .filter(({ id, was, is }) => (is ?? was)!.area.level === level && isOther(id))
    .sort((a, b) => a.id - b.id);
}

/** All that comes to another area. */
export function movedSum(
  moved: readonly MovedGround[],
): Record<'buildings' | 'households' | 'residents' | 'incidents', number> {
  const sum = { buildings: 0, households: 0, residents: 0, incidents: 0 };
  for (const { at, households, residents, incidents } of moved) {
    sum.buildings += at.length;
    sum.households += households;
    sum.residents += residents;
    sum.incidents += incidents;
  }
  return sum;
}

/** The table as a file: before and after, an area a line. */
export function compareCsv(
  rows: readonly CompareRow[],
  heads: readonly string[],
  nameOf: (id: number) => string,
): string {
  const count = (row: PlanRow | null, key: 'households' | 'residents' | 'incidents'): CsvCell => row?.figures?.[key] ?? null; // prettier-ignore
  const lines = rows.map(({ id, was, is }) => [
    (is ?? was)!.area.code,
    nameOf(id),
    ...(['households', 'residents', 'incidents'] as const).flatMap((key) => [count(was, key), count(is, key)]), // prettier-ignore
  ]);
  return writeCsv([heads, ...lines]);
}
