import { nameIn, type Language } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

/** Columns of the table of a plan's areas, in their order. */
export const PLAN_COLUMNS = ['name', 'households', 'residents', 'compactness', 'band'] as const;
export type PlanColumn = (typeof PLAN_COLUMNS)[number];

export interface PlanSort {
  column: PlanColumn;
  descending: boolean;
}

/** As an address has it, `-band` from the most; what cannot be read is by name. */
export function readPlanSort(text: string | undefined): PlanSort {
  const column = PLAN_COLUMNS.find((c) => c === text?.replace(/^-/, ''));
  return { column: column ?? 'name', descending: column !== undefined && text!.startsWith('-') };
}

/** Undefined for what is so at first. */
export function writePlanSort({ column, descending }: PlanSort): string | undefined {
  return column === 'name' && !descending ? undefined : `${descending ? '-' : ''}${column}`;
}

/** A column's head was pressed: names from the first, figures from the most; pressed again, upside down. */
export function pressPlanColumn(sort: PlanSort, column: PlanColumn): PlanSort {
  if (sort.column === column) return { column, descending: !sort.descending };
  return { column, descending: column !== 'name' };
}

type Rows = ReadonlyMap<number, PlanRow>;

/** Whether an area lies below another, however deep. */
export function liesWithin(rows: Rows, id: number, within: number): boolean {
  for (let a = rows.get(id)?.area.parentId; a; a = rows.get(a)?.area.parentId)
    if (a === within) return true;
  return false;
}

/** An area's name without its parent's before it, where something is left to tell it by: `第12网格`. */
export function nameBelow(row: PlanRow, rows: Rows, language: Language): string {
  const name = nameIn(language, row.area);
  const parent = row.area.parentId === null ? undefined : rows.get(row.area.parentId);
  const above = parent ? nameIn(language, parent.area) : '';
  const rest = above && name.startsWith(above) ? name.slice(above.length).trim() : '';
  return rest || name;
}

/** The same with what it lies in before it: of several communities each has a first grid. */
export function nameWithin(row: PlanRow, rows: Rows, language: Language): string {
  const name = nameBelow(row, rows, language);
  const parent = row.area.parentId === null ? undefined : rows.get(row.area.parentId)?.area;
  return name && parent && name !== nameIn(language, row.area) ? `${nameIn(language, parent)} ${name}` : name; // prettier-ignore
}

/** The areas of a level, below some (none: everywhere), whose names or code hold a text; sorted. */
export function planRows(
  rows: Rows,
  asked: { level: number; within: readonly number[]; text: string; sort: PlanSort },
  language: Language,
): PlanRow[] {
  const { level, within, sort } = asked;
  const text = asked.text.trim().toLocaleLowerCase();
  const holds = ({ area }: PlanRow): boolean =>
    [area.name, area.nameEn ?? '', area.code].some((s) => s.toLocaleLowerCase().includes(text));
  const found = [...rows.values()].filter(
    (row) =>
      row.area.level === level &&
      (within.length === 0 || within.some((one) => liesWithin(rows, row.area.id, one))) &&
      (text === '' || holds(row)),
  );
  return sortPlanRows(found, sort, language);
}

/** The figure of a column; null where it is not known, or nothing is asked. */
export function figureOf(row: PlanRow, column: Exclude<PlanColumn, 'name'>): number | null {
  if (!row.figures) return null;
  return column === 'band' ? row.figures.deviation : row.figures[column];
}

/** Sorted copy: what is not known last either way, equal ones by name. */
function sortPlanRows(rows: readonly PlanRow[], sort: PlanSort, language: Language): PlanRow[] {
  const names = new Intl.Collator(language, { numeric: true });
  const byName = (a: PlanRow, b: PlanRow): number =>
    names.compare(nameIn(language, a.area), nameIn(language, b.area)) || a.area.id - b.area.id;
  const { column, descending } = sort;
  const way = descending ? -1 : 1;
  if (column === 'name') return [...rows].sort((a, b) => way * byName(a, b));
  return [...rows].sort((a, b) => {
    const [x, y] = [figureOf(a, column), figureOf(b, column)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return way * (x - y) || byName(a, b);
  });
}

/** How a row is chosen: alone, beside what is chosen (Ctrl, Space), or all from the one before to it (Shift). */
export type Choosing = 'alone' | 'toggle' | 'range';

/** What is chosen after a row was pressed, and from where a range goes next. Ids in the order of choice. */
export function chooseRow(
  was: { ids: readonly number[]; anchor: number | null },
  order: readonly number[],
  id: number,
  how: Choosing,
): { ids: number[]; anchor: number } {
  if (how === 'alone') return { ids: [id], anchor: id };
  if (how === 'toggle')
    return {
      ids: was.ids.includes(id) ? was.ids.filter((i) => i !== id) : [...was.ids, id],
      anchor: id,
    };
  const from = was.anchor === null ? -1 : order.indexOf(was.anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: [id], anchor: id };
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: from <= to ? range : range.reverse(), anchor: was.anchor! };
}
