import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

import { findPrograms } from '#server/db/programs.ts';
import { findUser, isRoot } from '#server/db/system-user.ts';
import { CannotStart } from '#server/errors.ts';

type Say = (line: string) => void;

/** Where Debian's and Ubuntu's packages may be installed by us: root, a release that has what is needed, and not forbidden. */
interface System {
  id: string;
  version: number;
  /** The release of PostgreSQL that it ships with PostGIS 3. */
  postgres: number | null;
}

function readSystem(): System {
  let text = '';
  try {
    text = readFileSync('/etc/os-release', 'utf8');
  } catch {
    // Not Linux, or a very bare one.
  }
  const of = (key: string): string =>
    new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const [id, version] = [of('ID'), Number.parseFloat(of('VERSION_ID'))];
  const known =
    id === 'debian' && version >= 12
      ? version >= 13 ? 17 : 15
      : id === 'ubuntu' && version >= 24.04
        ? version >= 25.04 ? 17 : 16
        : null; // prettier-ignore
  return { id, version, postgres: known };
}

function aptLine(packages: readonly string[]): string {
  return `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/** The line that installs PostgreSQL with PostGIS on this system, for people. */
function postgisLine(system: System): string {
  if (system.postgres) return `sudo sh -c '${aptLine(postgisPackages(system.postgres))}'`;
  const lines: Record<string, string> = {
    debian: 'PostgreSQL 15 and PostGIS 3.3 need Debian 12 or newer (or apt.postgresql.org): apt-get install postgresql-15-postgis-3',
    ubuntu: 'PostgreSQL 15 and PostGIS 3.3 need Ubuntu 24.04 or newer (or apt.postgresql.org): apt-get install postgresql-16-postgis-3',
    fedora: 'sudo dnf install postgresql-server postgresql-contrib postgis',
    arch: 'sudo pacman -S postgresql postgis',
    alpine: 'sudo apk add postgresql postgresql-contrib postgis',
  }; // prettier-ignore
  return (
    lines[system.id] ??
    (process.platform === 'darwin'
      ? 'brew install postgresql@17 postgis'
      : 'install PostgreSQL 15 or newer with PostGIS 3.3 or newer')
  );
}

const postgisPackages = (release: number): string[] => [
  `postgresql-${release}`,
  `postgresql-${release}-postgis-3`,
];

/**
 * Make sure that PostgreSQL with PostGIS is on this machine: as root on a Debian or Ubuntu that ships it the packages
 * are installed, each named first.
 *
 * @param mayInstall false forbids it (JINGWEI_INSTALL=no)
 * @throws CannotStart with the line that installs what is missing
 */
export async function ensurePostgis(
  given: { pgBin: string | null; mayInstall: boolean },
  say: Say,
): Promise<void> {
  const here = (): boolean =>
    findPrograms(given.pgBin).some((p) => p.postgis && p.major >= 15) &&
    (!isRoot() || findUser('postgres') !== null);
  if (here()) return;
  if (given.pgBin !== null) {
    throw new CannotStart(`PG_BIN=${given.pgBin} holds no PostgreSQL 15 or newer with PostGIS.`);
  }
  const system = readSystem();
  if (!system.postgres || !isRoot() || !given.mayInstall) {
    const why = !given.mayInstall ? ' (JINGWEI_INSTALL=no forbids installing it)' : '';
    throw new CannotStart(
      `PostgreSQL with PostGIS is missing${why}. This line installs it:\n  ${postgisLine(system)}\nOr name a server of yours by DATABASE_URL.`,
    );
  }
  keepFromSecondServer();
  await install(postgisPackages(system.postgres), say);
  if (!here()) throw new CannotStart('PostgreSQL was installed, but its programs were not found.');
}

/** What the tests need beside: a real PostGIS, Chromium, a font with Chinese, and ogr2ogr as judge. As `ensurePostgis`. */
export async function ensureTestPackages(say: Say): Promise<void> {
  const env = process.env;
  const mayInstall = env['JINGWEI_INSTALL'] !== 'no';
  await ensurePostgis({ pgBin: env['PG_BIN'] ?? null, mayInstall }, say);
  const missing: string[] = [];
  if (!existsSync(env['CHROMIUM_BIN'] ?? '/usr/bin/chromium')) missing.push('chromium');
  if (!hasChineseFont()) missing.push('fonts-noto-cjk');
  if (spawnSync('ogr2ogr', ['--version']).error) missing.push('gdal-bin');
  if (missing.length === 0) return;
  const system = readSystem();
  if (!isRoot() || !mayInstall || system.id !== 'debian') {
    throw new CannotStart(
      `For the tests ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing. ${
        system.id === 'ubuntu'
          ? `Ubuntu's chromium is a snap: install any Chromium, name it by CHROMIUM_BIN, and\n  sudo sh -c '${aptLine(['fonts-noto-cjk', 'gdal-bin'])}'`
          : `This line installs it:\n  sudo sh -c '${aptLine(missing)}'`
      }`,
    );
  }
  await install(missing, say);
}

function hasChineseFont(): boolean {
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
  if (!listed.error) return listed.stdout.trim() !== '';
  return existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc');
}

/** Debian's package would start a server of its own on port 5432: it is told not to, before. */
function keepFromSecondServer(): void {
  const folder = '/etc/postgresql-common/createcluster.d';
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/jingwei.conf`, 'create_main_cluster = false\n');
}

async function install(packages: readonly string[], say: Say): Promise<void> {
  say(`Missing: ${packages.join(', ')}. Asking the distribution for them …`);
  await run('apt-get', ['update', '-q'], packages);
  const flags = ['install', '-y', '--no-install-recommends'];
  const trial = spawnSync('apt-get', ['-s', '-q', ...flags, ...packages], { encoding: 'utf8' });
  const names = [...trial.stdout.matchAll(/^Inst (\S+)/gm)].map((match) => match[1]!);
  if (names.length > 0) say(`Installing ${names.length} system packages: ${names.join(', ')}`);
  await run('apt-get', ['-q', ...flags, ...packages], packages);
}

function run(command: string, args: readonly string[], packages: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const take = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-2000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const fail = (): void =>
      reject(
        new CannotStart(
          `${command} could not install what is missing. This line does, once it can:\n  ${aptLine(packages)}\n${said.trim()}`,
        ),
      );
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? resolve() : fail()));
  });
}
