import { packSites } from '#data/wire/sites-packed.ts';
import { StatesAnswer, StatesReport } from '#data/sites/site-states.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { recordStates } from './record-states.ts';
import { selectSites } from './sites.sql.ts';

/** GET /api/sites/packed, POST /api/sites/states */
export async function sitesRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const packed = createPackedBytes(
    deps.pool,
    'sites',
    async ({ session }, db) => packSites(await selectSites(db, session.scopeOf('see-cameras'))),
    ({ session }) => session.scopeOf('see-cameras'),
  );
  app.get(
    '/api/sites/packed',
    { config: { needs: 'see-public' }, schema: packedSchema },
    (request, reply) => packed.answer(ask(request), request, reply, request.query.v),
  );
  app.post(
    '/api/sites/states',
    {
      config: { needs: 'import', whole: true },
      schema: { body: StatesReport, response: { 200: StatesAnswer } },
      bodyLimit: 2 << 20,
    },
    (request) => recordStates(ask(request), deps, request.body),
  );
}
