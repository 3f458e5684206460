import type { App, Deps } from '#server/deps.ts';
import { askOf, type Ask, type Asker } from '#server/session/session.ts';
import { createPackedBytes } from '#server/wire/packed-bytes.ts';
import { packedSchema } from '#server/wire/packed-query.ts';

import { packAreasInForce } from './pack-areas-in-force.ts';

/** GET /api/areas/packed */
export async function areasRoutes(app: App, deps: Deps): Promise<void> {
  const ask = (request: Asker): Ask => askOf(request, deps.clock);
  const packed = createPackedBytes(deps.pool, 'areas', packAreasInForce);
  app.get('/api/areas/packed', { schema: packedSchema }, (request, reply) =>
    packed.answer(ask(request), request, reply, request.query.v),
  );
}
