import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { Incident } from '#data/incidents/incident.ts';

import { connectionStore, incidentStore } from './stores.ts';
import { programOf, watchProgram, type ProgramPage } from './watch-program.ts';

let served: string | null;
let asked: number;
let reloads: number;
let kept: Map<string, string>;
let stop: () => void;
const page = (): ProgramPage => ({
  mine: '/assets/index-old.js',
  ask: () => {
    asked++;
    return served === 'broken' ? Promise.reject(new Error('cut')) : Promise.resolve(served);
  },
  reload: () => void reloads++,
  storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, to) => void kept.set(key, to) },
}); // prettier-ignore
const connection = (state: 'live' | 'lost') => connectionStore.setState({ state });
const restart = () => {
  connection('lost');
  connection('live');
};
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  served = '/assets/index-old.js';
  asked = 0;
  reloads = 0;
  kept = new Map();
  connectionStore.setState({ state: 'live', serverOffsetMs: 0 });
  incidentStore.setState({ byId: new Map() });
  stop = watchProgram(page());
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

it('asks after a cut only, and leaves a page alone whose program is served', async () => {
  await pass(3_600_000);
  expect(asked).toBe(0);
  restart();
  await pass(3_600_000);
  expect([asked, reloads]).toEqual([1, 0]);
});

it('reloads to another program, and once for each', async () => {
  served = '/assets/index-new.js';
  restart();
  await pass(60_000);
  expect(reloads).toBe(1);
  // The page that came of it runs the old one still: something between keeps it.
  stop();
  stop = watchProgram(page());
  restart();
  await pass(3_600_000);
  expect(reloads).toBe(1);
  served = '/assets/index-newer.js';
  restart();
  await pass(60_000);
  expect(reloads).toBe(2);
});

it('asks again where it got no page of ours: the server is starting, or gone again', async () => {
  served = null;
  restart();
  await pass(30_000);
  served = 'broken';
  await pass(30_000);
  expect(reloads).toBe(0);
  served = '/assets/index-new.js';
  await pass(60_000);
  expect(reloads).toBe(1);
});

it('waits until it is connected and no grave incident is new', async () => {
  served = '/assets/index-new.js';
  const grave = { id: 'a', severity: 1, reportedAt: new Date().toISOString() } as Incident;
  incidentStore.setState({ byId: new Map([['a', grave]]) });
  restart();
  await pass(110_000);
  connection('lost');
  await pass(110_000);
  expect(reloads).toBe(0);
  connection('live');
  await pass(60_000);
  expect(reloads).toBe(1);
});

it('reads the program of a page, and none of a page that shows how a start goes', () => {
  const read = (html: string) => programOf(new DOMParser().parseFromString(html, 'text/html'));
  expect(read('<script type="module" crossorigin src="/assets/index-B.js"></script>')).toBe(
    '/assets/index-B.js',
  );
  expect(read('<script src="/boot/boot.js"></script>')).toBeNull();
});
