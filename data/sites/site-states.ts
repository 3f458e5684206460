import { Type, type Static } from 'typebox';

import { CAMERA_STATES } from './site.ts';

/** At most this many states in one report. */
export const STATES_MAX = 5_000;

/** What a camera platform reports: states of cameras by code, each with when it was seen. */
export const StatesReport = Type.Object(
  {
    states: Type.Array(
      Type.Object(
        {
          code: Type.String({ minLength: 1, maxLength: 64 }),
          state: Type.Enum([...CAMERA_STATES]),
          at: Type.String({ format: 'date-time' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: STATES_MAX },
    ),
  },
  { additionalProperties: false },
);
export type StatesReport = Static<typeof StatesReport>;

/** Of each mistake of a report so many codes are named. */
export const CODES_NAMED = 100;

/** What became of a report: codes that are no camera's, and states that were not taken, are named, so that a platform finds its own mistakes. */
export const StatesAnswer = Type.Object({
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  unknown: Type.Array(Type.String()),
  /** Seen at a time that cannot be: of the future, or before there were cameras. */
  untimely: Type.Array(Type.String()),
});
export type StatesAnswer = Static<typeof StatesAnswer>;
