import { describe, expect, it } from 'vitest';

import { takeTurns } from './take-turns.ts';

/** Work that ends when it is told to, and in which order it began. */
function bench(atOnce: number, waitingMax: number) {
  const inTurn = takeTurns(atOnce, waitingMax);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (whose: string, name: string): Promise<string> =>
    inTurn(whose, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  const endOne = async (): Promise<void> => {
    ends.shift()!();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { ask, begun, endOne };
}

describe('turns', () => {
  it('serves whoever waits by turns, whoever asked first', async () => {
    const { ask, begun, endOne } = bench(1, 10);
    for (const name of ['a1', 'a2', 'a3', 'a4']) void ask('a', name);
    for (const name of ['b1', 'b2']) void ask('b', name);
    void ask('c', 'c1');
    for (let i = 0; i < 6; i++) await endOne();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4']);
  });

  it('makes room for another by the last of whoever has most waiting', async () => {
    const { ask, begun, endOne } = bench(1, 3);
    const all = ['a1', 'a2', 'a3', 'a4'].map((name) => ask('a', name));
    const told = Promise.allSettled(all);
    const other = ask('b', 'b1');
    await expect(all[3]).rejects.toMatchObject({ status: 503, reason: 'busy' });
    for (let i = 0; i < 4; i++) await endOne();
    expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
    expect(await other).toBe('b1');
    expect((await told).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']); // prettier-ignore
  });

  it('refuses whoever has most waiting already, and works on after a failure', async () => {
    const { ask, endOne } = bench(2, 2);
    const inWork = [ask('a', '1'), ask('a', '2'), ask('a', '3'), ask('a', '4')];
    await expect(ask('a', '5')).rejects.toMatchObject({ reason: 'busy' });
    for (let i = 0; i < 4; i++) await endOne();
    expect(await Promise.all(inWork)).toEqual(['1', '2', '3', '4']);
    const inTurn = takeTurns(1, 1);
    await expect(inTurn('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await inTurn('b', async () => 'after it')).toBe('after it');
  });
});
