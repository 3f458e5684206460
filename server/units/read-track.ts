import { Type, type Static } from 'typebox';

import { FIX_REASONS } from '#data/units/fix.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import type { Db } from '#server/db/database.ts';
import type { Ask } from '#server/session/session.ts';

import { selectDayBounds, selectTrack } from './fixes.sql.ts';

/** A day at 1 Hz. */
export const TRACK_MAX = 86_400;

/** Why a fix of a track did not move the dot. */
const REASONS = FIX_REASONS.filter((reason) => reason !== 'off-duty');

/** A unit's fixes of one local day, with the reason of those that did not move its dot. */
export const Track = Type.Object({
  unitId: Type.Integer(),
  day: Type.String({ format: 'date' }),
  fixes: Type.Array(
    Type.Object({
      at: Type.Tuple([Type.Number(), Type.Number()]),
      measuredAt: Type.String({ format: 'date-time' }),
      reason: Type.Union([Type.Enum(REASONS), Type.Null()]),
      accuracyM: Type.Union([Type.Number(), Type.Null()]),
      speedMps: Type.Union([Type.Number(), Type.Null()]),
    }),
    {
      maxItems: TRACK_MAX,
      description:
        'oldest first; only what was measured while the unit was on duty: whatever it sent of other times is left out, for positions are seen only while on duty',
    },
  ),
});
export type Track = Static<typeof Track>;

/** The track of a unit on duty on a day (YYYY-MM-DD in the given zone), oldest first, at most TRACK_MAX fixes. */
export async function readTrack(
  _ask: Ask,
  db: Db,
  unitId: number,
  day: string,
  timeZone: string,
): Promise<Track> {
  const { from, until } = await selectDayBounds(db, day, timeZone);
  const rows = await selectTrack(db, unitId, from, until, TRACK_MAX);
  return {
    unitId,
    day,
    fixes: rows.map((row) => ({
      at: [toDegrees(row.lngE7), toDegrees(row.latE7)],
      measuredAt: new Date(row.measuredMs).toISOString(),
      reason: row.reason,
      accuracyM: row.accuracyM,
      speedMps: row.speedMps,
    })),
  };
}
