import { makeSample } from '#data/fixtures/made-sample.ts';

import { median, type Bench } from './bench.ts';
import { cpuFor } from './machine/cpu-of.ts';

const ROUNDS = 3;
const AIM_S = 15;

export const bench: Bench = {
  name: 'sample',
  about: 'generation of the sample district',
  run: (log) => {
    const seconds: number[] = [];
    const cpu: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const began = performance.now();
      cpu.push(cpuFor(() => void makeSample('district', 1)) / 1000);
      seconds.push((performance.now() - began) / 1000);
      log(`round ${round + 1}: ${seconds.at(-1)!.toFixed(1)} s, ${cpu.at(-1)!.toFixed(1)} s of CPU`); // prettier-ignore
    }
    return Promise.resolve([
      {
        name: 'district generated',
        unit: 's',
        ours: median(seconds),
        peers: [],
        ratio: null,
        aim: `≤ ${AIM_S} s`,
        met: median(seconds) <= AIM_S,
        notes: [`${median(cpu).toFixed(1)} s of CPU, its garbage collector's threads included`],
      },
    ]);
  },
};
