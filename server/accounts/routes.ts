import { Type } from 'typebox';

import { ACTS } from '#data/access/acts.ts';
import { DEMO_PASSWORD } from '#data/accounts/demo.ts';
import { LinkUse, Me, OwnSession, PasswordChange, SignInRequest } from '#data/accounts/account.ts';
import { CodeAsked } from '#data/accounts/second-step.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import { whoOf } from '#server/session/session.ts';
import { noCookie } from '#server/session/cookie.ts';
import { deleteSessions, selectSessions } from '#server/session/sessions.sql.ts';
import { holdsAfter } from '#server/session/signed-session.ts';

import { selectDemoNames } from './accounts.sql.ts';
import { changePassword } from './change-password.ts';
import { codeRoutes } from './code-routes.ts';
import { createEntrance, signedOf } from './entrance.ts';
import { managingRoutes } from './managing-routes.ts';
import { meOf } from './me.ts';
import { providerRoutes } from './provider-routes.ts';
import { signIn } from './sign-in.ts';
import { useLink } from './use-link.ts';

const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false }); // prettier-ignore
const Demo = Type.Object({
  names: Type.Array(Type.String(), { description: 'each is a role' }),
  password: Type.Union([Type.String(), Type.Null()], { description: 'null where there are none' }),
});
const Here = Type.Object({
  asked: Type.Boolean({ description: 'whoever comes is asked to sign in' }),
  me: Type.Union([Me, Type.Null()]),
  device: Type.Union([Type.Enum(['wall', 'integration']), Type.Null()], {
    description: 'what asks, where it is no person',
  }),
  whole: Type.Array(Type.Enum([...ACTS]), {
    description: 'what may be done to anything in the district: what is about all of it needs that',
  }),
});
const Ended = Type.Object({ ended: Type.Integer({ description: 'sessions' }) });

/**
 * POST /api/sessions signs in, GET lists one's own, DELETE ends one or all; GET /api/accounts/here, /me and /demo, POST
 * /api/accounts/me/password, POST /api/accounts/links.
 */
export async function accountsRoutes(app: App, deps: Deps): Promise<void> {
  const { pool, clock, settings } = deps;
  const { limits, demo } = settings.signIn;
  const entrance = createEntrance(deps);
  const { visitorOf, enter, welcome, unlessSlowed, refuseFlood, mayTryName } = entrance;
  app.addHook('onSend', async (request, reply) => {
    if (/^\/api\/(sessions|accounts)\b/.test(request.routeOptions.url ?? '')) void reply.header('Cache-Control', 'no-store'); // prettier-ignore
  });

  app.post(
    '/api/sessions',
    {
      config: { needs: 'nothing' },
      schema: { body: SignInRequest, response: { 200: Me, 202: CodeAsked } },
    },
    async (request, reply) => {
      refuseFlood(request, reply);
      const work = signIn({ ...deps, mayTryName }, request.body, request.from, visitorOf(request));
      return enter(request, reply, await unlessSlowed(reply, work));
    },
  );

  app.get(
    '/api/sessions',
    {
      config: { needs: 'session' },
      schema: { response: { 200: Type.Object({ sessions: Type.Array(OwnSession) }) } },
    },
    async (request) => {
      const me = signedOf(request);
      const sessions = await selectSessions(pool, me.accountId, holdsAfter(limits, clock()));
      return {
        sessions: sessions.map(({ madeAt, seenAt, ...one }) => ({
          ...one,
          madeAt: madeAt.toISOString(),
          seenAt: seenAt.toISOString(),
          current: one.id === me.id,
        })),
      };
    },
  );

  app.delete(
    '/api/sessions',
    { config: { needs: 'session' }, schema: { response: { 200: Ended } } },
    async (request, reply) => {
      const { accountId } = signedOf(request);
      const ended = await transact(pool, async (db) => {
        const n = await deleteSessions(db, accountId, null);
        await appendAudit(db, clock(), whoOf(request), { act: 'end-sessions', noun: 'accounts', thing: accountId, said: { ended: n } }); // prettier-ignore
        return n;
      });
      void reply.header('Set-Cookie', noCookie(request.from.secure));
      return { ended };
    },
  );

  app.delete(
    '/api/sessions/:id',
    { config: { needs: 'session' }, schema: { params: IdParams, response: { 200: Ended } } },
    async (request, reply) => {
      const me = signedOf(request);
      const { id } = request.params;
      const ended = await transact(pool, async (db) => {
        const n = await deleteSessions(db, me.accountId, id);
        if (n === 0) throw refuse(404, 'unknown-session', id);
        await appendAudit(db, clock(), whoOf(request), { act: 'sign-out', noun: 'sessions', thing: id, said: { own: id === me.id } }); // prettier-ignore
        return n;
      });
      if (id === me.id) void reply.header('Set-Cookie', noCookie(request.from.secure));
      return { ended };
    },
  );

  app.get(
    '/api/accounts/here',
    { config: { needs: 'nothing' }, schema: { response: { 200: Here } } },
    ({ session, asks }) => ({
      asked: settings.signIn.asked,
      whole: ACTS.filter((act) => asks === null || asks.scopeOf(act).kind === 'all'),
      me: session && !session.device ? meOf(session, limits) : null,
      device: session?.device ?? null,
    }),
  );

  app.get(
    '/api/accounts/me',
    { config: { needs: 'session' }, schema: { response: { 200: Me } } },
    async (request) => meOf(signedOf(request), limits),
  );

  app.get(
    '/api/accounts/demo',
    { config: { needs: 'nothing' }, schema: { response: { 200: Demo } } },
    async (request) => {
      const names = demo && request.from.here ? await selectDemoNames(pool) : [];
      return { names, password: names.length > 0 ? DEMO_PASSWORD : null };
    },
  );

  app.post(
    '/api/accounts/me/password',
    { config: { needs: 'session' }, schema: { body: PasswordChange, response: { 200: Me } } },
    async (request, reply) => {
      const work = changePassword(deps, signedOf(request), request.body, visitorOf(request));
      return welcome(request, reply, await unlessSlowed(reply, work));
    },
  );

  app.post(
    '/api/accounts/links',
    {
      config: { needs: 'nothing' },
      schema: { body: LinkUse, response: { 200: Me, 202: CodeAsked } },
    },
    async (request, reply) => {
      refuseFlood(request, reply);
      const entered = await useLink(deps, request.body, request.from, visitorOf(request));
      return enter(request, reply, entered);
    },
  );

  codeRoutes(app, deps, entrance);
  providerRoutes(app, deps, entrance);
  managingRoutes(app, deps);
}
