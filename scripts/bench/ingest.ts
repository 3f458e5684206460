import { testDatabase } from '#server/db/test-database.ts';

import { median, type Bench } from './bench.ts';
import { measureIngest } from './ingest/measure.ts';

export const bench: Bench = {
  name: 'ingest',
  about: '100,000 positions into state and history, and their rows against server-side COPY',
  run: async (log) => {
    const database = await testDatabase({ durable: true });
    try {
      const rounds = await measureIngest(database, 7, log);
      const whole = median(rounds.map((r) => r.whole));
      const history = median(rounds.map((r) => r.history));
      const ceiling = median(rounds.map((r) => r.ceiling));
      const ratio = median(rounds.map((r) => r.history / r.ceiling));
      return [
        {
          name: 'ingest: 100,000 positions/s by HTTP into state and history',
          unit: 'cores',
          ours: whole,
          peers: [],
          ratio: null,
          aim: '≤ 1 core',
          met: whole <= 1,
          notes: [
            `server and its backend together, of which the backend ${median(rounds.map((r) => r.wholeBackend)).toFixed(2)}; batches of 5,000, answered when durable; ${median(rounds.map((r) => r.wholeSeconds)).toFixed(2)} s on the clock`,
          ],
        },
        {
          name: 'ingest: rows of history',
          unit: 'CPU s per 100,000',
          ours: history,
          peers: [{ name: 'server-side COPY binary', value: ceiling }],
          ratio,
          aim: '≤ 2.2 × server-side COPY',
          met: ratio <= 2.2,
          notes: ['the same table and indexes; ours counts this process and its backend'],
        },
      ];
    } finally {
      await database.drop();
    }
  },
};
