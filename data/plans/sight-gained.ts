import { Type, type Static } from 'typebox';

import { DEVICE_ROLES } from '#data/access/held-posts.ts';
import { POST_ROLES } from '#data/people/person.ts';

/** Somebody, or a wall, who would come to see land of other areas. */
export const SightLine = Type.Object({
  noun: Type.Enum(['people', 'devices']),
  name: Type.String(),
  role: Type.Enum([...POST_ROLES, ...DEVICE_ROLES]),
  /** As they are in force; the first few. */
  areas: Type.Array(
    Type.Object({
      id: Type.Integer(),
      code: Type.String(),
      name: Type.String(),
      nameEn: Type.Union([Type.String(), Type.Null()]),
      whole: Type.Boolean({ description: 'false where a part of it goes' }),
    }),
  ),
  areaCount: Type.Integer({ minimum: 1 }),
});
export type SightLine = Static<typeof SightLine>;

/** Who would gain sight by publishing a plan: who gains most first. */
export const SightGains = Type.Object({
  count: Type.Integer({ minimum: 0, description: 'of all, also those who are not listed' }),
  lines: Type.Array(SightLine),
});
export type SightGains = Static<typeof SightGains>;
