import type { Bench } from './bench.ts';
import { measurePush, medianOf, ratioOf, type Measured } from './push/measure.ts';

export const bench: Bench = {
  name: 'viewport',
  about: '100,000 positions/s, each of 100 consoles its own view, against a JSON filter per client',
  run: async (log) => {
    const rounds = await measurePush(
      {
        turns: ['json', 'ours', 'json'],
        units: 100_000,
        perSecond: 100_000,
        tickMs: 500,
        consoles: 100,
        viewDeg: 0.05,
        rounds: 5,
        windowMs: 5000,
      },
      log,
    );
    const of = (kind: 'ours' | 'json', what: keyof Measured) => medianOf(rounds, kind, what);
    const cpu = ratioOf(rounds, 'json', 'cpuPercent');
    const bytes = ratioOf(rounds, 'json', 'bytesPerTick');
    return [
      {
        name: 'viewport: server CPU',
        unit: '% of a core',
        ours: of('ours', 'cpuPercent'),
        peers: [{ name: 'JSON filter per client', value: of('json', 'cpuPercent') }],
        ratio: cpu,
        aim: '≤ 0.2 × JSON filter',
        met: cpu <= 0.2,
        notes: [
          `ticks delivered: ours ${of('ours', 'delivered').toFixed(3)}, JSON ${of('json', 'delivered').toFixed(3)}`,
        ],
      },
      {
        name: 'viewport: bytes',
        unit: 'bytes a tick and console',
        ours: of('ours', 'bytesPerTick'),
        peers: [{ name: 'JSON filter per client', value: of('json', 'bytesPerTick') }],
        ratio: bytes,
        aim: '≤ 0.36 × JSON filter',
        met: bytes <= 0.36,
      },
    ];
  },
};
