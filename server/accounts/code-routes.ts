import { Me } from '#data/accounts/account.ts';
import { CodeAsked, CodeSaid, CodeState, NewCode, PasswordAndCode, PasswordSaid, RecoveryCodes } from '#data/accounts/second-step.ts'; // prettier-ignore
import type { App, Deps } from '#server/deps.ts';
import { readSecret } from '#server/session/cookie.ts';
import { whoOf } from '#server/session/session.ts';

import { signedOf, type Entrance } from './entrance.ts';
import { beginCode, codeState, turnOffCode, turnOnCode } from './second-step.ts';
import { finishStep } from './sign-in-step.ts';

/**
 * POST /api/sessions/code says the code after the password. Of one's own account GET /api/accounts/me/code tells how its
 * second step stands, POST begins one, …/on counts it from now on, …/off ends it.
 */
export function codeRoutes(app: App, deps: Deps, entrance: Entrance): void {
  const { visitorOf, enter, unlessSlowed, refuseFlood } = entrance;

  app.post(
    '/api/sessions/code',
    {
      config: { needs: 'nothing' },
      schema: { body: CodeSaid, response: { 200: Me, 202: CodeAsked } },
    },
    async (request, reply) => {
      refuseFlood(request, reply);
      const step = readSecret(request.headers.cookie, request.from.secure, 'step');
      const work = finishStep(deps, step, request.body.code, request.from, visitorOf(request));
      return enter(request, reply, await unlessSlowed(reply, work));
    },
  );

  app.get(
    '/api/accounts/me/code',
    { config: { needs: 'session' }, schema: { response: { 200: CodeState } } },
    (request) => codeState(deps, signedOf(request).accountId),
  );

  app.post(
    '/api/accounts/me/code',
    { config: { needs: 'session' }, schema: { body: PasswordSaid, response: { 200: NewCode } } },
    (request, reply) =>
      unlessSlowed(reply, beginCode(deps, signedOf(request), request.body.password)),
  );

  app.post(
    '/api/accounts/me/code/on',
    { config: { needs: 'session' }, schema: { body: CodeSaid, response: { 200: RecoveryCodes } } },
    async (request, reply) => {
      const work = turnOnCode(deps, signedOf(request), whoOf(request), request.body.code);
      return { recovery: await unlessSlowed(reply, work) };
    },
  );

  app.post(
    '/api/accounts/me/code/off',
    {
      config: { needs: 'session' },
      schema: { body: PasswordAndCode, response: { 200: CodeState } },
    },
    async (request, reply) => {
      const session = signedOf(request);
      await unlessSlowed(reply, turnOffCode(deps, session, whoOf(request), request.body));
      return codeState(deps, session.accountId);
    },
  );
}
