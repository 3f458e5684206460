import { packFeatures } from '#data/wire/features-packed.ts';
import type { App, Deps } from '#server/deps.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { selectFeatures } from './features.sql.ts';

/** GET /api/features/packed */
export async function featuresRoutes(app: App, deps: Deps): Promise<void> {
  const packed = createPackedBytes(deps.pool, 'features', async (db) =>
    packFeatures(await selectFeatures(db)),
  );
  app.get('/api/features/packed', { schema: packedSchema }, (request, reply) =>
    packed.answer(request, reply, request.query.v),
  );
}
