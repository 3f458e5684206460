import type { FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';

const WHOLE = /^-?[0-9]+$/;

/**
 * The first field of a path or query that has to be a whole number and is not written as one, as a fault like those of
 * the validator; null where there is none. Converting alone would read 1.5, 0x1 and true as 1, and answer of another
 * thing than was asked for.
 *
 * @param schema an object of fields, as an address has them
 * @param value the fields as text
 */
export function findBadWholeNumber(
  schema: TSchema,
  value: unknown,
): FastifySchemaValidationError | null {
  const { properties = {} } = schema as {
    properties?: Record<string, TSchema & { type?: string }>;
  };
  for (const [name, text] of Object.entries(value ?? {})) {
    if (properties[name]?.type !== 'integer' || typeof text !== 'string') continue;
    if (WHOLE.test(text)) continue;
    return {
      keyword: 'type',
      schemaPath: `#/properties/${name}`,
      instancePath: `/${name}`,
      params: { type: 'integer' },
      message: 'must be a whole number',
    };
  }
  return null;
}
