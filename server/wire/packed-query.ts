import { Type } from 'typebox';

/** ?v=N: the version that the reader was told of; the answer may then be kept for good. */
const PackedQuery = Type.Object(
  { v: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })) },
  { additionalProperties: false },
);

const Bytes = Type.Unsafe<Buffer | null>({ type: 'string', format: 'binary' });
/** What a noun's packed bytes are asked by and answered with; docs say nothing of what is in them: see data/wire. */
export const packedSchema = {
  querystring: PackedQuery,
  response: packedAnswer(
    'packed bytes, compressed as asked for; kept for good where ?v is their version',
  ),
} as const;

/** How a route answers with packed bytes. */
export function packedAnswer(description: string) {
  return {
    200: { description, content: { 'application/octet-stream': { schema: Bytes } } },
    304: Type.Null({ description: 'the reader has them' }),
  } as const;
}

/** An id in a path. */
export const IdParams = Type.Object(
  { id: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }) },
  { additionalProperties: false },
);
