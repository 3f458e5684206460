import { Type } from 'typebox';

/** ?v=N: the version that the reader was told of; the answer may then be kept for good. */
export const PackedQuery = Type.Object(
  { v: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })) },
  { additionalProperties: false },
);

/** An id in a path. */
export const IdParams = Type.Object(
  { id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) },
  { additionalProperties: false },
);
