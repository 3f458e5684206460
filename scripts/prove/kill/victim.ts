import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { isAlive, readPostmasterPid } from '#server/db/private-cluster.ts';

import { pause } from '../wait-until.ts';

const SERVE = fileURLToPath(new URL('./serve.ts', import.meta.url));
const PATIENCE_MS = 120_000;

/** The product with a private database of its own, to be killed and started again. */
export interface Victim {
  url: string;
  dataDir: string;
  /** Start it; resolves when it serves and says of itself that all is well. */
  start: () => Promise<void>;
  /** kill -9 of the server's process; resolves when it is gone. */
  killServer: () => Promise<void>;
  /** kill -9 of the database's first process, or of all its processes at once; resolves when the first is gone. */
  killDatabase: (which: 'first' | 'all') => Promise<void>;
  /** Resolves when the server has brought its database back and all is well. */
  untilBack: () => Promise<void>;
  /** End it in order and take its files away. */
  remove: () => Promise<void>;
}

/** One with nothing in it, on a port of 127.0.0.1. */
export async function createVictim(port: number): Promise<Victim> {
  // Not below a folder for temporary files of one user: the database's user must be able to enter.
  const dataDir = await mkdtemp(join('/var/tmp', 'jingwei-kill-'));
  const place = { dataDir: join(dataDir, 'cluster') };
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  let killed: number | null = null;
  const gone = (process: ChildProcess): Promise<void> =>
    process.exitCode !== null || process.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => process.once('exit', () => resolve()));
  const env: NodeJS.ProcessEnv = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(JINGWEI_|DATABASE_URL$|HOST$)/.test(name)) delete env[name];
  }
  const untilBack = async (): Promise<void> => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const now = readPostmasterPid(place);
      // A process of the database that was killed may answer for a moment longer.
      if (now !== null && now !== killed && (await isWell(url))) return;
      if (Date.now() > deadline) {
        const text = await readFile(join(dataDir, 'postgres.log'), 'utf8').catch(() => '');
        throw new Error(`it did not come back: ${text.slice(-1000)}`);
      }
      await pause(30);
    }
  };
  return {
    url,
    dataDir,
    start: async () => {
      await new Promise<void>((resolve, reject) => {
        child = spawn(process.execPath, ['--import', 'tsx', SERVE], {
          env: { ...env, PORT: String(port), JINGWEI_DATA_DIR: dataDir, JINGWEI_SAMPLE: 'none', JINGWEI_LOG: 'silent', JINGWEI_SIGN_IN: 'no' }, // prettier-ignore
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let said = '';
        const hear = (chunk: Buffer): void => {
          said = (said + chunk.toString()).slice(-4000);
          if (/^ready /m.test(said)) resolve();
        };
        child.stdout!.on('data', hear);
        child.stderr!.on('data', hear);
        child.once('exit', (code, by) => reject(new Error(`it ended with ${code ?? by}: ${said}`)));
      });
      await untilBack();
    },
    killServer: async () => {
      child!.kill('SIGKILL');
      await gone(child!);
    },
    killDatabase: async (which) => {
      killed = readPostmasterPid(place);
      if (killed === null) throw new Error('there is no database to kill');
      const others = which === 'all' ? childrenOf(killed) : [];
      for (const pid of [killed, ...others]) kill(pid);
      while (isAlive(killed)) await pause(5);
    },
    untilBack,
    remove: async () => {
      if (child) {
        child.kill('SIGTERM');
        await gone(child);
      }
      const left = readPostmasterPid(place);
      if (left !== null) kill(left);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

async function isWell(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`, { signal: AbortSignal.timeout(5000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Processes whose parent is `pid`; none where there is no /proc. */
function childrenOf(pid: number): number[] {
  const children: number[] = [];
  try {
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // After the name in brackets: state, parent.
        if (stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] === String(pid)) children.push(Number(name)); // prettier-ignore
      } catch {
        // It has ended meanwhile.
      }
    }
  } catch {
    // No /proc.
  }
  return children;
}
