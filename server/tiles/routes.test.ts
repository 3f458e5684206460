import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { fromPolygons } from '#data/coverage/from-polygons.ts';
import type { Coverage } from '#data/coverage/coverage.ts';
import { createApp } from '#server/app.ts';
import type { App, Deps } from '#server/deps.ts';

import { tilesRoutes } from './routes.ts';
import { inColour, pictureOf, startTestService, TEST_KEY, type TestService } from './test-service.ts'; // prettier-ignore
import { createTiles, type Tiles } from './tiles.ts';

// Nanjing, a box of 0.1° by 0.05°.
const coverage = fromPolygons([{ id: 1, coordinates: [[[[118.75, 32], [118.85, 32], [118.85, 32.05], [118.75, 32.05], [118.75, 32]]]] }]) as Coverage; // prettier-ignore
let service: TestService;
let folder: string;
let tiles: Tiles;
let app: App;
const areas: { coverage: Coverage | null } = { coverage };
const serve = async (given: Tiles | null): Promise<App> => {
  const made = createApp('silent');
  await tilesRoutes(made, { tiles: given, areas } as unknown as Deps);
  return made;
};
beforeAll(async () => {
  service = await startTestService();
  folder = await mkdtemp(join(tmpdir(), 'jingwei-tiles-'));
  tiles = createTiles(service.settings, { folder, clock: () => new Date(), onTrouble: () => {} });
  app = await serve(tiles);
});
beforeEach(() => {
  areas.coverage = coverage;
  service.behave(inColour);
});
afterAll(async () => {
  await app.close();
  await tiles.close();
  await service.close();
  await rm(folder, { recursive: true });
});

it('answers with the tile, kept for a day, and with nothing of the key', async () => {
  const answer = await app.inject('/api/tiles/12/3399/1662');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, max-age=86400' }); // prettier-ignore
  expect(answer.rawPayload.equals(pictureOf(12, 3399, 1662))).toBe(true);
  expect(JSON.stringify(answer.headers)).not.toContain(TEST_KEY);
});

it('answers with an empty picture, kept shortly, where the service fails: a map takes no body for a fault', async () => {
  service.behave((response) => void response.writeHead(403).end(TEST_KEY));
  const answer = await app.inject('/api/tiles/12/3398/1662');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'private, max-age=30' }); // prettier-ignore
  expect(answer.rawPayload.subarray(1, 4).toString()).toBe('PNG');
  expect(answer.rawPayload.includes(TEST_KEY)).toBe(false);
});

it.each([
  ['no-such-tile', 404, '19/434000/212000'],
  ['no-such-tile', 404, '3/8/3'],
  ['no-such-tile', 404, '3/6/8'],
  // Beijing
  ['no-such-tile', 404, '12/3372/1552'],
  ['bad-request', 400, '23/0/0'],
  ['bad-request', 400, '12/-1/0'],
  ['bad-request', 400, '12/3399/1662.png'],
])('says %s to %i %s, and asks nobody', async (reason, status, path) => {
  const before = service.asked.length;
  const answer = await app.inject(`/api/tiles/${path}`);
  expect([answer.statusCode, answer.json<{ reason: string }>().reason]).toEqual([status, reason]);
  expect(service.asked).toHaveLength(before);
});

it('gives out the surroundings of the borders that are in force, and none without', async () => {
  const beijing = '/api/tiles/12/3372/1552';
  expect((await app.inject('/api/tiles/6/53/25')).statusCode).toBe(200);
  areas.coverage = fromPolygons([{ id: 1, coordinates: [[[[116.3, 39.9], [116.4, 39.9], [116.4, 40], [116.3, 39.9]]]] }]) as Coverage; // prettier-ignore
  expect((await app.inject(beijing)).statusCode).toBe(200);
  areas.coverage = null;
  expect((await app.inject(beijing)).json()).toMatchObject({ reason: 'no-such-tile' });
});

it('says no-tiles where the settings name no service', async () => {
  const bare = await serve(null);
  const answer = await bare.inject('/api/tiles/12/3399/1662');
  expect([answer.statusCode, answer.json<{ reason: string }>().reason]).toEqual([404, 'no-tiles']);
  await bare.close();
});
