import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readConfig } from '#server/config.ts';
import type { TestDatabase } from '#server/db/test-database.ts';
import { startServer } from '#server/main.ts';

import type { Came } from './packs.ts';

/** The product on a database, as it is started, where whoever comes has to sign in. */
export interface Served {
  url: string;
  /** Asks as somebody; what is refused for its rate is asked again. */
  ask: <T>(cookie: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<{ status: number; body: T }>; // prettier-ignore
  /** Reads bytes as somebody, as `ask` asks. */
  bytes: (cookie: string, path: string) => Promise<Came>;
  close: () => Promise<void>;
}

const AGAIN_MS = 200;
const TRIES = 50;

export async function serve(database: TestDatabase): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-scopes-'));
  const { url, close } = await startServer(
    readConfig({
      PORT: '0',
      JINGWEI_LOG: 'silent',
      JINGWEI_SIGN_IN: 'yes',
      JINGWEI_DATA_DIR: folder,
      DATABASE_URL: database.url,
      JINGWEI_OWNER_URL: database.ownerUrl,
    }),
    { screens: null },
  );
  const come = async (path: string, init: RequestInit): Promise<Came> => {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`${url}${path}`, init);
      const bytes = new Uint8Array(await answer.arrayBuffer());
      if (answer.status !== 429 || tries === TRIES) return { status: answer.status, type: answer.headers.get('content-type') ?? '', bytes }; // prettier-ignore
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  };
  return {
    url,
    ask: async <T>(cookie: string, method: string, path: string, body?: object) => {
      const { status, type, bytes } = await come(path, {
        method,
        headers: { origin: url, ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) }, // prettier-ignore
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = new TextDecoder().decode(bytes);
      return { status, body: (/json/.test(type) ? JSON.parse(text) : text) as T };
    },
    bytes: (cookie, path) => come(path, { headers: cookie ? { cookie } : {} }),
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
