import type { Unit } from '#data/units/unit.ts';
import type { Ask } from '#server/session/session.ts';

import type { Latest } from './latest.ts';

/** All units, by id, whether or not they were ever heard of. */
export function listUnits(_ask: Ask, latest: Pick<Latest, 'units'>): Unit[] {
  return latest.units();
}
