import { Type, type Static } from 'typebox';

/** Digits as they are dialled: a plus, blanks, brackets and hyphens may stand between. */
const Phone = Type.String({ pattern: '^\\+?[0-9(][0-9 ()-]{3,30}[0-9]$', maxLength: 32 });

/**
 * Who told of an incident and may be asked about it: kept apart from it, and handed in with a report. Either of the two is
 * enough.
 */
export const Petitioner = Type.Object(
  {
    name: Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })),
    phone: Type.Optional(Phone),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Petitioner = Static<typeof Petitioner>;

const orNull = Type.Union([Type.String(), Type.Null()]);

/** A petitioner as shown, masked or opened. */
export const ShownPetitioner = Type.Object({ name: orNull, phone: orNull });
export type ShownPetitioner = Static<typeof ShownPetitioner>;

/** Why somebody opens what is masked, in their own words: five signs at least, blanks not counted. */
export const OpenRequest = Type.Object(
  { reason: Type.String({ minLength: 5, maxLength: 200, pattern: '^\\s*(\\S\\s*){5}' }) },
  { additionalProperties: false },
);
export type OpenRequest = Static<typeof OpenRequest>;

/** Why nothing is opened: nobody is named who told of it. */
export const PETITIONER_REFUSALS = ['no-petitioner'] as const;
export type PetitionerRefusal = (typeof PETITIONER_REFUSALS)[number];
