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

/** What became of a report: unknown codes are named, so that a platform finds its own mistakes. */
export const StatesAnswer = Type.Object({
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  unknown: Type.Array(Type.String()),
});
export type StatesAnswer = Static<typeof StatesAnswer>;
