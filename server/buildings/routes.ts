import { packBuildings } from '#data/wire/buildings-packed.ts';
import type { App, Deps } from '#server/deps.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { selectFootprints } from './buildings.sql.ts';

/** GET /api/buildings/packed */
export async function buildingsRoutes(app: App, deps: Deps): Promise<void> {
  const packed = createPackedBytes(deps.pool, 'buildings', async (db) =>
    packBuildings(await selectFootprints(db)),
  );
  app.get('/api/buildings/packed', { schema: packedSchema }, (request, reply) =>
    packed.answer(request, reply, request.query.v),
  );
}
