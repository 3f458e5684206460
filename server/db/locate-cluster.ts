import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import type { Config } from '#server/config.ts';
import { CannotStart } from '#server/errors.ts';

import type { ClusterPlace } from './private-cluster.ts';
import { findPrograms, type Programs } from './programs.ts';
import { findUser, isRoot, type SystemUser } from './system-user.ts';

/** Where the private database of a configuration lies, with everything that belongs to it. */
export interface PrivatePlace extends ClusterPlace {
  /** Holds all the rest; of the cluster's user, mode 0700. */
  folder: string;
  lockFile: string;
  /** Why it does not lie where the settings say; null when it does. */
  moved: string | null;
}

/** A socket's path fits into 107 bytes; ours ends with `/.s.PGSQL.5432`. */
const SOCKET_DIR_MAX = 85;

/**
 * Find out where the private database lies, and by which programs and user it is run. Makes nothing.
 *
 * @throws CannotStart where PostgreSQL with PostGIS is not installed, or the folder belongs to something else
 */
export function locateCluster(config: Pick<Config, 'dataDir' | 'pgBin'>): PrivatePlace {
  let user: SystemUser | null = null;
  if (isRoot()) {
    user = findUser('postgres');
    if (!user) {
      throw new CannotStart(
        'PostgreSQL does not run as root and there is no user postgres: install PostgreSQL with PostGIS, or start as another user.',
      );
    }
  }
  const wanted = resolve(config.dataDir);
  let folder = wanted;
  let moved: string | null = null;
  const closed = user ? firstClosed(dirname(wanted), user) : null;
  if (user && closed) {
    const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
    folder = `/var/lib/jingwei/${hash}`;
    moved = `the user ${user.name} may not enter ${closed}, so the private database lies in ${folder}`;
  }
  const dataDir = join(folder, 'cluster');
  checkFolder(folder, dataDir);
  let socketDir = join(folder, 's');
  if (Buffer.byteLength(socketDir) > SOCKET_DIR_MAX) {
    const hash = createHash('sha256').update(folder).digest('hex').slice(0, 12);
    socketDir = join(tmpdir(), `jingwei-${hash}`);
  }
  return {
    programs: choosePrograms(config.pgBin, dataDir).folder,
    folder,
    dataDir,
    socketDir,
    logFile: join(folder, 'postgres.log'),
    lockFile: join(folder, 'lock'),
    user,
    moved,
  };
}

function checkFolder(folder: string, dataDir: string): void {
  if (!existsSync(folder)) return;
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    const { uid } = statSync(folder);
    throw new CannotStart(
      `${folder} belongs to the user with the number ${uid}: start as that user or as root, or name another folder by JINGWEI_DATA_DIR.`,
    );
  }
  if (names.length > 0 && !existsSync(dataDir) && !names.every((name) => OURS.test(name))) {
    throw new CannotStart(
      `JINGWEI_DATA_DIR: ${folder} holds other things (${names.slice(0, 3).join(', ')}); the private database needs a folder of its own.`,
    );
  }
}
const OURS = /^(lock.*|postgres\.log|s|tiles|cluster(\.new)?)$/;

function choosePrograms(pgBin: string | null, dataDir: string): Programs {
  const all = findPrograms(pgBin);
  let made: string | null = null;
  try {
    made = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  } catch {
    // No cluster yet: any release will do.
  }
  const fitting = all.find(
    (p) => p.postgis && (made === null ? p.major >= 15 : p.major === Number(made)),
  );
  if (fitting) return fitting;
  if (made !== null) {
    throw new CannotStart(
      `The private database in ${dataDir} was made by PostgreSQL ${made}, whose programs with PostGIS are not here (found: ${all.map((p) => `${p.folder}${p.postgis ? '' : ' without PostGIS'}`).join(', ') || 'none'}).`,
    );
  }
  throw new MissingPrograms(
    all.length === 0
      ? 'PostgreSQL is not installed.'
      : `No PostgreSQL 15 or newer with PostGIS is installed (found: ${all.map((p) => `${p.folder}, release ${p.major}${p.postgis ? '' : ' without PostGIS'}`).join('; ')}).`,
  );
}

/** PostgreSQL 15 or newer with PostGIS is not on this machine: it may be installed. */
export class MissingPrograms extends CannotStart {}

/** The first folder from the root down to `path` that a user may not enter; null when it may enter all. */
export function firstClosed(path: string, user: SystemUser): string | null {
  const chain: string[] = [];
  for (let at = resolve(path); ; at = dirname(at)) {
    if (existsSync(at)) chain.unshift(at);
    if (at === dirname(at)) break;
  }
  const last = chain.at(-1)!;
  if (asUser(user, 'cd "$1"', last)) return null;
  return chain.find((folder) => !asUser(user, 'cd "$1"', folder)) ?? last;
}

/** Whether a line of shell succeeds as a user; only root may ask. */
export function asUser(user: SystemUser, line: string, ...args: string[]): boolean {
  try {
    execFileSync('/bin/sh', ['-c', line, 'sh', ...args], {
      cwd: '/',
      uid: user.uid,
      gid: user.gid,
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}
