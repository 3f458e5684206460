import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import {
  Directory,
  DirectoryQuery,
  NewOrganisation,
  NewPerson,
  NewPost,
  OrganisationMove,
  OrganisationTree,
  OrganisationWords,
  PersonPage,
  PostEnd,
  Substitution,
} from '#data/people/managing.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { askOf } from '#server/session/session.ts';
import { IdParams } from '#server/wire/packed-query.ts';
import { NoBody } from '#server/wire/no-body.ts';

import type { Manager } from './manage.ts';
import {
  addOrganisation,
  changeOrganisation,
  closeOrganisation,
  moveOrganisation,
  readOrganisations,
} from './manage-organisations.ts';
import { addPerson, readDirectory, readPerson, renamePerson } from './manage-people.ts';
import { changeSubstitute, endPost, givePost } from './manage-posts.ts';

const Made = Type.Object({ id: Type.Integer() });
const config = { needs: 'manage-people' } as const;

/** Who manages, of a request that said in its config that it needs it. */
export function managerOf(request: FastifyRequest, clock: () => Date): Manager {
  if (!request.session) throw refuse(401, 'signed-out', 'nobody is signed in');
  return { ask: askOf(request, clock), holder: request.session.holder };
}

/**
 * For whoever manages people: GET /api/people/directory, /api/people/:id, POST /api/people, /:id/name, /:id/posts;
 * POST /api/posts/:id/end, /:id/substitute; GET /api/organisations/tree, POST /api/organisations, /:id, /:id/parent,
 * /:id/close.
 */
export function managingRoutes(app: App, deps: Deps): void {
  const by = (request: FastifyRequest): Manager => managerOf(request, deps.clock);
  app.get(
    '/api/people/directory',
    { config, schema: { querystring: DirectoryQuery, response: { 200: Directory } } },
    (request) => {
      if (request.query.q?.includes('\0'))
        throw refuse(400, 'bad-request', 'querystring q: holds a character that no name has');
      return readDirectory(by(request), deps, request.query);
    },
  );
  app.get(
    '/api/people/:id',
    { config, schema: { params: IdParams, response: { 200: PersonPage } } },
    (request) => readPerson(by(request), deps, request.params.id),
  );
  app.post(
    '/api/people',
    { config, schema: { body: NewPerson, response: { 200: Made } } },
    async (request) => ({ id: await addPerson(by(request), deps, request.body.name) }),
  );
  app.post(
    '/api/people/:id/name',
    { config, schema: { params: IdParams, body: NewPerson, response: { 200: Made } } },
    async (request) => ({
      id: await renamePerson(by(request), deps, request.params.id, request.body.name),
    }),
  );
  app.post(
    '/api/people/:id/posts',
    { config, schema: { params: IdParams, body: NewPost, response: { 200: Made } } },
    async (request) => ({
      id: await givePost(by(request), deps, request.params.id, request.body),
    }),
  );
  app.post(
    '/api/posts/:id/end',
    { config, schema: { params: IdParams, body: PostEnd, response: { 200: Made } } },
    async (request) => ({ id: await endPost(by(request), deps, request.params.id, request.body) }),
  );
  app.post(
    '/api/posts/:id/substitute',
    { config, schema: { params: IdParams, body: Substitution, response: { 200: Made } } },
    async (request) => ({
      id: await changeSubstitute(by(request), deps, request.params.id, request.body),
    }),
  );

  app.get(
    '/api/organisations/tree',
    { config, schema: { response: { 200: OrganisationTree } } },
    (request) => readOrganisations(by(request), deps),
  );
  app.post(
    '/api/organisations',
    { config, schema: { body: NewOrganisation, response: { 200: Made } } },
    async (request) => ({ id: await addOrganisation(by(request), deps, request.body) }),
  );
  app.post(
    '/api/organisations/:id',
    { config, schema: { params: IdParams, body: OrganisationWords, response: { 200: Made } } },
    async (request) => ({
      id: await changeOrganisation(by(request), deps, request.params.id, request.body),
    }),
  );
  app.post(
    '/api/organisations/:id/parent',
    { config, schema: { params: IdParams, body: OrganisationMove, response: { 200: Made } } },
    async (request) => ({
      id: await moveOrganisation(by(request), deps, request.params.id, request.body.parentId),
    }),
  );
  app.post(
    '/api/organisations/:id/close',
    { config, schema: { params: IdParams, body: NoBody, response: { 200: Made } } },
    async (request) => ({ id: await closeOrganisation(by(request), deps, request.params.id) }),
  );
}
