import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import type { RouteOptions } from 'fastify';
import type pg from 'pg';

import { addRoutes, createApp, ON_EDITION } from './app.ts';
import { createPasswords } from './accounts/passwords.ts';
import { createSecretBox } from './accounts/secret-box.ts';
import { createTrees } from './access/trees-in-force.ts';
import { createAreasInForce } from './areas/areas-in-force.ts';
import { keepEditions } from './areas/keep-editions.ts';
import type { Config } from './config.ts';
import { readMigrations } from './db/migrate.ts';
import type { App, Deps } from './deps.ts';
import { createFeeds } from './live/feeds.ts';
import { createHub } from './live/hub.ts';
import { createSnapshotReads } from './reads/snapshot.ts';
import { createThrottle } from './session/throttle.ts';
import type { Tiles } from './tiles/tiles.ts';
import { createLatest } from './units/latest.ts';

/** How a test signs in: as on a machine of one's own, in a district that is no sample. */
export const TEST_SIGN_IN: Deps['settings']['signIn'] = {
  asked: false,
  insider: 'of this test',
  plain: false,
  proxies: [],
  limits: { mostMs: 24 * 3_600_000, idleMs: 8 * 3_600_000 },
  provider: null,
  demo: false,
};

/** What accounts are handed: real passwords, but light ones, for a test signs in often. */
export async function testAccounts(): Promise<Pick<Deps, 'newSecret' | 'passwords' | 'secrets'>> {
  return {
    newSecret: () => randomBytes(32).toString('base64url'),
    passwords: await createPasswords({ memoryCost: 1024, timeCost: 1 }),
    secrets: createSecretBox(randomBytes(32)),
  };
}

/** The whole server over a database, asked without a socket: every route as it is served, with its schemas. */
export async function startTestApp(
  pool: pg.Pool,
  clock: () => Date = () => new Date(),
  tiles: Tiles | null = null,
  signIn: Partial<Deps['settings']['signIn']> = {},
  also: { logLevel?: Config['logLevel']; onRoute?: (route: RouteOptions) => void } = {},
): Promise<{ app: App; deps: Deps; close: () => Promise<void> }> {
  const app = createApp(also.logLevel ?? 'silent');
  if (also.onRoute) app.addHook('onRoute', also.onRoute);
  const settings: Deps['settings'] = {
    timeZone: 'Asia/Shanghai',
    openToNetwork: false,
    address: null,
    feedIntervalS: { fixes: 10, intake: 10, cameras: 10 },
    fixDaysKept: 30,
    signIn: { ...TEST_SIGN_IN, ...signIn },
    tiles: tiles && { attribution: tiles.attribution, maxZoom: tiles.maxZoom },
  };
  const trees = await createTrees(pool);
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
    ...(await testAccounts()),
    log: app.log,
    areas,
    trees,
    editions,
    throttle: createThrottle(clock),
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
