import { spawn } from 'node:child_process';
import { existsSync, utimesSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ROOT } from '#server/config.ts';
import { SCREENS } from '#server/start/build-screens.ts';

import { freePort } from '../flows/product.ts';
import { median, type Bench } from './bench.ts';

const ROUNDS = 3;

/** Seconds from the line that starts it. */
interface Start {
  /** The page answers. */
  page: number;
  ready: number;
  /** From SIGTERM until it has ended. */
  stop: number;
  /** What it said, and when: the stages. */
  stages: [at: number, line: string][];
}

export const bench: Bench = {
  name: 'start',
  about: 'npm start until it is ready, with a district: the first time, and later',
  run: async (log) => {
    const first: Start[] = [];
    const later: Start[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Not below the folder for temporary files: the database's user must be able to enter.
      const folder = await mkdtemp(join('/var/tmp', 'jingwei-bench-start-'));
      try {
        // As in a fresh checkout: the screens are built, too.
        const page = join(SCREENS, 'index.html');
        if (existsSync(page)) utimesSync(page, 0, 0);
        first.push(await startOnce(folder));
        later.push(await startOnce(folder));
        const [f, l] = [first[round]!, later[round]!];
        log(
          `round ${round + 1}: first ${f.ready.toFixed(1)} s (page after ${f.page.toFixed(1)}, stopped in ${f.stop.toFixed(2)}), later ${l.ready.toFixed(1)} s (${l.page.toFixed(1)}, ${l.stop.toFixed(2)})`,
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    const result = (name: string, starts: Start[], most: number) => {
      const seconds = median(starts.map((s) => s.ready));
      const typical = starts.find((s) => s.ready === seconds)!;
      return {
        name,
        unit: 's',
        ours: seconds,
        peers: [],
        ratio: null,
        aim: `≤ ${most} s`,
        met: seconds <= most,
        notes: [
          `the page answers after ${median(starts.map((s) => s.page)).toFixed(1)} s; SIGTERM to npm start ends it in ${median(starts.map((s) => s.stop)).toFixed(2)} s`,
          stageLine(typical),
        ],
      };
    };
    return [result('first start, district', first, 60), result('later start, district', later, 12)];
  },
};

/** When each stage began. */
function stageLine({ stages, ready }: Start): string {
  const began = new Map<string, number>();
  for (const [at, line] of stages) {
    const stage = /^ *\d+ % {2}([a-z]+)/.exec(line)?.[1];
    if (stage && !began.has(stage)) began.set(stage, at);
  }
  return [...began, ['ready', ready] as const]
    .map(([stage, at]) => `${stage} ${at.toFixed(1)}`)
    .join(', ');
}

async function startOnce(folder: string): Promise<Start> {
  const port = await freePort();
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(JINGWEI_|npm_|DATABASE_URL|HOST$)/.test(name)) env[name] = value;
  }
  const began = performance.now();
  const since = (): number => (performance.now() - began) / 1000;
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: {
      ...env,
      PORT: String(port),
      JINGWEI_DATA_DIR: folder,
      JINGWEI_SAMPLE: 'district',
      JINGWEI_SIGN_IN: 'no',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stages: Start['stages'] = [];
  let page = Number.NaN;
  const asking = setInterval(() => {
    fetch(`http://127.0.0.1:${port}/watch`).then(
      (answer) => {
        if (answer.ok && Number.isNaN(page)) page = since();
        clearInterval(asking);
        return answer.arrayBuffer();
      },
      () => {},
    );
  }, 100);
  try {
    let said = '';
    const ready = await new Promise<number>((resolve, reject) => {
      const take = (chunk: Buffer): void => {
        for (const line of chunk.toString().split('\n')) stages.push([since(), line]);
        said += chunk.toString();
        if (/^ready http/m.test(said)) resolve(since());
      };
      child.stdout.on('data', take);
      child.stderr.on('data', take);
      void ended.then(() => reject(new Error(`it ended:\n${said}`)));
    });
    const stopping = performance.now();
    child.kill('SIGTERM');
    await ended;
    return { page, ready, stop: (performance.now() - stopping) / 1000, stages };
  } finally {
    clearInterval(asking);
    child.kill('SIGKILL');
  }
}
