import { Type } from 'typebox';

import {
  Entry,
  Incident,
  INCIDENT_STATES,
  IncidentReport,
  StepRequest,
} from '#data/incidents/incident.ts';
import { OpenRequest, ShownPetitioner } from '#data/incidents/petitioner.ts';
import { FIRST_PERIOD, HEAT_MAX, HEAT_PERIODS } from '#data/wire/heat-packed.ts';
import { signedOf } from '#server/accounts/entrance.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { limitRate } from '#server/limit-rate.ts';
import { askOf, sessionOf, type Ask, type Asker } from '#server/session/session.ts';
import { Day } from '#server/wire/day.ts';
import { packedAnswer } from '#server/wire/packed-query.ts';

import { createHeat } from './heat.ts';
import { listIncidents } from './list-incidents.ts';
import { openPetitioner, readPetitioner } from './open-petitioner.ts';
import { readIncident } from './read-incident.ts';
import { report } from './report.ts';
import { createSeverityOf } from './severities.ts';
import { takeStep } from './take-step.ts';

/** What one account may open at once, and again each so many seconds: who asks on behalf of a caller, not who copies. */
const OPENINGS = { burst: 30, everyS: 10 };

const Uuid = Type.String({ format: 'uuid' });
const Params = Type.Object({ id: Uuid }, { additionalProperties: false });
const ListQuery = Type.Object(
  {
    state: Type.Optional(Type.Enum([...INCIDENT_STATES])),
    closedOn: Type.Optional(
      Type.Union([Type.Literal('today'), Day], {
        description:
          'only those closed on this day (YYYY-MM-DD, or today) in the zone of the district, the last closed first',
      }),
    ),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    before: Type.Optional(
      Type.String({ format: 'uuid', description: 'the last one of the page before: its `next`' }),
    ),
  },
  { additionalProperties: false },
);
const HeatQuery = Type.Object(
  {
    period: Type.Optional(
      Type.Enum([...HEAT_PERIODS], {
        description: 'how far back from now; 7d where it is left out',
      }),
    ),
  },
  { additionalProperties: false },
);
const IncidentPage = Type.Object({
  incidents: Type.Array(Incident),
  next: Type.Union([Uuid, Type.Null()], {
    description: 'for `before` of the next page; null at the end',
  }),
});

/**
 * GET and POST /api/incidents, GET /api/incidents/heat, GET /api/incidents/:id, POST /api/incidents/:id/steps, GET
 * /api/incidents/:id/petitioner and POST /api/incidents/:id/petitioner/open
 */
export async function incidentsRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const heat = createHeat(deps.pool, deps.hub);
  const severityOf = createSeverityOf(deps.pool, deps.hub);
  const mayOpen = limitRate(deps.clock, OPENINGS.burst, 1 / OPENINGS.everyS);

  app.get(
    '/api/incidents',
    {
      config: { needs: 'see-incidents' },
      schema: { querystring: ListQuery, response: { 200: IncidentPage } },
    },
    (request) => {
      const { state = null, closedOn = null, before = null, limit = 100 } = request.query;
      const asked = { state, closedOn, before, limit };
      return listIncidents(ask(request), deps.pool, asked, deps.settings.timeZone);
    },
  );

  app.post(
    '/api/incidents',
    {
      config: { needs: 'report-incident' },
      schema: { body: IncidentReport, response: { 200: Incident, 201: Incident } },
    },
    async (request, reply) => {
      const { incident, again } = await report(ask(request), { ...deps, severityOf }, request.body);
      return reply.code(again ? 200 : 201).send(incident);
    },
  );

  app.get(
    '/api/incidents/heat',
    {
      config: { needs: 'see-incidents' },
      schema: {
        querystring: HeatQuery,
        response: packedAnswer(
          `where incidents were and when, packed: see data/wire/heat-packed; at most the newest ${HEAT_MAX}`,
        ),
      },
    },
    (request, reply) =>
      heat.answer(ask(request), request, reply, request.query.period ?? FIRST_PERIOD),
  );

  app.get(
    '/api/incidents/:id',
    {
      config: { needs: 'see-incidents' },
      schema: {
        params: Params,
        response: { 200: Type.Object({ incident: Incident, entries: Type.Array(Entry) }) },
      },
    },
    (request) => readIncident(ask(request), deps.pool, request.params.id),
  );

  app.post(
    '/api/incidents/:id/steps',
    {
      config: { needs: 'see-incidents' },
      schema: { params: Params, body: StepRequest, response: { 200: Incident } },
    },
    (request) => takeStep(ask(request), deps, request.params.id, request.body),
  );

  app.get(
    '/api/incidents/:id/petitioner',
    {
      config: { needs: 'see-incidents' },
      schema: {
        params: Params,
        response: {
          200: Type.Object({ petitioner: Type.Union([ShownPetitioner, Type.Null()]) }, { description: 'masked: 张**, 138****1234' }), // prettier-ignore
        },
      },
    },
    (request) => readPetitioner(ask(request), deps.pool, request.params.id),
  );

  app.post(
    '/api/incidents/:id/petitioner/open',
    {
      config: { needs: 'see-residents' },
      schema: {
        params: Params,
        body: OpenRequest,
        response: { 200: Type.Object({ petitioner: ShownPetitioner }) },
      },
    },
    (request, reply) => {
      const { accountId, personName, holder } = signedOf(request);
      if (!mayOpen(accountId)) {
        void reply.header('Retry-After', String(OPENINGS.everyS));
        throw refuse(429, 'busy', 'opened too often');
      }
      void reply.header('Cache-Control', 'no-store');
      // Also where everybody may all: what somebody opens, they open by a post of theirs.
      const own = { ...ask(request), session: sessionOf(personName, holder, deps.trees) };
      return openPetitioner(own, deps, request.params.id, request.body.reason);
    },
  );
}
