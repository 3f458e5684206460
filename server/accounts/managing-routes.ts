import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import {
  AccountLink,
  AccountList,
  AccountName,
  AccountsQuery,
  NewAccount,
} from '#data/accounts/managing.ts';
import { CodeState } from '#data/accounts/second-step.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { managerOf } from '#server/people/managing-routes.ts';
import type { Manager } from '#server/people/manage.ts';
import { NoBody } from '#server/wire/no-body.ts';

import {
  disableAccount,
  enableAccount,
  endAccountSessions,
  endSecondStep,
  listAccounts,
  makeAccount,
  makeAccountLink,
  renameAccount,
} from './manage-accounts.ts';
import { codeState } from './second-step.ts';

const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false }); // prettier-ignore
const Ended = Type.Object({ ended: Type.Integer({ description: 'sessions' }) });
const Renamed = Type.Object({ id: Type.String({ format: 'uuid' }) });
const config = { needs: 'manage-accounts' } as const;

/**
 * For whoever manages accounts: GET and POST /api/accounts; POST /api/accounts/:id/name, /link, /disable, /enable; DELETE
 * /api/accounts/:id/sessions, and /code, the second step of somebody who has lost everything.
 */
export function managingRoutes(app: App, deps: Deps): void {
  const by = (request: FastifyRequest): Manager => managerOf(request, deps.clock);
  app.get(
    '/api/accounts',
    { config, schema: { querystring: AccountsQuery, response: { 200: AccountList } } },
    (request) => {
      if (request.query.q?.includes('\0'))
        throw refuse(400, 'bad-request', 'querystring q: holds a character that no name has');
      return listAccounts(by(request), deps, request.query);
    },
  );
  app.post(
    '/api/accounts',
    { config, schema: { body: NewAccount, response: { 200: AccountLink } } },
    (request) => makeAccount(by(request), deps, request.body),
  );
  app.post(
    '/api/accounts/:id/link',
    { config, schema: { params: IdParams, body: NoBody, response: { 200: AccountLink } } },
    (request) => makeAccountLink(by(request), deps, request.params.id),
  );
  app.post(
    '/api/accounts/:id/name',
    { config, schema: { params: IdParams, body: AccountName, response: { 200: Renamed } } },
    async (request) => ({
      id: await renameAccount(by(request), deps, request.params.id, request.body.name),
    }),
  );
  for (const [method, path, work] of [
    ['POST', 'disable', disableAccount],
    ['POST', 'enable', enableAccount],
    ['DELETE', 'sessions', endAccountSessions],
  ] as const)
    app.route({
      method,
      url: `/api/accounts/:id/${path}`,
      config,
      schema: {
        params: IdParams,
        ...(method === 'POST' ? { body: NoBody } : {}),
        response: { 200: Ended },
      },
      handler: async (request) => ({ ended: await work(by(request), deps, request.params.id) }),
    });
  app.delete(
    '/api/accounts/:id/code',
    { config, schema: { params: IdParams, response: { 200: CodeState } } },
    async (request) => {
      await endSecondStep(by(request), deps, request.params.id);
      return codeState(deps, request.params.id);
    },
  );
}
