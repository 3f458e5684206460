import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { packCaptains } from '#data/wire/captains-packed.ts';

import type * as Captains from './load-captains.ts';
import type * as Stores from './stores.ts';

const answerOf = (...names: string[]): Response =>
  new Response(
    packCaptains({
      buildingIds: Uint32Array.from(names, (_, i) => i + 1),
      captain: Uint32Array.from(names, (_, i) => i),
      names,
    }) as BodyInit,
  );
const refused = (): Response => Response.json({ reason: 'internal' }, { status: 500 });

let captains: typeof Captains;
let stores: typeof Stores;
let asked: string[];
let answer: (signal: AbortSignal) => Promise<Response>;
beforeEach(async () => {
  // It knows whether it was asked for: each time another page.
  vi.resetModules();
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', (url: string, { signal }: { signal: AbortSignal }) => {
    asked.push(url);
    return answer(signal);
  });
  captains = await import('./load-captains.ts');
  stores = await import('./stores.ts');
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const state = () => captains.captainStore.getState();
const settle = () => vi.advanceTimersByTimeAsync(0);
/** As a snapshot brings it. */
const hear = (areas: number): void =>
  stores.districtStore.setState({ versions: { areas } as never });

it('asks for nothing before it is wanted, and then once', async () => {
  answer = () => Promise.resolve(answerOf('陈立', '周敏'));
  hear(1);
  expect(asked).toEqual([]);
  expect(state()).toEqual({ load: 'loading', packed: null });
  captains.wantCaptains();
  captains.wantCaptains();
  await settle();
  expect(asked).toEqual(['/api/buildings/captains']);
  expect(state().load).toBe('ready');
  expect(state().packed?.names).toEqual(['陈立', '周敏']);
  expect([...state().packed!.buildingIds]).toEqual([1, 2]);
});

it('asks again with each snapshot, and keeps what it had meanwhile', async () => {
  answer = () => Promise.resolve(answerOf('陈立'));
  captains.wantCaptains();
  await settle();
  let say: (response: Response) => void = () => undefined;
  answer = () => new Promise((resolve) => (say = resolve));
  hear(2);
  expect(asked).toHaveLength(2);
  expect(state()).toMatchObject({ load: 'ready', packed: { names: ['陈立'] } });
  say(answerOf('吴桐'));
  await settle();
  expect(state().packed?.names).toEqual(['吴桐']);
});

it('asks again within about an hour, for posts begin and end with the clock', async () => {
  answer = () => Promise.resolve(answerOf('陈立'));
  captains.wantCaptains();
  await settle();
  await vi.advanceTimersByTimeAsync(44 * 60_000);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(32 * 60_000);
  expect(asked).toHaveLength(2);
});

it('says that it failed, keeps what it had, and tries again by itself and by hand', async () => {
  answer = () => Promise.resolve(refused());
  captains.wantCaptains();
  await settle();
  expect(state()).toEqual({ load: 'failed', packed: null });
  await vi.advanceTimersByTimeAsync(14_000);
  expect(asked).toHaveLength(1);
  answer = () => Promise.resolve(answerOf('陈立'));
  await vi.advanceTimersByTimeAsync(12_000);
  expect(asked).toHaveLength(2);
  expect(state().load).toBe('ready');

  // Neither a cut connection nor bytes that are something else take away what is known.
  answer = () => Promise.reject(new TypeError('no network'));
  await captains.loadCaptains();
  expect(state()).toMatchObject({ load: 'failed', packed: { names: ['陈立'] } });
  answer = () => Promise.resolve(new Response('not packed'));
  await captains.loadCaptains();
  expect(state()).toMatchObject({ load: 'failed', packed: { names: ['陈立'] } });
  answer = () => Promise.resolve(answerOf('吴桐'));
  await captains.loadCaptains();
  expect(state()).toMatchObject({ load: 'ready', packed: { names: ['吴桐'] } });
});

it('takes the answer of the asking begun last only, and lets the other go', async () => {
  const says: ((response: Response) => void)[] = [];
  const signals: AbortSignal[] = [];
  answer = (signal) => {
    signals.push(signal);
    return new Promise((resolve) => says.push(resolve));
  };
  const first = captains.loadCaptains();
  const second = captains.loadCaptains();
  expect(signals.map((s) => s.aborted)).toEqual([true, false]);
  says[1]!(answerOf('new'));
  says[0]!(answerOf('old'));
  await Promise.all([first, second]);
  expect(state().packed?.names).toEqual(['new']);
});
