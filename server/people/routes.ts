import { Type, type Static } from 'typebox';

import { ORGANISATION_KINDS, POST_ROLES } from '#data/people/person.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { askOf } from '#server/session/session.ts';

import { listOrganisations } from './list-organisations.ts';
import { listPeople } from './list-people.ts';
import { managingRoutes } from './managing-routes.ts';
import type { NameQuery } from './people.sql.ts';

const ID_MAX = 2_147_483_647;

const Query = Type.Object(
  {
    q: Type.Optional(
      Type.String({ maxLength: 100, description: 'a part of the name; any where it is left out' }),
    ),
    ids: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,10}(,[0-9]{1,10}){0,99}$',
        description: 'only these, with commas between; at most 100',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);
const Text = Type.Union([Type.String(), Type.Null()]);
const People = Type.Object({
  people: Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      posts: Type.Array(
        Type.Object({
          role: Type.Enum([...POST_ROLES]),
          areaId: Type.Union([Type.Integer(), Type.Null()]),
          organisation: Text,
        }),
        { description: 'at most three that are held now, those that lead first' },
      ),
    }),
  ),
});
const Organisations = Type.Object({
  organisations: Type.Array(
    Type.Object({
      id: Type.Integer(),
      name: Type.String(),
      nameEn: Text,
      kind: Type.Enum([...ORGANISATION_KINDS]),
      parent: Type.Union([Type.String(), Type.Null()], {
        description: 'the name of the one above',
      }),
    }),
  ),
});

/** GET /api/people, GET /api/organisations, and what whoever manages them asks and does. */
export async function peopleRoutes(app: App, deps: Deps): Promise<void> {
  const { pool, clock } = deps;
  managingRoutes(app, deps);
  app.get(
    '/api/people',
    { config: { needs: 'see-staff' }, schema: { querystring: Query, response: { 200: People } } },
    async (request) => ({
      people: await listPeople(askOf(request, clock), pool, namesOf(request.query)),
    }),
  );

  app.get(
    '/api/organisations',
    {
      config: { needs: 'see-staff' },
      schema: { querystring: Query, response: { 200: Organisations } },
    },
    async (request) => ({
      organisations: await listOrganisations(askOf(request, clock), pool, namesOf(request.query)),
    }),
  );
}

function namesOf({ q = '', ids, limit = 20 }: Static<typeof Query>): NameQuery {
  const list = ids === undefined ? null : ids.split(',').map(Number);
  const beyond = list?.find((id) => id > ID_MAX);
  if (beyond !== undefined)
    throw refuse(400, 'bad-request', `querystring ids: ${beyond} is above ${ID_MAX}`);
  // PostgreSQL keeps no such character, and no name has one.
  if (q.includes('\0'))
    throw refuse(400, 'bad-request', 'querystring q: holds a character that no name has');
  return { q: q.trim(), ids: list, limit };
}
