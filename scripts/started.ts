import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { expect } from 'vitest';

import { isAlive } from '#server/db/private-cluster.ts';

import { root } from './run-step.ts';

/** A start is long on a busy machine; nothing here is about how long. */
export const PATIENT = 300_000;

/** What is taken away at the end. */
export const folders: string[] = [];
const running = new Set<ChildProcess>();
/** Ends what is running yet and takes the folders away. */
export async function endAll(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}

/** A folder that the database's user may enter, unlike the one for temporary files of some machines. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp('/var/tmp/jingwei-start-');
  folders.push(folder);
  return folder;
}

/** A started product, as its user has it before them. */
export interface Started {
  child: ChildProcess;
  port: number;
  /** Of the private database. */
  folder: string;
  output: () => string;
  ended: Promise<number | null>;
}

/** `npm start`, or the server itself as npm would start it, as the leader of a process group as a shell makes one. */
export function launch(
  by: 'npm' | 'node',
  given: { folder: string; port: number; env?: Record<string, string>; checkout?: string },
): Started {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(JINGWEI_|npm_|DATABASE_URL|HOST$|PORT$|VITEST|NODE_ENV)/.test(name)) env[name] = value;
  }
  const [command, ...args] =
    by === 'npm' ? ['npm', 'start'] : [process.execPath, '--import', 'tsx', 'scripts/start.ts'];
  const child = spawn(command!, args, {
    cwd: given.checkout ?? root,
    env: {
      ...env,
      PORT: String(given.port),
      JINGWEI_DATA_DIR: given.folder,
      JINGWEI_SAMPLE: 'none',
      ...given.env,
    },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const take = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, port: given.port, folder: given.folder, output: () => output, ended };
}

/** Wait until something holds; fails with what was printed when the product ends before. */
export async function until(
  started: Started,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  let over = false;
  void started.ended.then(() => (over = true));
  while (!(await holds())) {
    if (over) throw new Error(`it ended:\n${started.output()}`);
    await pause(20);
  }
}
/** Until it says that it is. */
export const ready = (started: Started): Promise<void> =>
  until(started, () => /^ready http/m.test(started.output()));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What a path answers; null where nobody does. */
export async function ask(
  port: number,
  path: string,
): Promise<{ status: number; text: string } | null> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}

/** The processes of a running product. */
export function processes({ folder }: Started): { server: number; database: number } {
  const lock = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { pid: number };
  const postmaster = readFileSync(join(folder, 'cluster/postmaster.pid'), 'utf8');
  return { server: lock.pid, database: Number(postmaster.split('\n')[0]) };
}

/** Whether a port can be listened on. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Send a signal, wait for the end of all of it and say what that took. */
export async function endBy(
  started: Started,
  what: string,
  signal: () => void,
  pids: number[],
): Promise<void> {
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1000).toFixed(2);
  signal();
  const code = await started.ended;
  const itself = seconds();
  while (pids.some(isAlive) || !(await isFree(started.port))) await pause(10);
  console.log(`${what}: it ended with ${code} after ${itself} s, all of it after ${seconds()} s`);
  const said = started.output().slice(-600);
  expect(existsSync(join(started.folder, 'lock')), said).toBe(false);
  expect(existsSync(join(started.folder, 'cluster/postmaster.pid')), said).toBe(false);
}
