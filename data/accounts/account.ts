import { Type, type Static } from 'typebox';

import { ACTS } from '#data/access/acts.ts';
import { POST_ROLES } from '#data/people/person.ts';

const Nullable = <T extends ReturnType<typeof Type.Integer>>(type: T) =>
  Type.Union([type, Type.Null()]);
const Name = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' });
/** Longer ones would only cost time; what is taken is decided by `whyWeak`. */
export const Password = Type.String({ minLength: 1, maxLength: 200 });

export const SignInRequest = Type.Object(
  { name: Name, password: Password },
  { additionalProperties: false },
);
export type SignInRequest = Static<typeof SignInRequest>;

export const PasswordChange = Type.Object(
  { password: Password, next: Password },
  { additionalProperties: false },
);
export type PasswordChange = Static<typeof PasswordChange>;

/** A link is used once. One that makes the first administrator is told, besides, who that is. */
export const LinkUse = Type.Object(
  {
    secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'what the link ends in' }),
    password: Password,
    name: Type.Optional(Name),
    personName: Type.Optional(Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })),
  },
  { additionalProperties: false },
);
export type LinkUse = Static<typeof LinkUse>;

/** Who is signed in, what posts they hold now and what these allow. */
export const Me = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  demo: Type.Boolean({ description: 'of a sample district, for trying it out' }),
  person: Type.Object({ id: Type.Integer(), name: Type.String() }),
  posts: Type.Array(
    Type.Object({
      role: Type.Enum([...POST_ROLES]),
      areaId: Nullable(Type.Integer()),
      organisationId: Nullable(Type.Integer()),
      buildingId: Nullable(Type.Integer()),
    }),
  ),
  acts: Type.Array(Type.Enum([...ACTS]), {
    description: 'what may be done to something at all; a thing may still lie beyond it',
  }),
  session: Type.Object({
    id: Type.String({ format: 'uuid' }),
    endsAt: Type.String({ description: 'it ends then at the latest' }),
  }),
});
export type Me = Static<typeof Me>;

/** One of the sessions of an account. */
export const OwnSession = Type.Object({
  id: Type.String({ format: 'uuid' }),
  madeAt: Type.String(),
  seenAt: Type.String({ description: 'to the minute' }),
  address: Type.String(),
  agent: Type.String({ description: 'what the browser calls itself' }),
  current: Type.Boolean({ description: 'the one that asks' }),
});
export type OwnSession = Static<typeof OwnSession>;

/** What signing in and accounts can refuse. */
export type AccountRefusal =
  | 'sign-in-failed'
  | 'sign-in-slowed'
  | 'plain-connection'
  | 'password-weak'
  | 'name-taken'
  | 'account-name'
  | 'link-over'
  | 'unknown-session'
  | 'demo-account'
  | 'own-account'
  | 'has-account'
  | 'account-disabled'
  | 'account-enabled'
  | 'code-wrong'
  | 'code-on'
  | 'code-off'
  | 'step-over'
  | 'unknown-account'
  | 'oidc-none'
  | 'oidc-over'
  | 'oidc-refused'
  | 'oidc-unknown'
  | 'oidc-unreachable'
  | 'oidc-failed'
  | 'oidc-taken'
  | 'oidc-not-linked'
  | 'last-way-in';

/** A name as names are compared: without regard to case, width of characters or blanks about it. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

/** Characters of a password at least; of kinds of characters nothing is asked: length is what costs a guesser. */
const LENGTH_MIN = 10;
/** Fewer different characters are a pattern. */
const DIFFERENT_MIN = 5;

/** Why a password is too easily guessed, as a word; null when it is not. */
export function whyWeak(password: string, name: string): 'short' | 'pattern' | 'name' | null {
  const characters = [...password.normalize('NFKC').toLowerCase()];
  if (characters.length < LENGTH_MIN) return 'short';
  if (new Set(characters).size < DIFFERENT_MIN) return 'pattern';
  const key = nameKey(name);
  return key.length >= 3 && characters.join('').includes(key) ? 'name' : null;
}
