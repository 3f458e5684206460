import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import type { LinkSocket } from './link-socket.ts';
import { heardStore, startSessionLink } from './session-link.ts';

type Handler = (...args: never[]) => void;

/** A server that lets in or is away; each connection is kept. */
let away: boolean;
let signedIn: boolean;
let looked: number;
let made: Made[];
let stop: () => void;

class Made implements LinkSocket {
  connected = false;
  said: string[] = [];
  handlers = new Map<string, Handler>();
  on(event: string, listener: Handler): void {
    this.handlers.set(event, listener);
  }
  emit(event: string): void {
    this.said.push(event);
  }
  connect(): void {
    if (away) this.tell('connect_error');
    else {
      this.connected = true;
      this.tell('connect');
    }
  }
  disconnect(): void {
    this.connected = false;
  }
  tell(event: string): void {
    if (event === 'disconnect') this.connected = false;
    this.handlers.get(event)?.();
  }
}
const isHeard = (): boolean => heardStore.getState().isHeard;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const start = (look?: () => Promise<boolean | null>): void => {
  stop = startSessionLink({
    look: look ?? (() => (looked++, Promise.resolve(away ? null : signedIn))),
    connect: () => (made.push(new Made()), made.at(-1)!),
  });
};

beforeEach(() => {
  vi.useFakeTimers();
  [away, signedIn, looked, made] = [false, true, 0, []];
  heardStore.setState({ isHeard: true });
});
afterEach(() => {
  stop();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('stays, and asks at once who is here when the connection ends', async () => {
  start();
  await pass(1_000);
  expect(made.map(({ said }) => said)).toEqual([['stay']]);
  signedIn = false;
  made[0]!.tell('disconnect');
  await pass(60_000);
  // Whoever is out has been taken to the door: nothing more is asked.
  expect([looked, made.length, made[0]!.connected]).toEqual([2, 1, false]);
});

it('says that nothing is heard while the server is away, and comes back by itself', async () => {
  start();
  await pass(1_000);
  away = true;
  made[0]!.tell('disconnect');
  await pass(100);
  expect(isHeard()).toBe(false);
  await pass(20_000);
  // Up to eight seconds apart, and half of it at least.
  expect(made.length).toBeGreaterThan(4);
  expect(made.length).toBeLessThan(14);
  away = false;
  await pass(8_000);
  expect([isHeard(), made.at(-1)!.said]).toEqual([true, ['stay']]);
});

it('says so, too, where the question itself hangs', async () => {
  start(() => new Promise(() => {}));
  await pass(3_900);
  expect(isHeard()).toBe(true);
  await pass(200);
  expect(isHeard()).toBe(false);
});

it('knocks for no page that is left within a second, but has asked who is here', async () => {
  start();
  await pass(999);
  stop();
  await pass(10_000);
  expect([looked, made.length]).toEqual([1, 0]);
});

it('opens nothing for who is not let in, and nothing once it is stopped', async () => {
  signedIn = false;
  start();
  await pass(10_000);
  expect(made).toEqual([]);
  stop();
  signedIn = true;
  start();
  stop();
  await pass(10_000);
  expect(made).toEqual([]);
});

it('builds anew when the page wakes without a connection', async () => {
  // Tried last at 28 s, and by itself again at 36.
  vi.spyOn(Math, 'random').mockReturnValue(1);
  start();
  await pass(1_000);
  away = true;
  made[0]!.tell('disconnect');
  await pass(30_000);
  away = false;
  const before = made.length;
  window.dispatchEvent(new Event('online'));
  await pass(0);
  expect([made.length, isHeard()]).toEqual([before + 1, true]);
});
