import type { Problem } from '#data/plans/problems/problem.ts';

import { formatCount, formatList } from '../../words/format.ts';
import { nameIn, type Language, type Words } from '../../words/words.ts';
import type { PlanRow } from '../desk/desk.ts';

import { nameBelow } from './plan-rows.ts';

/** Kinds for which an act may be known that mends one. */
export const MENDED: ReadonlySet<Problem['kind']> = new Set(['code-clash', 'sliver', 'empty', 'not-contiguous', 'compound-cut', 'out-of-band', 'building-in-two-cells']); // prettier-ignore

/** So many areas are named. */
const NAMED_MAX = 2;

/** What a problem is about: areas by their names, the first with what it lies in. */
export function problemAbout(
  { areas }: Problem,
  rows: ReadonlyMap<number, PlanRow>,
  { words, language }: { words: Words; language: Language },
): string {
  const named = areas.slice(0, NAMED_MAX).flatMap((id, i) => {
    const row = rows.get(id);
    if (!row) return [];
    const name = nameBelow(row, rows, language) || words.plan.table.unnamed;
    const parent = row.area.parentId === null ? undefined : rows.get(row.area.parentId)?.area;
    return [i === 0 && parent ? `${nameIn(language, parent)} ${name}` : name];
  });
  const text = formatList(named, language);
  return areas.length > NAMED_MAX ? `${text} ${words.panels.problems.more(formatCount(areas.length))}` : text; // prettier-ignore
}

/** How bad it is, in the units of its kind; '' where that says nothing. */
export function problemSize({ kind, size, buildings }: Problem, { panels }: Words): string {
  const { sizes } = panels.problems;
  const n = formatCount(Math.abs(Math.round(size)));
  switch (kind) {
    case 'out-of-band':
      return size < 0 ? sizes.fewHouseholds(n) : sizes.manyHouseholds(n);
    case 'management-points':
      return size < 0 ? sizes.fewPoints(n) : sizes.manyPoints(n);
    case 'not-contiguous':
      return sizes.pieces(n);
    case 'sliver':
      return sizes.metres(n);
    case 'compound-cut':
      return sizes.homes(n);
    case 'building-in-no-cell':
    case 'building-in-two-cells':
      return sizes.buildings(formatCount(buildings.length));
    default:
      return '';
  }
}

/** What a person can do where no act mends it; '' where one may. */
export function adviceOf({ kind, size }: Problem, { panels }: Words): string {
  const { advice } = panels.problems;
  switch (kind) {
    case 'management-points':
      return size < 0 ? advice.fewPoints : advice.manyPoints;
    case 'no-owner':
    case 'no-parent':
    case 'building-in-no-cell':
    case 'unnamed':
    case 'name-clash':
      return advice[kind];
    default:
      return '';
  }
}

/** A problem's own name in a list: the same one after other edits. */
export const problemKey = ({ kind, areas, buildings, compoundId }: Problem): string =>
  `${kind} ${areas.join()} ${buildings.join()} ${compoundId ?? ''}`;
