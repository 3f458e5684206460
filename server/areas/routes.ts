import type { App, Deps } from '#server/deps.ts';
import { openSession } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { packAreasInForce } from './pack-areas-in-force.ts';

/** GET /api/areas/packed */
export async function areasRoutes(app: App, deps: Deps): Promise<void> {
  const packed = createPackedBytes(deps.pool, 'areas', (db) =>
    packAreasInForce(db, { session: openSession, at: deps.clock() }),
  );
  app.get('/api/areas/packed', { schema: packedSchema }, (request, reply) =>
    packed.answer(request, reply, request.query.v),
  );
}
