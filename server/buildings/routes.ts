import { packBuildings } from '#data/wire/buildings-packed.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { selectFootprints } from './buildings.sql.ts';

/** GET /api/buildings/packed */
export async function buildingsRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const packed = createPackedBytes(deps.pool, 'buildings', async (_ask, db) =>
    packBuildings(await selectFootprints(db)),
  );
  app.get(
    '/api/buildings/packed',
    { config: { needs: 'see-public' }, schema: packedSchema },
    (request, reply) => packed.answer(ask(request), request, reply, request.query.v),
  );
}
