import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';

import type { App, Deps } from '#server/deps.ts';

import { selectHealth } from './health.sql.ts';

const Health = Type.Object({
  state: Type.Literal('alive'),
  database: Type.Enum(['reachable', 'unreachable']),
  /** Migrations that the database has had, of those that this program knows. */
  migrations: Type.Object({
    applied: Type.Union([Type.Integer(), Type.Null()]),
    known: Type.Integer(),
  }),
  /** Seconds since the newest fix was measured; null before the first. */
  newestFixAgeS: Type.Union([Type.Number(), Type.Null()]),
  changeNo: Type.Optional(Type.Integer({ description: 'to loopback only' })),
  epoch: Type.Optional(Type.String({ description: 'to loopback only' })),
});

const PATIENCE_MS = 2000;

/** GET /api/health: 200 when all is well, 503 when the database does not answer. */
export async function healthRoutes(app: App, deps: Deps, knownMigrations: number): Promise<void> {
  app.get(
    '/api/health',
    { config: { needs: 'unasked' }, schema: { response: { 200: Health, 503: Health } } },
    async (request, reply) => {
      const database = await withinMs(selectHealth(deps.pool), PATIENCE_MS).catch(
        (error: unknown) => {
          request.log.warn({ err: error }, 'the database does not answer');
          return null;
        },
      );
      const newestMs = deps.latest.newestMs();
      void reply.header('Cache-Control', 'no-store').code(database ? 200 : 503);
      return {
        state: 'alive' as const,
        database: database ? ('reachable' as const) : ('unreachable' as const),
        migrations: { applied: database?.migrations ?? null, known: knownMigrations },
        newestFixAgeS: newestMs === null ? null : (deps.clock().getTime() - newestMs) / 1000,
        ...(database && isFromHere(request)
          ? { changeNo: database.changeNo, epoch: database.epoch }
          : {}),
      };
    },
  );
}

/** From this machine, and not passed on by a proxy on it for somebody else. */
function isFromHere(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  const { forwarded, via } = request.headers;
  const passedOn = forwarded ?? via ?? request.headers['x-forwarded-for'];
  return passedOn === undefined && /^(::1$|(::ffff:)?127\.)/.test(address);
}

function withinMs<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
