import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import pg from 'pg';

import type { SystemUser } from './system-user.ts';

/** The owner's role of a private database, also the cluster's superuser, and the server's role. */
export const OWNER_ROLE = 'jingwei_owner';
export const SERVER_ROLE = 'jingwei';
/** The private database. */
export const DATABASE = 'jingwei';
const PORT = 5432;

/** Where a cluster lies and how it is run. */
export interface ClusterPlace {
  /** The folder of PostgreSQL's programs. */
  programs: string;
  /** PGDATA, mode 0700. */
  dataDir: string;
  /** Mode 0700; its path has under 90 bytes, for the socket's name must fit into 107. */
  socketDir: string;
  logFile: string;
  /** Whose it is, when this process is root; null: this process's own. */
  user: SystemUser | null;
  /** Further settings, such as fsync=off for tests. */
  settings?: Record<string, string>;
}

export interface RunningCluster {
  place: ClusterPlace;
  pid: number;
  /** Stop it: at once orderly, after 2.5 s without writing everything back (the next start recovers). */
  stop: () => Promise<void>;
}

/** The address of a database of a cluster, by one of its roles. */
export function clusterUrl(
  place: Pick<ClusterPlace, 'socketDir'>,
  role: string,
  database: string,
): string {
  return `postgresql://${role}@localhost/${database}?host=${encodeURIComponent(place.socketDir)}`;
}

/**
 * Run one of PostgreSQL's programs to its end; what it said when it failed is the Error's message. `signal` ends it
 * and its children at once.
 */
function runProgram(
  place: Pick<ClusterPlace, 'programs' | 'user'>,
  program: string,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    // A group of its own: a terminal's Ctrl-C is ours to pass on, and then to all of it.
    const child = spawn(join(place.programs, program), args, {
      cwd: '/',
      env: bareEnv(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...runAs(place.user),
    });
    const giveUp = (): void => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    };
    signal?.addEventListener('abort', giveUp, { once: true });
    let said = '';
    const take = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => {
      signal?.removeEventListener('abort', giveUp);
      if (code === 0) resolve();
      else if (signal?.aborted) reject(signal.reason as Error);
      else reject(new Error(`${program} ended with ${code}: ${said.trim()}`));
    });
  });
}

/** Make the cluster's files, when there are none. Roles and databases come by `prepareDatabase`. */
export async function initCluster(
  place: ClusterPlace,
  { sync = true, signal }: { sync?: boolean; signal?: AbortSignal } = {},
): Promise<void> {
  if (existsSync(join(place.dataDir, 'PG_VERSION'))) return;
  // Under another name until it is whole: what a killed start left is begun again.
  const half = `${place.dataDir}.new`;
  await rm(half, { recursive: true, force: true });
  await makeOwnFolder(half, place.user);
  const args = [
    ...['--pgdata', half, '--username', OWNER_ROLE, '--auth', 'trust'],
    ...['--encoding', 'UTF8', '--locale', 'C.UTF-8', '--data-checksums', '--no-instructions'],
    ...(sync ? [] : ['--no-sync']),
  ];
  await runProgram(place, 'initdb', args, signal);
  await rename(half, place.dataDir);
}

/** A folder of the cluster's user, mode 0700. */
export async function makeOwnFolder(path: string, user: SystemUser | null): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user) await chown(path, user.uid, user.gid);
  await chmod(path, 0o700);
}

/**
 * Start a cluster and wait until it answers. It is no child that a terminal's Ctrl-C would reach: it ends when it
 * is stopped. One that runs already (its starter was killed) is taken over. `signal` gives it up: it is ended then.
 *
 * @throws Error with the end of its log when it does not come up
 */
