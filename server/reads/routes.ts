import { Type } from 'typebox';

import { inArea } from '#data/access/relation.ts';
import { AreaCard, BuildingCard, SiteCard } from '#data/wire/cards.ts';
import { IncidentCounts, IncidentCountsQuery } from '#data/wire/incident-counts.ts';
import { District } from '#data/wire/messages.ts';
import { mustFor, sees } from '#server/access/must.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { askOf, type Asker } from '#server/session/session.ts';
import { IdParams, packedAnswer } from '#server/wire/packed-query.ts';

import { aboutRoutes } from './about-routes.ts';
import { createAreaFigures } from './area-figures.ts';
import { createCaptains } from './captains.ts';
import { readAreaCard, readBuildingCard, readSiteCard } from './cards.ts';
import { readDistrict } from './district.ts';
import { readIncidentCounts } from './incident-counts.ts';
import { createPlanGround } from './plan-ground.ts';

const Count = Type.Union([Type.Integer(), Type.Null()]);
const Figures = Type.Record(
  Type.String(),
  Type.Object({
    households: Count,
    residents: Count,
    estimated: Type.Boolean(),
    countedOn: Type.Union([Type.String(), Type.Null()]),
  }),
);

/** GET /api/district, /api/areas/figures, /api/areas/:id, /api/buildings/captains, /api/buildings/:id, /api/sites/:id, /api/incidents/counts, /api/plans/ground: questions that join nouns. */
export async function readsRoutes(app: App, deps: Deps): Promise<void> {
  const figures = createAreaFigures(deps.pool);
  const captains = createCaptains(deps.pool, deps.hub);
  const planGround = createPlanGround(deps.pool, deps.hub, figures);
  const ask = (request: Asker) => askOf(request, deps.clock);

  app.get(
    '/api/district',
    { config: { needs: 'see-public' }, schema: { response: { 200: District } } },
    (request) => readDistrict(ask(request), deps.pool, deps.settings),
  );
  app.get(
    '/api/areas/figures',
    { config: { needs: 'see-public' }, schema: { response: { 200: Figures } } },
    async (request) => {
      const asked = ask(request);
      const read = await figures(asked);
      return Object.fromEntries(
        [...read.figures].filter(([id]) => sees(asked, ['see-figures'], inArea(id))),
      );
    },
  );
  app.get(
    '/api/areas/:id',
    { config: { needs: 'see-public' }, schema: { params: IdParams, response: { 200: AreaCard } } },
    async (request) => {
      const asked = ask(request);
      const card = await readAreaCard(asked, deps.pool, await figures(asked), request.params.id);
      if (!card)
        throw refuse(404, 'unknown-area', `no area ${request.params.id} is or was in force`);
      return card;
    },
  );
  app.get(
    '/api/buildings/captains',
    {
      config: { needs: 'see-public' },
      schema: {
        response: packedAnswer('who answers for which building: see data/wire/captains-packed'),
      },
    },
    (request, reply) => captains.answer(ask(request), request, reply),
  );
  app.get(
    '/api/buildings/:id',
    {
      config: { needs: 'see-buildings' },
      schema: { params: IdParams, response: { 200: BuildingCard } },
    },
    async (request) => {
      const asked = ask(request);
      const { id } = request.params;
      const card = await readBuildingCard(asked, deps.pool, await figures(asked), id);
      if (!card) throw refuse(404, 'unknown-building', `no building ${id}`);
      mustFor(asked, 'see-buildings', { ...inArea(card.areas.at(-1)?.id ?? null), buildingId: id });
      return card;
    },
  );
  app.get(
    '/api/sites/:id',
    { config: { needs: 'see-public' }, schema: { params: IdParams, response: { 200: SiteCard } } },
    async (request) => {
      const asked = ask(request);
      const { id } = request.params;
      const card = await readSiteCard(asked, deps.pool, await figures(asked), id);
      // Stations are everybody's; of a camera that may not be seen it is not told either that it is there.
      if (
        !card ||
        (card.kind === 'camera' &&
          !sees(asked, ['see-cameras'], inArea(card.areas.at(-1)?.id ?? null)))
      )
        throw refuse(404, 'unknown-site', `no site ${id}`);
      return card;
    },
  );
  app.get(
    '/api/incidents/counts',
    {
      config: { needs: 'see-incidents' },
      schema: { querystring: IncidentCountsQuery, response: { 200: IncidentCounts } },
    },
    async (request) => {
      const asked = ask(request);
      const { area = null, weeks = 4 } = request.query;
      if (area !== null && !(await figures(asked)).areas.has(area))
        throw refuse(404, 'unknown-area', `no area ${area} is in force`);
      mustFor(asked, 'see-incidents', inArea(area ?? rootOf((await figures(asked)).areas)));
      const zone = deps.settings.timeZone;
      return readIncidentCounts(asked, deps.pool, { zone, areaId: area, weeks });
    },
  );
  app.get(
    '/api/plans/ground',
    {
      config: { needs: 'see-plans', whole: true },
      schema: {
        response: packedAnswer(
          'what figures of plans are counted from, beside footprints, sites and features: see data/wire/plan-ground-packed',
        ),
      },
    },
    (request, reply) => planGround.answer(ask(request), request, reply),
  );
  await aboutRoutes(app, deps, figures);
}

/** The district's own area. */
function rootOf(
  areas: ReadonlyMap<number, { id: number; parentId: number | null }>,
): number | null {
  for (const { id, parentId } of areas.values()) if (parentId === null) return id;
  return null;
}
