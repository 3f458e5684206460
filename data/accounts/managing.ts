import { Type, type Static } from 'typebox';

const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** An account as whoever manages accounts sees it. */
export const ManagedAccount = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  person: Type.Object({ id: Type.Integer(), name: Type.String() }),
  demo: Type.Boolean(),
  disabledAt: TextOrNull,
  madeAt: Type.String(),
  hasPassword: Type.Boolean({ description: 'its first link was used' }),
  linkEndsAt: Type.Union([Type.String(), Type.Null()], {
    description: 'a link that was not used yet is good until then',
  }),
  secondStep: Type.Boolean(),
  linkedAt: Type.Union([Type.String(), Type.Null()], {
    description: 'since when it is linked to the provider of OpenID Connect that is set up',
  }),
  sessions: Type.Integer({ description: 'that hold' }),
  seenAt: Type.Union([Type.String(), Type.Null()], { description: 'by a session that holds' }),
});
export type ManagedAccount = Static<typeof ManagedAccount>;

export const AccountsQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100, description: 'a part of its name or its person’s' })), // prettier-ignore
    personId: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
    only: Type.Optional(Type.Enum(['enabled', 'disabled'])),
    after: Type.Optional(Type.String({ format: 'uuid', description: '`next` of the page before' })),
  },
  { additionalProperties: false },
);
export type AccountsQuery = Static<typeof AccountsQuery>;

export const AccountList = Type.Object({
  accounts: Type.Array(ManagedAccount, { description: 'by name' }),
  next: TextOrNull,
});

const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
export const NewAccount = Type.Object(
  { personId: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }), name: Name },
  { additionalProperties: false },
);
export type NewAccount = Static<typeof NewAccount>;

export const AccountName = Type.Object({ name: Name }, { additionalProperties: false });

/** A link by which somebody sets a password, once. It is told here and nowhere else: only its hash is kept. */
export const AccountLink = Type.Object({
  id: Type.String({ format: 'uuid', description: 'of its account' }),
  path: Type.String({ description: 'below the address of this house' }),
  endsAt: Type.String(),
});
export type AccountLink = Static<typeof AccountLink>;
