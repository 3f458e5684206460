import { Type, type Static } from 'typebox';

/** Why a fix went to the track and did not move the dot. */
export const FIX_REASONS = [
  'late',
  'void',
  'inaccurate',
  'too-fast',
  'in-future',
  'off-duty',
] as const;
export type FixReason = (typeof FIX_REASONS)[number];

/** One position report as the API takes it. */
export const FixReport = Type.Object(
  {
    /** The unit's code. */
    unit: Type.String({ minLength: 1, maxLength: 64 }),
    measuredAt: Type.String({ format: 'date-time' }),
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    accuracyM: Type.Optional(Type.Number({ minimum: 0, maximum: 1e6 })),
    speedMps: Type.Optional(Type.Number({ minimum: 0, maximum: 1e4 })),
    /** Clockwise from north. */
    headingDeg: Type.Optional(Type.Number({ minimum: 0, maximum: 360 })),
    /** The receiver itself said that it had no position. */
    void: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type FixReport = Static<typeof FixReport>;

/** At most this many fixes in one batch; a longer one is refused with the bound. */
export const FIX_BATCH_MAX = 5_000;
