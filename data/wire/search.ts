import { Type, type Static } from 'typebox';

import { SEARCH_ANSWERS_MAX, SEARCH_NOUNS, SEARCH_QUERY_MAX, SEARCH_TIERS, type SearchField } from '#data/search/thing.ts'; // prettier-ignore

import { AreaStep } from './cards.ts';

/** GET /api/search: what is asked and answered. */

const words = <T extends string>(list: readonly T[]) => Type.Enum([...list]);
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const Marks = Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]));

export const SearchQuery = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: SEARCH_QUERY_MAX }),
    /** Where the asker looks: of equal answers the nearer come first. */
    lng: Type.Optional(Type.Number({ minimum: -180, maximum: 180 })),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90 })),
  },
  { additionalProperties: false },
);

export const SearchAnswer = Type.Object({
  noun: words(SEARCH_NOUNS),
  /** Of its noun. */
  id: Type.Union([Type.Integer(), Type.String()]),
  code: textOrNull,
  name: textOrNull,
  nameEn: textOrNull,
  address: textOrNull,
  /** An area's level (by its key), a building's use, a role, a unit's kind, a site's class, a notation of coordinates. */
  kind: Type.String(),
  /** Why it stands where it does. */
  tier: words(SEARCH_TIERS),
  /** By field, the pieces [from, to) of it that were met, in UTF-16 units. */
  marks: Type.Object({
    code: Type.Optional(Marks),
    name: Type.Optional(Marks),
    nameEn: Type.Optional(Marks),
    address: Type.Optional(Marks),
  } satisfies Record<SearchField, unknown>),
  /** Where to look; null where it has no place. */
  at: Type.Union([Type.Tuple([Type.Number(), Type.Number()]), Type.Null()]),
  /** [west, south, east, north], where it is to be framed. */
  bounds: Type.Union([
    Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
    Type.Null(),
  ]),
  /** What a screen selects to show it: what has a card. */
  select: Type.Union([
    Type.Object({
      noun: words(['areas', 'buildings', 'sites', 'units', 'incidents']),
      id: Type.Union([Type.Integer(), Type.String()]),
    }),
    Type.Null(),
  ]),
  /** From the district down to the area that holds it; of an area down to its parent. */
  areas: Type.Array(AreaStep),
});
export type SearchAnswer = Static<typeof SearchAnswer>;

export const SearchAnswers = Type.Object({
  /** Best first, those of a noun beside each other. */
  answers: Type.Array(SearchAnswer, { maxItems: SEARCH_ANSWERS_MAX }),
});
export type SearchAnswers = Static<typeof SearchAnswers>;
