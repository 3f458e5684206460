import { Type, type Static } from 'typebox';

/** One is in force; before it came those that are past, and one may wait for its time. */
export const EDITION_STATES = ['past', 'in-force', 'waiting'] as const;

/** The state of all borders from a date on. */
export const Edition = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  name: Type.String(),
  validFrom: Type.String({ format: 'date-time' }),
  state: Type.Enum([...EDITION_STATES]),
  /** The edition that it was drawn on; null for the first. */
  follows: Type.Union([Type.Integer(), Type.Null()]),
  /** The plan that it was published from; null where it came from an import. */
  planId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
});
export type Edition = Static<typeof Edition>;
