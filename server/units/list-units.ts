import { thingOfUnit } from '#data/access/relation.ts';
import type { Unit } from '#data/units/unit.ts';
import { sees } from '#server/access/must.ts';
import type { Ask } from '#server/session/session.ts';

import type { Latest } from './latest.ts';

/** Units, by id, whether or not they were ever heard of. */
export function listUnits(ask: Ask, latest: Pick<Latest, 'units'>): Unit[] {
  return latest
    .units()
    .filter((unit) => sees(ask, ['see-staff', 'see-positions'], thingOfUnit(unit)));
}
