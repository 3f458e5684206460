import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import Fastify from 'fastify';
import type pg from 'pg';

import { createFeeds, type Feeds } from './feeds.ts';
import { createHub, type Hub, type HubGiven } from './hub.ts';

/** A hub on a server of its own that answers nothing else. */
export interface TestHub {
  hub: Hub;
  feeds: Feeds;
  http: Server;
  port: number;
  url: string;
  close: () => Promise<void>;
}

/** For tests and proofs: what is not given is made; `port` 0 takes any. */
export async function startTestHub(
  pool: pg.Pool,
  given: Partial<HubGiven> & Pick<HubGiven, 'readSnapshot' | 'readDayFigures'>,
  port = 0,
): Promise<TestHub> {
  const http = createServer((_request, response) => void response.writeHead(404).end());
  const clock = given.clock ?? (() => new Date());
  const feeds = createFeeds({ clock, intervalS: { fixes: 10, intake: 10, cameras: 10 } });
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', resolve);
  });
  const hub = await createHub({
    http,
    pool,
    clock,
    feeds,
    log: Fastify({ logger: false }).log,
    openToNetwork: false,
    ...given,
  });
  const bound = (http.address() as AddressInfo).port;
  return {
    hub,
    feeds,
    http,
    port: bound,
    url: `http://127.0.0.1:${bound}`,
    close: async () => {
      await hub.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}
