import { Type, type Static, type TProperties } from 'typebox';

/** What a manifest says of a row: which field is what, in whose words, and what another file adds to it. */

export const closed = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { additionalProperties: false });
export const Field = Type.String({ minLength: 1, maxLength: 200 });
export const Text = Type.String({ maxLength: 200 });
/** Relative to the root that is given on the command line; never out of it. */
export const File = Type.String({ pattern: '^(?!/)(?!.*\\.\\.)[^\\\\:]+\\.(geojson|json|csv)$' });

/**
 * Where a value comes from: a field, the first of several that is not empty, the same for every row, fields joined by
 * text, or a text with fields in braces (empty where one of them is). `{#}` is the row's number, for a file whose rows
 * nothing else tells apart.
 */
export const Pick = Type.Union([
  Field,
  closed({ firstOf: Type.Array(Field, { minItems: 1, maxItems: 8 }) }),
  closed({ value: Type.Union([Text, Type.Number(), Type.Boolean()]) }),
  closed({ join: Type.Array(Field, { minItems: 1, maxItems: 8 }), by: Type.String({ maxLength: 16 }) }), // prettier-ignore
  closed({ text: Type.String({ maxLength: 200, pattern: '^[^{}]*(\\{[^{}]+\\}[^{}]*)+$' }) }),
]);
export type Pick = Static<typeof Pick>;

/** A word from ours for words of theirs: the first rule of which every field holds one of its values ('*' any). A row without one is left out, or refused where `otherwise` is absent and the noun needs the word. */
export const Choice = closed({
  rules: Type.Array(
    closed({
      when: Type.Record(Type.String(), Type.Array(Text, { minItems: 1, maxItems: 1000 })),
      is: Type.String({ minLength: 1 }),
    }),
    { maxItems: 1000 },
  ),
  otherwise: Type.Optional(Type.String({ minLength: 1 })),
});
export type Choice = Static<typeof Choice>;

/** A point in time: ISO 8601 with offset as it is; a local one without zone is of the district's time zone. */
export const When = closed({
  from: Pick,
  /** `iso` has an offset; `local` is YYYY-MM-DD hh:mm[:ss] by the clocks of the district. */
  as: Type.Enum(['iso', 'local']),
});
export type When = Static<typeof When>;

/** Fields that another file adds to a row: those of its first row whose `key` is the row's `by`. */
export const Lookup = closed({
  file: File,
  key: Pick,
  by: Pick,
  fields: Type.Array(Field, { minItems: 1, maxItems: 16 }),
});
export type Lookup = Static<typeof Lookup>;
