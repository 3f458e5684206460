import { Type, type Static } from 'typebox';

import { UNIT_KINDS } from '#data/units/unit.ts';
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

/** What is shown of a unit: who it is, and its newest fix with the cell that it lies in. */
export const UnitCard = Type.Object({
  unit: UnitOnWire,
  newest: Type.Union([
    Type.Object({
      at: Type.Tuple([Type.Number(), Type.Number()]),
      measuredAt: Type.String(),
      speedMps: NumberOrNull,
      headingDeg: NumberOrNull,
      accuracyM: NumberOrNull,
      /** null outside every area. */
      areaId: IdOrNull,
    }),
    Type.Null(),
  ]),
});
export type UnitCard = Static<typeof UnitCard>;

/** The card of a unit, or null where there is no such unit. */
export function readUnit(
  _ask: Ask,
  latest: Latest,
  areas: Pick<AreasInForce, 'cellAt'>,
  unitId: number,
): UnitCard | null {
  const known = latest.knownById(unitId);
  if (!known) return null;
  const { slot, unit } = known;
  if (slot < 0) return { unit, newest: null };
  const { columns } = latest;
  const at: [number, number] = [columns.positions[2 * slot]!, columns.positions[2 * slot + 1]!];
  return {
    unit,
    newest: {
      at,
      measuredAt: new Date(columns.measuredAt[slot]!).toISOString(),
      speedMps: orNull(columns.speedMps[slot]!),
      headingDeg: orNull(columns.headingDeg[slot]!),
      accuracyM: orNull(columns.accuracyM[slot]!),
      areaId: areas.cellAt(at[0], at[1]),
    },
  };
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
