import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import {
  Device,
  DEVICE_KINDS,
  DEVICE_TARGETS,
  DeviceTarget,
  IntegrationRequest,
  NewToken,
  PairingBegun,
  TrackerRequest,
  VisitorSafety,
  WallPairing,
  WallStanding,
} from '#data/devices/device.ts';
import { signedOf } from '#server/accounts/entrance.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { limitRate } from '#server/limit-rate.ts';
import { cookieOf, readSecret } from '#server/session/cookie.ts';
import { refusePlain } from '#server/session/refuse-plain.ts';
import { askOf, type Ask } from '#server/session/session.ts';
import { NoBody } from '#server/wire/no-body.ts';

import { beginPairing } from './begin-pairing.ts';
import { changeVisitorSafety } from './change-visitor-safety.ts';
import { claimPairing } from './claim-pairing.ts';
import { listDevices, listTargets } from './list-devices.ts';
import { makeIntegration, makeTracker } from './make-token.ts';
import { pairWall } from './pair-wall.ts';
import { PairingSlowed } from './pairing-slowed.ts';
import { revokeDevice } from './revoke-device.ts';
import { wallStanding } from './wall-standing.ts';

/** Codes that one address may ask for: a room of walls begins at once, and each asks again after ten minutes. */
const CODES = { burst: 30, perSecond: 1 / 20 };
/** What one address may ask, whether its walls are paired: each asks every two seconds. */
const LOOKS = { burst: 200, perSecond: 20 };
/** No browser keeps a cookie longer; a wall that is there is given it anew. */
const KEPT_S = 400 * 86_400;

const Id = Type.String({ format: 'uuid' });
const IdParams = Type.Object({ id: Id }, { additionalProperties: false });
const Query = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 100, description: 'a part of its name, its area’s or its unit’s' })), // prettier-ignore
    kind: Type.Optional(Type.Enum([...DEVICE_KINDS])),
    revoked: Type.Optional(Type.Enum(['yes', 'no'])),
    before: Type.Optional(Type.String({ format: 'uuid', description: 'the last one of the page before' })), // prettier-ignore
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100 })),
  },
  { additionalProperties: false },
);
const Devices = Type.Object({ devices: Type.Array(Device), more: Type.Boolean() });
const TargetsQuery = Type.Object(
  {
    noun: Type.Enum([...DEVICE_TARGETS]),
    q: Type.Optional(Type.String({ maxLength: 100, description: 'a part of its code or name' })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  },
  { additionalProperties: false },
);
const Targets = Type.Object({ targets: Type.Array(DeviceTarget) });
const Claim = Type.Object(
  { secret: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) },
  { additionalProperties: false },
);
const Claimed = Type.Object({ paired: Type.Boolean() });

/**
 * GET /api/devices and /api/devices/targets, DELETE /api/devices/:id, POST /api/devices/walls, /trackers, /integrations and /:id/visitor-safe, for those who manage
 * devices; for walls GET /api/devices/wall and POST /api/devices/pairings and /pairings/claim.
 */
