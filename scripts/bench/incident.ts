import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { District } from '#data/wire/messages.ts';
import { clusterUrl, DATABASE, OWNER_ROLE } from '#server/db/private-cluster.ts';

import { median, percentile, type Bench } from './bench.ts';
import type { ConsolesSetting, NullSample } from './facts/consoles.ts';
import { startDistrict } from './facts/district.ts';

const CONSOLES = 100;
const ROUNDS = 5;
const TIMES = 200;

export const bench: Bench = {
  name: 'incident',
  about:
    'an incident created → on the last of 100 consoles, against null broadcast + POST + INSERT',
  run: async (log) => {
    const product = await startDistrict(log);
    const nothing = start(new URL('./facts/null-server.ts', import.meta.url));
    const consoles = start(new URL('./facts/consoles.ts', import.meta.url));
    try {
      const { url: nullUrl } = await said<{ url: string }>(nothing);
      const district = (await (await fetch(`${product.url}/api/district`)).json()) as District;
      const [west, south, east, north] = district.bounds!;
      const setting: ConsolesSetting = {
        url: product.url,
        nullUrl,
        ownerUrl: clusterUrl({ socketDir: join(product.folder, 's') }, OWNER_ROLE, DATABASE),
        count: CONSOLES,
        category: district.categories[0]!.key,
        at: [(west + east) / 2, (south + north) / 2],
      };
      consoles.send(setting);
      await said(consoles);
      const ask = async <T>(what: 'ours' | 'null'): Promise<T> => {
        consoles.send({ what, times: TIMES });
        return (await said<{ samples: T }>(consoles)).samples;
      };
      /** Medians and tails of the sum, incident by incident. */
      const sums: { p50: number; p99: number }[] = [];
      const parts: NullSample = { post: [], insert: [], broadcast: [] };
      const measureNull = async (): Promise<void> => {
        const { post, insert, broadcast } = await ask<NullSample>('null');
        parts.post.push(...post);
        parts.insert.push(...insert);
        parts.broadcast.push(...broadcast);
        const sum = post.map((ms, i) => ms + insert[i]! + broadcast[i]!);
        sums.push({ p50: percentile(sum, 0.5), p99: percentile(sum, 0.99) });
      };
      const ours: { p50: number; p99: number }[] = [];
      await measureNull();
      for (let round = 0; round < ROUNDS; round++) {
        const samples = await ask<number[]>('ours');
        ours.push({ p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) });
        await measureNull();
        log(
          `round ${round + 1}: ours p50 ${ours[round]!.p50.toFixed(2)}, p99 ${ours[round]!.p99.toFixed(2)} ms; the sum ${sums[round + 1]!.p50.toFixed(2)}, ${sums[round + 1]!.p99.toFixed(2)} ms`,
        );
      }
      const result = (what: 'p50' | 'p99', most: number) => {
        const ratios = ours.map((o, i) => o[what] / ((sums[i]![what] + sums[i + 1]![what]) / 2));
        const ratio = median(ratios);
        return {
          name: `incident → last of ${CONSOLES} consoles, ${what}`,
          unit: 'ms',
          ours: median(ours.map((o) => o[what])),
          peers: [
            { name: 'null broadcast + POST + INSERT', value: median(sums.map((s) => s[what])) },
          ],
          ratio,
          aim: `≤ ${most.toFixed(1)} × the sum`,
          met: ratio <= most,
          notes: [
            `medians of the sum's parts: broadcast ${median(parts.broadcast).toFixed(2)}, POST ${median(parts.post).toFixed(2)}, INSERT ${median(parts.insert).toFixed(2)} ms`,
            'the ratio is the median of five, each against the sums before and after it',
          ],
        };
      };
      return [result('p50', 1), result('p99', 1.2)];
    } finally {
      consoles.kill();
      nothing.kill();
      await product.stop();
    }
  },
};

function start(file: URL): ChildProcess {
  return fork(fileURLToPath(file), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function said<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`it ended with ${code}`));
    child.once('exit', ended);
    child.once('message', (message: T & { error?: string }) => {
      child.off('exit', ended);
      if (message.error === undefined) resolve(message);
      else reject(new Error(message.error));
    });
  });
}
