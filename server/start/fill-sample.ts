import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { SampleProgress, SampleSize } from '#data/sample/sample.ts';
import type { Config } from '#server/config.ts';
import type { Db } from '#server/db/database.ts';
import { selectFilled, selectMade } from '#server/db/filled.sql.ts';
import { CannotStart } from '#server/errors.ts';

import type { SampleNews, SampleOrder } from './sample-process.ts';

const PROCESS = fileURLToPath(new URL('./sample-process.ts', import.meta.url));
const SEED = 1;
/** Where the sample lies: its day may begin before the settings' own, and its history lies in the past. */
const SAMPLE_ZONE = 'Asia/Shanghai';

/**
 * Which sample is to be made now: the one that the settings say, into an empty database; null where none is, or this
 * database was made from it already.
 *
 * @param isPrivate the product's own database; into a given one only a sample that was asked for goes
 * @throws CannotStart where a sample was asked for and the database holds something else
 */
export async function sampleDue(
  db: Db,
  config: Pick<Config, 'sample' | 'sampleAsked'>,
  isPrivate: boolean,
): Promise<SampleSize | null> {
  if (config.sample === 'none' || (!isPrivate && !config.sampleAsked)) return null;
  const { sample } = await selectMade(db);
  if (sample?.size === config.sample) return null;
  const filled = await selectFilled(db);
  if (filled.length === 0) return config.sample;
  if (!config.sampleAsked) return null;
  const holds = sample
    ? `was made from the sample "${sample.size}"`
    : `holds rows (${filled.slice(0, 5).join(', ')}${filled.length > 5 ? ', …' : ''})`;
  throw new CannotStart(
    `JINGWEI_SAMPLE=${config.sample}: a sample goes only into an empty database, and this one ${holds}. Leave JINGWEI_SAMPLE out to use what is there, or name another JINGWEI_DATA_DIR.`,
  );
}

/** Today in a time zone, as YYYY-MM-DD, and how many whole minutes of it are over. */
function nowIn(timeZone: string, now: Date): { endDate: string; endMinute: number } {
  const endDate = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(now);
  const [hours, minutes] = time.split(':').map(Number);
  return { endDate, endMinute: 60 * hours! + minutes! };
}

/**
 * Make a sample that ends now and store it, whole or not at all: of today it shows what is over.
 *
 * @param onProgress not called any more once `signal` gave it up; what it throws ends the making
 * @param signal gives it up: the promise rejects at once, and the process that makes it is killed
 */
export function fillSample(
  order: { ownerUrl: string; size: SampleSize; now: Date },
  onProgress: (kind: 'sample' | 'load', progress: SampleProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(PROCESS, {
      execArgv: ['--import', 'tsx', '--max-old-space-size=4096'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      ...(signal ? { signal, killSignal: 'SIGKILL' } : {}),
    });
    let told = false;
    const fail = (error: unknown): void => {
      told = true;
      reject(error as Error);
      child.kill('SIGKILL');
    };
    child.on('message', (news: SampleNews) => {
      // What a killed process had said before lies in the pipe still.
      if (told || signal?.aborted) return;
      if (news.kind === 'done') {
        told = true;
        resolve();
      } else if (news.kind === 'failed') {
        fail(new Error(`the sample could not be made: ${news.message}`));
      } else {
        const { kind, ...progress } = news;
        try {
          onProgress(kind, progress);
        } catch (error) {
          fail(error);
        }
      }
    });
    child.on('error', reject);
    child.on('exit', (code, by) => {
      if (!told) reject(new Error(`the process that makes the sample ended with ${code ?? by}`));
    });
    const request = {
      size: order.size,
      seed: SEED,
      ...nowIn(SAMPLE_ZONE, order.now),
    };
    child.send({ ownerUrl: order.ownerUrl, request } satisfies SampleOrder);
  });
}
