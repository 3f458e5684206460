import { Type } from 'typebox';

/** Of a POST whose address says it all: none, or an empty object. */
export const NoBody = Type.Optional(Type.Object({}, { additionalProperties: false }));
