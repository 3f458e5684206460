import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readConfig } from '#server/config.ts';
import type { TestDatabase } from '#server/db/test-database.ts';
import { startServer } from '#server/main.ts';

/** The product on a database, as it is started, where whoever comes has to sign in. */
export interface Served {
  url: string;
  /** Asks as somebody; what is refused for its rate is asked again. */
  ask: <T>(cookie: string, method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<{ status: number; body: T }>; // prettier-ignore
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
  return {
    url,
    ask: async <T>(cookie: string, method: string, path: string, body?: object) => {
      for (let tries = 0; ; tries++) {
        const answer = await fetch(`${url}${path}`, {
          method,
          headers: { origin: url, ...(cookie ? { cookie } : {}), ...(body ? { 'content-type': 'application/json' } : {}) }, // prettier-ignore
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
        const text = await answer.text();
        if (answer.status !== 429 || tries === TRIES) {
          const isJson = /json/.test(answer.headers.get('content-type') ?? '');
          return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T };
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    },
    close: async () => {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
