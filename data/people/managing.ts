import { Type, type Static } from 'typebox';

import { ORGANISATION_KINDS, POST_ROLES } from './person.ts';

const Id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const Time = Type.String({
  format: 'date-time',
  pattern: '^(19|20|21)',
  description: 'RFC 3339, with its zone',
});
const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const IdOrNull = Type.Union([Type.Integer(), Type.Null()]);
const TextOrNull = Type.Union([Type.String(), Type.Null()]);

/** A post as whoever gives posts out sees it: with the names of what it names. */
export const ManagedPost = Type.Object({
  id: Type.Integer(),
  person: Type.Object({ id: Type.Integer(), name: Type.String() }),
  role: Type.Enum([...POST_ROLES]),
  areaId: IdOrNull,
  area: TextOrNull,
  organisationId: IdOrNull,
  organisation: TextOrNull,
  buildingId: IdOrNull,
  building: TextOrNull,
  fromAt: Type.String(),
  toAt: TextOrNull,
  substitute: Type.Union([
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      fromAt: Type.String(),
      toAt: TextOrNull,
    }),
    Type.Null(),
  ]),
});
export type ManagedPost = Static<typeof ManagedPost>;

const Others = Type.Boolean({ description: 'there are others, beyond the scope of whoever asks' });

/** Somebody in the list of whoever gives posts out. */
export const PersonLine = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  posts: Type.Array(Type.Omit(ManagedPost, ['person']), {
    description: 'at most three that are held now or will be, within the scope of whoever asks',
  }),
  others: Others,
  account: Type.Union([
    Type.Object({ name: Type.String(), disabled: Type.Boolean() }),
    Type.Null(),
  ]),
});
export type PersonLine = Static<typeof PersonLine>;

/** What of the list is asked for. */
export const DirectoryQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100, description: 'a part of the name' })),
    role: Type.Optional(Type.Enum([...POST_ROLES])),
    organisationId: Type.Optional(Id),
    only: Type.Optional(
      Type.Enum(['no-post', 'account', 'no-account'], { description: 'everybody where left out' }),
    ),
    after: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 2_147_483_647,
        description: '`next` of the page before',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DirectoryQuery = Static<typeof DirectoryQuery>;

export const Directory = Type.Object({
  people: Type.Array(PersonLine, { description: 'by name' }),
  count: Type.Integer({ description: 'all that were asked for' }),
  next: Type.Union([Type.Integer(), Type.Null()]),
});
export type Directory = Static<typeof Directory>;

/** Somebody, with all posts that were ever held. */
export const PersonPage = Type.Object({
  person: Type.Object({ id: Type.Integer(), name: Type.String() }),
  posts: Type.Array(ManagedPost, {
    description: 'own ones and those stood in for within the scope of whoever asks, newest first',
  }),
  others: Others,
  mayChange: Type.Boolean({ description: 'all that is held lies in the scope of whoever asks' }),
});
export type PersonPage = Static<typeof PersonPage>;

export const NewPerson = Type.Object({ name: Name }, { additionalProperties: false });
export type NewPerson = Static<typeof NewPerson>;

/** A post to be given. It is held for the narrowest that it names. */
export const NewPost = Type.Object(
  {
    role: Type.Enum([...POST_ROLES]),
    areaId: Type.Optional(Id),
    organisationId: Type.Optional(Id),
    buildingId: Type.Optional(Id),
    fromAt: Type.Optional(Type.Unsafe<string>({ ...Time, description: 'now where left out' })),
    toAt: Type.Optional(Time),
  },
  { additionalProperties: false },
);
export type NewPost = Static<typeof NewPost>;

export const PostEnd = Type.Object(
  {
    at: Type.Optional(
      Type.Unsafe<string>({ ...Time, description: 'not before now; now where left out' }),
    ),
  },
  { additionalProperties: false },
);
export type PostEnd = Static<typeof PostEnd>;

/** Who stands in from now on; null for nobody. */
export const Substitution = Type.Object(
  {
    personId: Type.Union([Id, Type.Null()]),
    fromAt: Type.Optional(Type.Unsafe<string>({ ...Time, description: 'now where left out' })),
    toAt: Type.Optional(Time),
  },
  { additionalProperties: false },
);
export type Substitution = Static<typeof Substitution>;

/** An organisation in the tree. */
export const OrganisationEntry = Type.Object({
  id: Type.Integer(),
  parentId: IdOrNull,
  name: Type.String(),
  nameEn: TextOrNull,
  kind: Type.Enum([...ORGANISATION_KINDS]),
  closedAt: TextOrNull,
  posts: Type.Integer({ description: 'held now or to come, of it alone' }),
  mayChange: Type.Boolean({ description: 'it lies in the scope of whoever asks' }),
});
export type OrganisationEntry = Static<typeof OrganisationEntry>;

export const OrganisationTree = Type.Object({
  organisations: Type.Array(OrganisationEntry, { description: 'by name' }),
  mayAdd: Type.Boolean({ description: 'whoever asks may found one on top' }),
});
export type OrganisationTree = Static<typeof OrganisationTree>;

const NameEn = Type.Union([Type.String({ maxLength: 100 }), Type.Null()]);
export const OrganisationWords = Type.Object(
  { name: Name, nameEn: Type.Optional(NameEn), kind: Type.Enum([...ORGANISATION_KINDS]) },
  { additionalProperties: false },
);
export type OrganisationWords = Static<typeof OrganisationWords>;

const Parent = Type.Union([Id, Type.Null()], { description: 'null: on top' });
export const NewOrganisation = Type.Object(
  { ...OrganisationWords.properties, parentId: Parent },
  { additionalProperties: false },
);
export type NewOrganisation = Static<typeof NewOrganisation>;

export const OrganisationMove = Type.Object({ parentId: Parent }, { additionalProperties: false });
export type OrganisationMove = Static<typeof OrganisationMove>;

/** What managing people, posts and organisations can refuse. */
export type ManagingRefusal =
  | 'unknown-person'
  | 'unknown-post'
  | 'unknown-organisation'
  | 'place-missing'
  | 'times-upside-down'
  | 'post-over'
  | 'time-past'
  | 'own-substitute'
  | 'last-administrator'
  | 'organisation-closed'
  | 'organisation-in-use'
  | 'organisation-ring'
  | 'too-many-posts';
