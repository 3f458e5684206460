import type { FastifyRequest } from 'fastify';

import type { Area } from '#data/areas/area.ts';
import { SEARCH_ANSWERS_MAX } from '#data/search/thing.ts';
import type { AreaStep } from '#data/wire/cards.ts';
import { SearchAnswers, SearchQuery } from '#data/wire/search.ts';
import type { App, Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { limitRate } from '#server/limit-rate.ts';
import { askOf } from '#server/session/session.ts';

import { arrangeAnswers } from './arrange-answers.ts';
import { createSearch } from './create-search.ts';
import { findIncidents } from './find-incidents.ts';
import { findPlaces } from './find-places.ts';
import { onlySeen, seesAllFound } from './only-seen.ts';

/** So many searches at once, and so many a second after that, of one session: a person who types needs eight. */
const BURST = 60;
const PER_SECOND = 30;
/** Answers that are looked through for those that somebody may see. */
const LOOKED_THROUGH = 5_000;

/** GET /api/search: whatever is like a text, of all nouns. */
export async function searchRoutes(app: App, deps: Deps): Promise<void> {
  const search = createSearch(deps.pool, app.log);
  app.addHook('onClose', () => search.close());
  if (deps.settings.searchAtOnce) {
    app.addHook('onReady', (done) => {
      search.warm({ session: askOf({ headers: {} }, deps.clock).session, at: deps.clock() });
      done();
    });
  }
  const mayAsk = limitRate(deps.clock, BURST, PER_SECOND);
  const chainOf = createChains(deps);

  app.get(
    '/api/search',
    {
      config: { needs: 'see-public' },
      schema: { querystring: SearchQuery, response: { 200: SearchAnswers } },
    },
    async (request, reply) => {
      if (!mayAsk(whoseSearch(request))) {
        void reply.header('Retry-After', '1');
        throw refuse(429, 'busy', 'too many searches at once');
      }
      const ask = askOf(request, deps.clock);
      const { q, lng, lat } = request.query;
      const near: [number, number] | null =
        lng === undefined || lat === undefined ? null : [lng, lat];
      const places = findPlaces(q, deps.areas.cellAt, chainOf);
      // Who asks for a place asks for nothing else.
      if (places.length > 0) return { answers: places };
      const [incidents, things] = await Promise.all([
        findIncidents(ask, deps.pool, q, deps.settings.timeZone, chainOf),
        // Of who sees a part the first few may all be of elsewhere.
        search.find(ask, q, near, seesAllFound(ask) ? SEARCH_ANSWERS_MAX : LOOKED_THROUGH),
      ]);
      const lists = [incidents, await onlySeen(ask, deps.pool, things)];
      return { answers: arrangeAnswers(lists, SEARCH_ANSWERS_MAX) };
    },
  );
}

/** By what searches are counted: many people may have one address. */
function whoseSearch({ session, from }: FastifyRequest): string {
  return session ? session.secretHash.toString('base64url') : from.network;
}

/** From the district down to an area of the edition in force; [] for none. */
function createChains({ areas }: Pick<Deps, 'areas'>): (areaId: number | null) => AreaStep[] {
  let list: readonly Area[] = [];
  let byId = new Map<number, Area>();
  return (areaId) => {
    if (list !== areas.areas) {
      list = areas.areas;
      byId = new Map(list.map((area) => [area.id, area]));
    }
    const steps: AreaStep[] = [];
    for (let area = byId.get(areaId ?? -1); area; area = byId.get(area.parentId ?? -1)) {
      const { id, code, level, name, nameEn } = area;
      steps.unshift({ id, code, level, name, nameEn });
    }
    return steps;
  };
}
