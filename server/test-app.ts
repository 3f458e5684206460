import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import type pg from 'pg';

import { addRoutes, createApp, ON_EDITION } from './app.ts';
import { createAreasInForce } from './areas/areas-in-force.ts';
import { keepEditions } from './areas/keep-editions.ts';
import { readMigrations } from './db/migrate.ts';
import type { App, Deps } from './deps.ts';
import { createFeeds } from './live/feeds.ts';
import { createHub } from './live/hub.ts';
import { createSnapshotReads } from './reads/snapshot.ts';
import type { Tiles } from './tiles/tiles.ts';
import { createLatest } from './units/latest.ts';

/** The whole server over a database, asked without a socket: every route as it is served, with its schemas. */
export async function startTestApp(
  pool: pg.Pool,
  clock: () => Date = () => new Date(),
  tiles: Tiles | null = null,
): Promise<{ app: App; deps: Deps; close: () => Promise<void> }> {
  const app = createApp('silent');
  const settings: Deps['settings'] = {
    timeZone: 'Asia/Shanghai',
    openToNetwork: false,
    feedIntervalS: { fixes: 10, intake: 10, cameras: 10 },
    fixDaysKept: 30,
    tiles: tiles && { attribution: tiles.attribution, maxZoom: tiles.maxZoom },
  };
  const feeds = createFeeds({ clock, intervalS: settings.feedIntervalS });
  const hub = await createHub({
    http: createServer(),
    pool,
    clock,
    log: app.log,
    feeds,
    openToNetwork: false,
    ...createSnapshotReads(pool, settings),
  });
  const areas = await createAreasInForce(pool);
  const editions = keepEditions({ pool, areas, hub, clock, log: app.log }, ON_EDITION);
  await editions.bringDue();
  const deps: Deps = {
    pool,
    clock,
    newId: randomUUID,
    log: app.log,
    areas,
    editions,
    hub,
    feeds,
    latest: await createLatest(pool),
    tiles,
    settings,
  };
  await addRoutes(app, deps, { knownMigrations: (await readMigrations()).length, screens: null });
  await app.ready();
  return {
    app,
    deps,
    close: async () => {
      editions.stop();
      await app.close();
      await hub.close();
    },
  };
}
