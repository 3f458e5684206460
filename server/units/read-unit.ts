import { Type, type Static } from 'typebox';

import { thingOfUnit } from '#data/access/relation.ts';
import { UNIT_KINDS } from '#data/units/unit.ts';
import { placeIn } from '#data/wire/columns.ts';
import { sees } from '#server/access/must.ts';
import type { AreasInForce } from '#server/areas/areas-in-force.ts';
import type { Ask } from '#server/session/session.ts';

import type { Latest } from './latest.ts';

const NumberOrNull = Type.Union([Type.Number(), Type.Null()]);
const IdOrNull = Type.Union([Type.Integer(), Type.Null()]);

/** A unit as it is answered: see data/units. */
export const UnitOnWire = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  kind: Type.Enum([...UNIT_KINDS]),
  name: Type.String(),
  personId: IdOrNull,
  homeAreaId: IdOrNull,
  onDuty: Type.Boolean(),
});

/**
 * What is shown of a unit: who it is, and its newest fix with the cell that it lies in; off duty only when that was.
 */
export const UnitCard = Type.Object({
  unit: UnitOnWire,
  newest: Type.Union([
    Type.Object({
      at: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()], {
        description:
          'null off duty, and on duty until the first fix: a position exists only while on duty',
      }),
      measuredAt: Type.String(),
      speedMps: NumberOrNull,
      headingDeg: NumberOrNull,
      accuracyM: NumberOrNull,
      /** null outside every area, and where there is no place. */
      areaId: IdOrNull,
    }),
    Type.Null(),
  ]),
});
export type UnitCard = Static<typeof UnitCard>;

/** The card of a unit, or null where there is no such unit, or none that may be seen. */
export function readUnit(
  ask: Ask,
  latest: Latest,
  areas: Pick<AreasInForce, 'cellAt'>,
  unitId: number,
): UnitCard | null {
  const known = latest.knownById(unitId);
  if (!known || !sees(ask, ['see-staff', 'see-positions'], thingOfUnit(known.unit))) return null;
  const { slot, unit } = known;
  if (slot < 0 || !sees(ask, ['see-positions'], thingOfUnit(unit))) return { unit, newest: null };
  const { columns } = latest;
  const at = placeIn(columns, slot);
  return {
    unit,
    newest: {
      at,
      measuredAt: new Date(columns.measuredAt[slot]!).toISOString(),
      speedMps: orNull(columns.speedMps[slot]!),
      headingDeg: orNull(columns.headingDeg[slot]!),
      accuracyM: orNull(columns.accuracyM[slot]!),
      areaId: at && areas.cellAt(at[0], at[1]),
    },
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
