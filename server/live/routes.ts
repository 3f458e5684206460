import { Type } from 'typebox';

import type { App, Deps } from '#server/deps.ts';

import { upsertHeartbeat } from './heartbeats.sql.ts';

const FEEDS = ['fixes', 'intake', 'cameras'] as const;
const Params = Type.Object({ key: Type.Enum([...FEEDS]) }, { additionalProperties: false });
const Heartbeat = Type.Object(
  {
    /** When it was sent, by the sender's clock; now where it has none. */
    at: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
);

/**
 * POST /api/feeds/:key/heartbeat: a source says that it is there though it has nothing to tell. It is kept:
 * a server that is started later misses the source as well. A time of the future counts as now.
 */
export async function liveRoutes(
  app: App,
  deps: Pick<Deps, 'pool' | 'feeds' | 'clock'>,
): Promise<void> {
  app.post(
    '/api/feeds/:key/heartbeat',
    {
      config: { needs: 'import', whole: true },
      schema: {
        params: Params,
        body: Type.Optional(Heartbeat),
        response: { 200: Type.Object({ now: Type.String() }) },
      },
    },
    async (request) => {
      const now = deps.clock();
      const { key } = request.params;
      const at = deps.feeds.report(key, new Date(request.body?.at ?? now));
      await upsertHeartbeat(deps.pool, key, at);
      return { now: now.toISOString() };
    },
  );
}
