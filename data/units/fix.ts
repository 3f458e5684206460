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

/** Why a fix is not taken at all: nobody is known by that code, or its day is not kept. */
export const FIX_REFUSALS = ['unknown-unit', 'too-old', 'too-far-ahead'] as const;
export type FixRefusal = (typeof FIX_REFUSALS)[number];

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

/** What became of a batch: `duplicate` were known already and changed nothing. */
export const FixBatchAnswer = Type.Object({
  accepted: Type.Integer(),
  duplicate: Type.Integer(),
  refused: Type.Array(Type.Object({ index: Type.Integer(), reason: Type.Enum([...FIX_REFUSALS]) })),
  /** How many of the accepted went to the track only, by reason. */
  reasons: Type.Record(Type.String(), Type.Integer()),
});
export type FixBatchAnswer = Static<typeof FixBatchAnswer>;