export async function devicesRoutes(app: App, deps: Deps): Promise<void> {
  const { pool, clock, settings } = deps;
  const mayBegin = limitRate(clock, CODES.burst, CODES.perSecond);
  const mayLook = limitRate(clock, LOOKS.burst, LOOKS.perSecond);
  const ask = (request: FastifyRequest): Ask => askOf(request, clock);
  const keepCookie = (request: FastifyRequest, reply: FastifyReply, token: string): void =>
    void reply.header('Set-Cookie', cookieOf(token, request.from.secure, KEPT_S));
  const refuseFlood = (may: (network: string) => boolean, request: FastifyRequest, reply: FastifyReply, afterS: number): void => {
    if (may(request.from.network)) return;
    void reply.header('Retry-After', String(afterS));
    throw refuse(429, 'busy', 'too many walls at one address');
  }; // prettier-ignore
  app.addHook('onSend', async (request, reply) => {
    if (/^\/api\/devices\b/.test(request.routeOptions.url ?? ''))
      void reply.header('Cache-Control', 'no-store');
  });

  app.get(
    '/api/devices/wall',
    { config: { needs: 'nothing' }, schema: { response: { 200: WallStanding } } },
    async (request, reply) => {
      refuseFlood(mayLook, request, reply, 1);
      const secret = readSecret(request.headers.cookie, request.from.secure);
      const standing = await wallStanding(pool, settings, request.session, secret);
      if (standing.state === 'paired' && secret) keepCookie(request, reply, secret);
      return standing;
    },
  );

  app.post(
    '/api/devices/pairings',
    { config: { needs: 'nothing' }, schema: { body: NoBody, response: { 200: PairingBegun } } },
    (request, reply) => {
      refusePlain(request.from, settings.signIn.plain);
      refuseFlood(mayBegin, request, reply, 20);
      return beginPairing(deps);
    },
  );

  app.post(
    '/api/devices/pairings/claim',
    { config: { needs: 'nothing' }, schema: { body: Claim, response: { 200: Claimed } } },
    async (request, reply) => {
      refusePlain(request.from, settings.signIn.plain);
      refuseFlood(mayLook, request, reply, 1);
      const token = await claimPairing(deps, request.body.secret, request.from);
      if (token !== null) keepCookie(request, reply, token);
      return { paired: token !== null };
    },
  );

  app.get(
    '/api/devices',
    {
      config: { needs: 'manage-devices' },
      schema: { querystring: Query, response: { 200: Devices } },
    },
    (request) => {
      const { q = '', kind = null, revoked, before = null, limit = 100 } = request.query;
      const isRevoked = revoked === undefined ? null : revoked === 'yes';
      return listDevices(pool, signedOf(request), { q: nameOf(q), kind, revoked: isRevoked, before, limit }); // prettier-ignore
    },
  );

  app.get(
    '/api/devices/targets',
    {
      config: { needs: 'manage-devices' },
      schema: { querystring: TargetsQuery, response: { 200: Targets } },
    },
    async (request) => {
      const { noun, q = '', limit = 20 } = request.query;
      return { targets: await listTargets(pool, signedOf(request), noun, nameOf(q), limit) };
    },
  );

  app.post(
    '/api/devices/walls',
    { config: { needs: 'manage-devices' }, schema: { body: WallPairing, response: { 200: Device } } }, // prettier-ignore
    async (request, reply) => {
      try {
        return await pairWall(ask(request), deps, signedOf(request), request.body);
      } catch (error) {
        if (error instanceof PairingSlowed) void reply.header('Retry-After', String(error.seconds));
        throw error;
      }
    },
  );

  app.post(
    '/api/devices/trackers',
    { config: { needs: 'manage-devices' }, schema: { body: TrackerRequest, response: { 200: NewToken } } }, // prettier-ignore
    (request) => makeTracker(ask(request), deps, signedOf(request), request.body),
  );

  app.post(
    '/api/devices/integrations',
    { config: { needs: 'manage-devices' }, schema: { body: IntegrationRequest, response: { 200: NewToken } } }, // prettier-ignore
    (request) => makeIntegration(ask(request), deps, signedOf(request), request.body),
  );

  app.post(
    '/api/devices/:id/visitor-safe',
    { config: { needs: 'manage-devices' }, schema: { params: IdParams, body: VisitorSafety, response: { 200: Device } } }, // prettier-ignore
    (request) =>
      changeVisitorSafety(ask(request), deps, signedOf(request), request.params.id, request.body.visitorSafe), // prettier-ignore
  );

  app.delete(
    '/api/devices/:id',
    { config: { needs: 'manage-devices' }, schema: { params: IdParams, response: { 200: Device } } }, // prettier-ignore
    (request) => revokeDevice(ask(request), deps, signedOf(request), request.params.id),
  );
}

/** A part of a name that is looked for. */
function nameOf(q: string): string {
  if (q.includes('\0'))
    throw refuse(400, 'bad-request', 'querystring q: holds a character that no name has');
  return q.trim();
}
