import { Type, type Static, type TSchema } from 'typebox';

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** How many weeks a period has: of whole weeks, so that each hour of each weekday is in it equally often. */
export const COUNTED_WEEKS = [1, 4, 12] as const;
export type CountedWeeks = (typeof COUNTED_WEEKS)[number];
/** The trend is of so many days. */
export const TREND_DAYS = 90;

/** GET /api/incidents/counts */
export const IncidentCountsQuery = Type.Object(
  {
    /** The area and all below it; without it the whole district, what lies in no area among it. */
    area: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    weeks: Type.Optional(Type.Enum([...COUNTED_WEEKS])),
  },
  { additionalProperties: false },
);

const Week = Type.Array(Type.Array(Type.Integer(), { minItems: 24, maxItems: 24 }), {
  minItems: 7,
  maxItems: 7,
});

/**
 * Incidents by when they were reported, by the clocks of the district: two periods of so many weeks, one up to now
 * and one before it, and the last days. Closed ones count as open ones do.
 */
export const IncidentCounts = Type.Object({
  areaId: orNull(Type.Integer()),
  weeks: Type.Enum([...COUNTED_WEEKS]),
  timeZone: Type.String(),
  /** The period is [from, at], the one before it [before, from). */
  at: Type.String({ format: 'date-time' }),
  from: Type.String({ format: 'date-time' }),
  before: Type.String({ format: 'date-time' }),
  /** When the first incident of the district was reported; null where there is none. Earlier nothing was recorded. */
  since: orNull(
    Type.String({
      format: 'date-time',
      description: 'the first one that the one who asks may see, anywhere',
    }),
  ),
  count: Type.Integer(),
  countBefore: Type.Integer(),
  /** TREND_DAYS days, the oldest first; the last one has not ended yet. */
  days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), count: Type.Integer() })),
  /** From Monday to Sunday, each from 0 to 23 o'clock: in the period, and in the one before. */
  week: Week,
  weekBefore: Week,
  /** The most first; such as have none in either are left out. */
  categories: Type.Array(
    Type.Object({ key: Type.String(), count: Type.Integer(), countBefore: Type.Integer() }),
  ),
});
export type IncidentCounts = Static<typeof IncidentCounts>;
