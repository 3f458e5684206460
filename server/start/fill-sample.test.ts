import { describe, expect, it } from 'vitest';

import { fillSample } from './fill-sample.ts';

/** Of no database: the sample is made before the first row of it is stored. */
const ORDER = {
  ownerUrl: 'postgresql://nobody@127.0.0.1:1/nothing',
  size: 'street',
  now: new Date('2026-03-02T10:00:00Z'),
} as const;
/** Long enough for the process to say more; shorter on a slow machine, where less is then tried. */
const HEARD_LATE_MS = 1_500;

const block = (ms: number): void =>
  void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

describe('the making of a sample', () => {
  it('is given up without a word more, also where more was said already', async () => {
    const abort = new AbortController();
    const heard: string[] = [];
    const making = fillSample(
      ORDER,
      (_, { stage }) => {
        heard.push(stage);
        block(HEARD_LATE_MS);
        abort.abort();
      },
      abort.signal,
    );
    await expect(making).rejects.toThrow('aborted');
    // Until the pipe of the killed process has been read to its end.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(heard).toHaveLength(1);
  });

  it('ends with what its listener throws', async () => {
    const making = fillSample(ORDER, () => {
      throw new Error('enough');
    });
    await expect(making).rejects.toThrow('enough');
  });

  it('says why it could not be stored', async () => {
    const stages: string[] = [];
    const making = fillSample(ORDER, (kind, { stage }) => stages.push(`${kind} ${stage}`));
    await expect(making).rejects.toThrow(/could not be made: .*ECONNREFUSED/s);
    expect(stages[0]).toBe('sample ground');
    expect(stages.at(-1)).toBe('sample history');
  });
});
