import { existsSync } from 'node:fs';

import compress from '@fastify/compress';
import serveFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyReply, type FastifySchema } from 'fastify';
import { IsOptional, Type, type TSchema } from 'typebox';

import { accountsRoutes } from './accounts/routes.ts';
import { movePrecincts } from './areas/move-precincts.ts';
import { auditRoutes } from './audit/routes.ts';
import { areasRoutes } from './areas/routes.ts';
import { moveBuildings } from './buildings/move-buildings.ts';
import { buildingsRoutes } from './buildings/routes.ts';
import type { Config } from './config.ts';
import { readDateTimes } from './date-times.ts';
import type { App, Deps } from './deps.ts';
import { moveWalls } from './devices/move-walls.ts';
import { devicesRoutes } from './devices/routes.ts';
import { featuresRoutes } from './features/routes.ts';
import { whyForeign } from './foreign-page.ts';
import { handleErrors } from './handle-errors.ts';
import { healthRoutes } from './health/routes.ts';
import { reattributeOpenIncidents } from './incidents/reattribute-open-incidents.ts';
import { incidentsRoutes } from './incidents/routes.ts';
import { readJsonBodies } from './json-bodies.ts';
import { liveRoutes } from './live/routes.ts';
import { logError, logRequest } from './log-error.ts';
import type { OnEdition } from './on-edition.ts';
import { movePosts } from './people/move-posts.ts';
import { peopleRoutes } from './people/routes.ts';
import { plansRoutes } from './plans/routes.ts';
import { readsRoutes } from './reads/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { SECURITY_HEADERS, WORKER_POLICY } from './security-headers.ts';
import { addSessionHook } from './session/session-hook.ts';
import { moveSites } from './sites/move-sites.ts';
import { sitesRoutes } from './sites/routes.ts';
import { tilesRoutes } from './tiles/routes.ts';
import { moveHomes } from './units/move-homes.ts';
import { unitsRoutes } from './units/routes.ts';
import { findBadWholeNumber } from './whole-numbers.ts';

/** What hangs on areas, and goes with them when an edition comes into force. Open incidents last: reports wait from there. */
export const ON_EDITION: readonly OnEdition[] = [
  movePosts,
  moveWalls,
  movePrecincts,
  moveBuildings,
  moveSites,
  moveHomes,
  reattributeOpenIncidents,
];

/** Every screen has an address; the program behind them is one page. */
const SCREEN_PATHS = [
  '/watch',
  '/wall',
  '/patrol',
  '/plan',
  '/sign-in',
  '/account',
  '/audit',
  '/devices',
  '/organisations',
  '/people',
];

const OpenApi = Type.Unsafe<object>({
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  additionalProperties: true,
  description: 'this description',
});
/** Of a body, where a route says nothing else. */
const BODY_BYTES = 1 << 20;
const No = Type.Object({ reason: Type.String(), detail: Type.String() });

/** What the description says of every route: whose it is, and how a "no" looks. */
function alsoSaid(
  url: string,
  schema: FastifySchema | undefined,
  { method, bodyLimit = BODY_BYTES }: { method: string | string[]; bodyLimit?: number },
): FastifySchema {
  const response = {
    ...(schema?.response as object | undefined),
    ...(/GET|HEAD/.test(String(method))
      ? {}
      : { 413: { ...No, description: `a body of more than ${bodyLimit} bytes` } }),
    429: {
      ...No,
      description:
        'too much of one session, device, or address without either: come again after a while',
      headers: { 'Retry-After': { type: 'integer', description: 'seconds' } },
    },
    '4xx': { ...No, description: 'a "no", with a reason from a closed list' },
    '5xx': { ...No, description: 'not now, or a bug; the log has its story' },
  };
  return { tags: [/^\/api\/([a-z.]+)/.exec(url)?.[1] ?? 'fixes'], response } as FastifySchema;
}

