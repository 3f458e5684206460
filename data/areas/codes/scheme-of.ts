import type { Area } from '#data/areas/area.ts';

import type { CodeScheme } from './code-scheme.ts';
import { divisionCodes } from './division-codes.ts';
import { FREE_CODES } from './free-codes.ts';

/** The strictest first. CJ/T 213 has 14 digits down to the grid, Beijing's 15. */
const SCHEMES: readonly CodeScheme[] = [
  divisionCodes('cj-t-213', 2),
  divisionCodes('beijing', 3),
  FREE_CODES,
];

/** The scheme that the areas of an edition are numbered by: the first that all of their codes are of. */
export function schemeOf(
  areas: readonly Pick<Area, 'id' | 'parentId' | 'level' | 'code'>[],
): CodeScheme {
  const byId = new Map(areas.map((area) => [area.id, area]));
  const parentOf = ({ parentId }: Pick<Area, 'parentId'>) => (parentId === null ? null : (byId.get(parentId) ?? null)); // prettier-ignore
  const fits = ({ isCode }: CodeScheme): boolean =>
    areas.every((area) => isCode(area.level, area.code, parentOf(area)));
  return SCHEMES.find(fits) ?? FREE_CODES;
}
