import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

import { build } from 'vite';

import { root } from '../../run-step.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
};

/** A page of web/bench, built as the product's screens are and served on a port of its own. */
export interface ServedPage {
  url: string;
  close: () => Promise<void>;
}

/** @param answers beside the page's files: by path, without what follows a question mark */
export async function servePage(
  name: string,
  answers: Readonly<Record<string, Uint8Array | string>> = {},
): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'jingwei-page-'));
  await build({
    configFile: false,
    root: `${root}web`,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: `${root}web/bench/${name}.html` },
    },
  });
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const answer = answers[path];
    if (answer !== undefined) {
      response.end(answer);
      return;
    }
    readFile(join(folder, path)).then(
      (bytes) => {
        response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream');
        response.end(bytes);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/bench/${name}.html`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