/**
 * The server without its routes: logs as JSON lines on stderr, one error handler, security headers, and typebox for
 * schemas. A body is taken as it is; only what comes as text, in the address, is read as numbers.
 *
 * @param isStopping whether what fails for want of the database fails because the server ends
 */
export function createApp(
  logLevel: Config['logLevel'],
  isStopping: () => boolean = () => false,
): App {
  readDateTimes();
  const app = Fastify({
    logger: logLevel !== 'silent' && {
      level: logLevel,
      stream: process.stderr,
      serializers: { err: logError, req: logRequest },
    },
    bodyLimit: BODY_BYTES,
    forceCloseConnections: true,
    // An address that cannot be read never gets to the error handler.
    frameworkErrors: (error, _request, reply) =>
      void (reply as FastifyReply)
        .code(error.statusCode ?? 400)
        .send({ reason: 'bad-request', detail: error.message }),
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setValidatorCompiler((route) => {
    const check = TypeBoxValidatorCompiler(route as Parameters<typeof TypeBoxValidatorCompiler>[0]);
    // A request without a body has none, not an empty one: an optional one may be left out.
    const mayLack = route.httpPart === 'body' && IsOptional(route.schema as TSchema);
    const inAddress = route.httpPart === 'params' || route.httpPart === 'querystring';
    return (value: unknown) => {
      if (mayLack && (value === undefined || value === null)) return { value: undefined };
      const bad = inAddress ? findBadWholeNumber(route.schema as TSchema, value) : null;
      return bad ? { error: [bad] } : check(value);
    };
  });
  handleErrors(app, isStopping);
  readJsonBodies(app);
  return app;
}

/**
 * All routes: the nouns', the questions that join them, health, the description of it all at /api/openapi.json, and the
 * screens.
 *
 * @param options.screens the folder of the built screens; null or missing serves none
 */
export async function addRoutes(
  app: App,
  deps: Deps,
  options: { knownMigrations: number; screens: string | null },
): Promise<void> {
  const { openToNetwork, address } = deps.settings;
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS);
    if (request.url.startsWith('/assets/desk-worker-'))
      void reply.header('Content-Security-Policy', WORKER_POLICY);
    const changes = !/^(GET|HEAD|OPTIONS)$/.test(request.method);
    const why = whyForeign(request.headers, openToNetwork, changes, address);
    if (why) return reply.code(403).send({ reason: 'foreign-page', detail: why });
  });
  addSessionHook(app, deps);
  await app.register(compress, { global: true, threshold: 1400, encodings: ['br', 'gzip'] });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Jingwei 经纬',
        description: 'One live picture of a district. A "no" is {reason, detail}.',
        version: '0.1.0',
      },
    },
    transform: ({ schema, url, route }) => ({
      schema: { ...schema, ...alsoSaid(url, schema, route) },
      url,
    }),
  });

  await healthRoutes(app, deps, options.knownMigrations);
  const nouns = [
    readsRoutes,
    searchRoutes,
    peopleRoutes,
    accountsRoutes,
    devicesRoutes,
    auditRoutes,
    areasRoutes,
    featuresRoutes,
    buildingsRoutes,
    sitesRoutes,
    unitsRoutes,
    incidentsRoutes,
    plansRoutes,
    liveRoutes,
    tilesRoutes,
  ];
  for (const routes of nouns) await routes(app, deps);
  app.get(
    '/api/openapi.json',
    {
      config: { needs: 'unasked' },
      schema: { response: { 200: OpenApi } },
      serializerCompiler: () => JSON.stringify,
    },
    () => app.swagger(),
  );

  if (options.screens === null || !existsSync(options.screens)) return;
  await app.register(serveFiles, {
    root: options.screens,
    index: false,
    wildcard: true,
    decorateReply: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Built files carry the hash of what they hold in their name; the page itself does not.
      const hashed = /[\\/]assets[\\/]/.test(path);
      response.setHeader(
        'Cache-Control',
        hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.redirect('/watch'));
  for (const path of SCREEN_PATHS) {
    for (const url of [path, `${path}/*`]) {
      app.get(url, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'));
    }
  }
}
