import { Type } from 'typebox';

import { NamedCrosswalkRow } from '#data/areas/crosswalk-row.ts';
import { Edition } from '#data/areas/edition.ts';
import { AreasAt } from '#data/wire/cards.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { IdParams, packedSchema } from '#server/wire/packed-query.ts';

import { createAreasAt } from './areas-at.ts';
import { CrosswalkCsv, crosswalkCsv } from './crosswalk-csv.ts';
import { listEditions } from './list-editions.ts';
import { packAreasInForce } from './pack-areas.ts';
import { createPackedEditions } from './packed-editions.ts';
import { readEditionCrosswalk } from './read-edition-crosswalk.ts';
import { readEditionOut } from './read-edition-out.ts';
import { AreasOutQuery, areasOutAnswer, sendAreas } from './send-areas.ts';

const AtQuery = Type.Object(
  {
    lng: Type.Number({ minimum: -180, maximum: 180 }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    time: Type.Optional(
      Type.String({
        format: 'date-time',
        pattern: '^(19|20|21)',
        description: 'as of when; now where it is left out',
      }),
    ),
  },
  { additionalProperties: false },
);

const EditionsQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })),
    before: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 2_147_483_647,
        description: 'the last one of the page before: its `next`',
      }),
    ),
  },
  { additionalProperties: false },
);
const EditionPage = Type.Object({
  editions: Type.Array(Edition),
  next: Type.Union([Type.Integer(), Type.Null()], {
    description: 'for `before` of the next page; null at the end',
  }),
});

const EditionCrosswalk = Type.Object({ edition: Edition, rows: Type.Array(NamedCrosswalkRow) });

/**
 * GET /api/areas/packed, GET /api/areas/at, GET /api/editions, GET /api/editions/:id/areas(/packed),
 * GET /api/editions/:id/crosswalk(.csv)
 */
export async function areasRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const packed = createPackedBytes(deps.pool, 'areas', packAreasInForce);
  app.get(
    '/api/areas/packed',
    { config: { needs: 'see-public' }, schema: packedSchema },
    (request, reply) => packed.answer(ask(request), request, reply, request.query.v),
  );

  const areasAt = createAreasAt(deps.pool, deps.areas);
  app.get(
    '/api/areas/at',
    {
      config: { needs: 'see-public' },
      schema: { querystring: AtQuery, response: { 200: AreasAt } },
    },
    (request) => {
      const { lng, lat, time } = request.query;
      const asked = ask(request);
      return areasAt(asked, [lng, lat], time === undefined ? asked.at : new Date(time));
    },
  );

  app.get(
    '/api/editions',
    {
      config: { needs: 'see-public' },
      schema: { querystring: EditionsQuery, response: { 200: EditionPage } },
    },
    (request) => {
      const { before = null, limit = 100 } = request.query;
      return listEditions(ask(request), deps.pool, { before, limit });
    },
  );

  app.get(
    '/api/editions/:id/areas',
    {
      config: { needs: 'hand-out', whole: true },
      schema: { params: IdParams, querystring: AreasOutQuery, response: areasOutAnswer },
    },
    async (request, reply) => {
      const { format = 'geojson', level = null } = request.query;
      const asked = ask(request);
      const { id } = request.params;
      const out = await readEditionOut(asked, deps.pool, { editionId: id, level });
      return sendAreas(reply, out, { format, of: `edition-${id}-areas`, madeAt: asked.at });
    },
  );

  const packedEdition = createPackedEditions(deps.pool);
  app.get(
    '/api/editions/:id/areas/packed',
    { config: { needs: 'see-public' }, schema: { params: IdParams, ...packedSchema } },
    (request, reply) =>
      packedEdition(ask(request), request, reply, { ...request.params, v: request.query.v }),
  );

  app.get(
    '/api/editions/:id/crosswalk',
    {
      config: { needs: 'see-plans', whole: true },
      schema: { params: IdParams, response: { 200: EditionCrosswalk } },
    },
    (request) => readEditionCrosswalk(ask(request), deps.pool, request.params),
  );
  app.get(
    '/api/editions/:id/crosswalk.csv',
    {
      config: { needs: 'hand-out', whole: true },
      schema: { params: IdParams, response: CrosswalkCsv },
    },
    async (request, reply) => {
      const { rows } = await readEditionCrosswalk(ask(request), deps.pool, request.params);
      return reply.type('text/csv; charset=utf-8').send(crosswalkCsv(rows));
    },
  );
}