export async function startCluster(
  place: ClusterPlace,
  signal?: AbortSignal,
): Promise<RunningCluster> {
  await makeOwnFolder(place.socketDir, place.user);
  const deadline = Date.now() + 60_000;
  let running = readPostmasterPid(place);
  if (running === null || !(await answers(place))) running = null;
  while (running === null) {
    signal?.throwIfAborted();
    const started = await startOnce(place, deadline, signal);
    if (typeof started === 'number') running = started;
    // After a kill -9 of the postmaster its last processes may hold the memory for a moment.
    else if (Date.now() > deadline || !/pre-existing shared memory|lock file/.test(started)) {
      throw new Error(`the private database did not start:\n${started}`);
    } else await pause(200);
  }
  const pid = running;
  return { place, pid, stop: () => stopPostmaster(pid) };
}

async function startOnce(
  place: ClusterPlace,
  deadline: number,
  signal?: AbortSignal,
): Promise<number | string> {
  const settings: Record<string, string> = {
    listen_addresses: '',
    port: String(PORT),
    unix_socket_directories: place.socketDir,
    unix_socket_permissions: '0700',
    max_connections: '80',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    checkpoint_completion_target: '0.9',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    ...place.settings,
  };
  const before = existsSync(place.logFile) ? readFileSync(place.logFile).length : 0;
  if (!existsSync(place.logFile)) {
    await writeFile(place.logFile, '', { mode: 0o600 });
    if (place.user) await chown(place.logFile, place.user.uid, place.user.gid);
  }
  const log = openSync(place.logFile, 'a');
  const child = spawn(
    join(place.programs, 'postgres'),
    ['-D', place.dataDir, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])],
    { cwd: '/', env: bareEnv(), detached: true, stdio: ['ignore', log, log], ...runAs(place.user) },
  );
  closeSync(log);
  let ended = false;
  child.on('exit', () => (ended = true));
  child.on('error', () => (ended = true));
  child.unref();
  while (!ended && Date.now() < deadline && !signal?.aborted) {
    if (await answers(place)) return child.pid!;
    await pause(40);
  }
  if (signal?.aborted && child.pid) {
    await stopPostmaster(child.pid);
    signal.throwIfAborted();
  }
  if (!ended && child.pid) process.kill(child.pid, 'SIGQUIT');
  return readFileSync(place.logFile).subarray(before).toString().slice(-3000);
}

/** Whether a cluster takes connections. */
export async function answers(place: Pick<ClusterPlace, 'socketDir'>): Promise<boolean> {
  if (!existsSync(join(place.socketDir, `.s.PGSQL.${PORT}`))) return false;
  const client = new pg.Client({
    connectionString: clusterUrl(place, OWNER_ROLE, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The process that runs a cluster now; null where none does. */
export function readPostmasterPid(place: Pick<ClusterPlace, 'dataDir'>): number | null {
  let text: string;
  try {
    text = readFileSync(join(place.dataDir, 'postmaster.pid'), 'utf8');
  } catch {
    return null;
  }
  const pid = Number(text.split('\n')[0]);
  return pid > 1 && isAlive(pid) ? pid : null;
}

/** Whether a process exists (a dead one that nobody has waited for does not count). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  if (!existsSync('/proc/self/stat')) return true;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^\d+ \(.*\) [ZX]/s.test(stat);
  } catch {
    return false;
  }
}

async function stopPostmaster(pid: number): Promise<void> {
  const began = Date.now();
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(pid, name);
    } catch {
      // It has ended meanwhile.
    }
  };
  // Fast, then immediate, then by force; see pg_ctl's modes.
  const steps: [afterMs: number, name: NodeJS.Signals][] = [
    [0, 'SIGINT'],
    [2500, 'SIGQUIT'],
    [3300, 'SIGKILL'],
  ];
  while (isAlive(pid)) {
    while (steps.length > 0 && Date.now() - began >= steps[0]![0]) signal(steps.shift()![1]);
    await pause(20);
  }
}

function runAs(user: SystemUser | null): { uid?: number; gid?: number } {
  return user ? { uid: user.uid, gid: user.gid } : {};
}

/** What PostgreSQL's programs need of the environment, and no password or PG… variable of somebody else's. */
function bareEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: '/' };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
