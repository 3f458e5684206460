import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL's programs on this machine, of one release. */
export interface Programs {
  folder: string;
  /** 15, 16, … */
  major: number;
  /** Whether PostGIS can be created there. */
  postgis: boolean;
}

const DEBIAN = '/usr/lib/postgresql';

/**
 * The releases whose server programs are here, the newest with PostGIS first: of PG_BIN alone when that is said, else
 * of Debian's folders and of `pg_config` on the path.
 */
export function findPrograms(pgBin: string | null): Programs[] {
  const folders = new Set<string>();
  if (pgBin !== null) folders.add(pgBin);
  else {
    if (existsSync(DEBIAN))
      for (const f of readdirSync(DEBIAN)) folders.add(join(DEBIAN, f, 'bin'));
    const configured = say('pg_config', '--bindir');
    if (configured) folders.add(configured);
  }
  return [...folders]
    .flatMap((folder) => {
      if (!existsSync(join(folder, 'initdb')) || !existsSync(join(folder, 'postgres'))) return [];
      const major = Number(/(\d+)/.exec(say(join(folder, 'postgres'), '--version') ?? '')?.[1]);
      const shared =
        say(join(folder, 'pg_config'), '--sharedir') ?? `/usr/share/postgresql/${major}`;
      return [{ folder, major, postgis: existsSync(join(shared, 'extension/postgis.control')) }];
    })
    .sort((a, b) => Number(b.postgis) - Number(a.postgis) || b.major - a.major);
}

function say(program: string, flag: string): string | null {
  try {
    return execFileSync(program, [flag], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
