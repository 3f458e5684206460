import { Type, type Static } from 'typebox';

/** Whether signing in by a provider of OpenID Connect is offered, and what people call it. */
export const ProviderOffer = Type.Object({
  offered: Type.Boolean(),
  name: Type.Union([Type.String(), Type.Null()], { description: 'null where it has none here' }),
});
export type ProviderOffer = Static<typeof ProviderOffer>;

export const ProviderBegin = Type.Object(
  {
    next: Type.Optional(Type.String({ maxLength: 2000, description: 'where to go then: a path of this house' })), // prettier-ignore
  },
  { additionalProperties: false },
);

/** The browser is to go there. */
export const ProviderAddress = Type.Object({ address: Type.String() });
export type ProviderAddress = Static<typeof ProviderAddress>;

/** Since when an account is linked to the provider. */
export const ProviderLink = Type.Object({
  since: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
});
export type ProviderLink = Static<typeof ProviderLink>;

export const ProviderSubject = Type.Object(
  {
    subject: Type.String({ minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$', description: 'the claim `sub`' }), // prettier-ignore
  },
  { additionalProperties: false },
);
