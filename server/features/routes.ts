import { packFeatures } from '#data/wire/features-packed.ts';
import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { selectFeatures } from './features.sql.ts';

/** GET /api/features/packed */
export async function featuresRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const packed = createPackedBytes(deps.pool, 'features', async (_ask, db) =>
    packFeatures(await selectFeatures(db)),
  );
  app.get(
    '/api/features/packed',
    { config: { needs: 'see-public' }, schema: packedSchema },
    (request, reply) => packed.answer(ask(request), request, reply, request.query.v),
  );
}
