import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import { ProviderAddress, ProviderBegin, ProviderLink, ProviderOffer, ProviderSubject } from '#data/accounts/by-provider.ts'; // prettier-ignore
import { PasswordMaybeCode } from '#data/accounts/second-step.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse, Refusal } from '#server/errors.ts';
import { managerOf } from '#server/people/managing-routes.ts';
import { cookieOf, noCookie, readSecret } from '#server/session/cookie.ts';
import { whoOf } from '#server/session/session.ts';

import { beginByProvider, finishByProvider, takeWay, TRY_S } from './by-provider.ts';
import { signedOf, type Entrance } from './entrance.ts';
import { selectLinkedAt } from './identities.sql.ts';
import { unlinkIdentity } from './link-identity.ts';
import { linkAccount, unlinkAccount } from './manage-accounts.ts';
import { createProvider, type Provider } from './provider.ts';
import { confirmPasswordAndCode } from './second-step.ts';

const RETURN = '/api/sessions/oidc/return';
/** Longer than what any provider says. */
const RETURN_MAX = 8_000;
const IdParams = Type.Object({ id: Type.String({ format: 'uuid' }) }, { additionalProperties: false }); // prettier-ignore

/**
 * Signing in by OpenID Connect. GET /api/sessions/oidc says whether it is offered, POST sends the browser there, GET …/return
 * is where it comes back and is sent on to a screen. Of one's own account GET /api/accounts/me/oidc tells whether it is
 * linked, POST links it, DELETE unlinks it; POST and DELETE /api/accounts/:id/oidc do so for an administrator.
 */
export function providerRoutes(app: App, deps: Deps, entrance: Entrance): void {
  const { settings, pool } = deps;
  const { visitorOf, welcome, unlessSlowed, refuseFlood } = entrance;
  const offered = settings.signIn.provider ? createProvider(settings.signIn.provider, deps.log) : null; // prettier-ignore
  const provided = (): Provider => {
    if (!offered) throw refuse(404, 'oidc-none', 'JINGWEI_OIDC_ISSUER is not set');
    return offered;
  };
  /** Where the browser sees us: what a proxy says of names is not asked. */
  const originOf = (request: FastifyRequest): string =>
    settings.address ?? `${request.from.secure ? 'https' : 'http'}://${request.headers.host ?? ''}`;
  const send = async (request: FastifyRequest, reply: FastifyReply, to: { next: string; accountId: string | null }) => {
    const { secret, address } = await beginByProvider(deps, provided(), request.from, originOf(request) + RETURN, to);
    void reply.header('Set-Cookie', cookieOf(secret, request.from.secure, TRY_S, 'provider'));
    return { address };
  }; // prettier-ignore
  const linkOf = async (accountId: string): Promise<ProviderLink> => {
    const at = offered && (await selectLinkedAt(pool, offered.issuer, accountId));
    return { since: at?.toISOString() ?? null };
  };

  app.get(
    '/api/sessions/oidc',
    { config: { needs: 'nothing' }, schema: { response: { 200: ProviderOffer } } },
    () => ({ offered: offered !== null, name: offered?.name ?? null }),
  );

  app.post(
    '/api/sessions/oidc',
    {
      config: { needs: 'nothing' },
      schema: { body: ProviderBegin, response: { 200: ProviderAddress } },
    },
    (request, reply) => {
      refuseFlood(request, reply);
      return send(request, reply, { next: request.body.next ?? '/watch', accountId: null });
    },
  );

  app.get(
    RETURN,
    {
      // Its address has a code in it, which belongs in no log.
      logLevel: 'warn',
      config: { needs: 'nothing' },
      schema: {
        description: 'sends a browser that comes back from the provider on to a screen',
        response: {
          303: Type.Null({ description: 'to where it wanted to go, or back with the reason' }),
        },
      },
    },
    async (request, reply) => {
      refuseFlood(request, reply);
      const { secure } = request.from;
      const way = await takeWay(deps, readSecret(request.headers.cookie, secure, 'provider'));
      void reply.header('Set-Cookie', noCookie(secure, 'provider'));
      const back = way?.accountId ? '/account' : '/sign-in';
      try {
        const { url } = request;
        if (url.length > RETURN_MAX) throw refuse(401, 'oidc-over', 'too long an address');
        const at = new URL(url, originOf(request));
        const from = { where: request.from, visitor: visitorOf(request), session: request.session };
        const secret = await finishByProvider(deps, provided(), way, at, from);
        if (secret !== null) await welcome(request, reply, secret);
        return await reply.redirect(way?.next ?? '/watch', 303);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        // A browser stands at this address, not a program: the screen says why.
        const asked = new URLSearchParams({ refused: error.reason });
        if (way && !way.accountId) asked.set('next', way.next);
        return reply.redirect(`${back}?${asked.toString()}`, 303);
      }
    },
  );

  app.get(
    '/api/accounts/me/oidc',
    { config: { needs: 'session' }, schema: { response: { 200: ProviderLink } } },
    (request) => linkOf(signedOf(request).accountId),
  );

  app.post(
    '/api/accounts/me/oidc',
    {
      config: { needs: 'session' },
      schema: { body: PasswordMaybeCode, response: { 200: ProviderAddress } },
    },
    async (request, reply) => {
      const session = signedOf(request);
      provided();
      // Who is linked signs in without a code: it is said here, or whoever has the password would be past it.
      await unlessSlowed(reply, confirmPasswordAndCode(deps, session, request.body));
      return send(request, reply, { next: '/account', accountId: session.accountId });
    },
  );

  app.delete(
    '/api/accounts/me/oidc',
    { config: { needs: 'session' }, schema: { response: { 200: ProviderLink } } },
    async (request) => {
      const { accountId } = signedOf(request);
      await unlinkIdentity(deps, whoOf(request), { issuer: provided().issuer, accountId });
      return linkOf(accountId);
    },
  );

  app.post(
    '/api/accounts/:id/oidc',
    {
      config: { needs: 'manage-accounts' },
      schema: { params: IdParams, body: ProviderSubject, response: { 200: ProviderLink } },
    },
    async (request) => {
      const { issuer } = provided();
      const by = managerOf(request, deps.clock);
      const { subject } = request.body;
      const at = await linkAccount(by, deps, request.params.id, { issuer, subject });
      return { since: at?.toISOString() ?? null };
    },
  );

  app.delete(
    '/api/accounts/:id/oidc',
    {
      config: { needs: 'manage-accounts' },
      schema: { params: IdParams, response: { 200: ProviderLink } },
    },
    async (request) => {
      const by = managerOf(request, deps.clock);
      return { since: await unlinkAccount(by, deps, request.params.id, provided().issuer) };
    },
  );
}
