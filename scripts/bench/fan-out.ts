import type { Bench } from './bench.ts';
import { measurePush, medianOf, ratioOf, type Measured } from './push/measure.ts';

export const bench: Bench = {
  name: 'fan-out',
  about: '10,000 positions/s to 100 consoles, tick 500 ms, against ws and socket.io with JSON',
  run: async (log) => {
    const rounds = await measurePush(
      {
        turns: ['ws', 'ours', 'ws', 'json'],
        units: 10_000,
        perSecond: 10_000,
        tickMs: 500,
        consoles: 100,
        viewDeg: null,
        rounds: 5,
        windowMs: 5000,
      },
      log,
    );
    const of = (kind: 'ours' | 'ws' | 'json', what: keyof Measured) => medianOf(rounds, kind, what);
    const cpu = ratioOf(rounds, 'ws', 'cpuPercent');
    const bytes = ratioOf(rounds, 'json', 'bytesPerTick');
    return [
      {
        name: 'fan-out: server CPU',
        unit: '% of a core',
        ours: of('ours', 'cpuPercent'),
        peers: [
          { name: 'ws, the same frames', value: of('ws', 'cpuPercent') },
          { name: 'socket.io with JSON', value: of('json', 'cpuPercent') },
        ],
        ratio: cpu,
        aim: '≤ 1.7 × ws',
        met: cpu <= 1.7,
      },
      {
        name: 'fan-out: ticks delivered',
        unit: 'of 1',
        ours: of('ours', 'delivered'),
        peers: [
          { name: 'ws', value: of('ws', 'delivered') },
          { name: 'socket.io with JSON', value: of('json', 'delivered') },
        ],
        ratio: null,
        aim: '≥ 0.99',
        met: of('ours', 'delivered') >= 0.99,
      },
      {
        name: 'fan-out: bytes',
        unit: 'bytes a tick and console',
        ours: of('ours', 'bytesPerTick'),
        peers: [{ name: 'JSON delta', value: of('json', 'bytesPerTick') }],
        ratio: bytes,
        aim: '≤ 0.25 × JSON delta',
        met: bytes <= 0.25,
      },
    ];
  },
};
