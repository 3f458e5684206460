import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { root } from '../run-step.ts';

/** The product as a user starts it: its own process, its own port and data. */
export interface Product {
  url: string;
  /** All that it has printed so far. */
  output: () => string;
  process: ChildProcess;
  /** Its environment: with it, other lines work on the same database. */
  settings: Record<string, string>;
  /** SIGTERM, and gone. */
  stop: () => Promise<void>;
}

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Start the product by `scripts/start.ts` with its own data directory (under /var/tmp, which the
 * database's user can search) and wait for its line `ready http://…`. Rejects with what it printed when it ends first.
 * Nobody is asked to sign in unless `env` says so: what a flow is about is what everybody may.
 */
export async function startProduct(
  options: { env?: Record<string, string>; args?: string[]; port?: number; dataDir?: string } = {},
): Promise<Product> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? (await mkdtemp(join('/var/tmp', 'jingwei-flow-')));
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env)) if (name.startsWith('JINGWEI_')) delete env[name];
  const settings = {
    PORT: String(port),
    JINGWEI_DATA_DIR: dataDir,
    JINGWEI_SIGN_IN: 'no',
    ...(options.env?.['DATABASE_URL'] ? {} : { JINGWEI_SAMPLE: 'street' }),
    ...options.env,
  };
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', 'scripts/start.ts', ...(options.args ?? [])],
    { cwd: root, env: { ...env, ...settings }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  const url = `http://127.0.0.1:${port}`;
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^ready http/m.test(output)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (code) => reject(new Error(`the product ended with ${code}:\n${output}`)));
    child.on('error', reject);
  });
  return {
    url,
    output: () => output,
    process: child,
    settings,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
