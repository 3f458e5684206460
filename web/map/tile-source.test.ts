import { beforeEach, expect, it, vi } from 'vitest';

import type { FromWorker, ToWorker } from './tile-messages.ts';

type Answer = (request: { url: string }, abort: AbortController) => Promise<{ data: ArrayBuffer }>;
let answer: Answer;
vi.mock('maplibre-gl', () => ({
  addProtocol: (_name: string, load: Answer) => {
    answer = load;
  },
}));
const { createTileSource } = await import('./tile-source.ts');

/** A worker that answers when it is told to, with a byte of what it held at that time. */
class SlowWorker {
  onmessage: ((event: { data: FromWorker }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  held = 0;
  asked: Extract<ToWorker<number>, { ask: number }>[] = [];
  postMessage(message: ToWorker<number>): void {
    if ('hold' in message) this.held = message.hold;
    else this.asked.push(message);
  }
  /** Answers the oldest question. */
  step(): void {
    const { ask } = this.asked.shift()!;
    this.onmessage!({ data: { ask, bytes: Uint8Array.of(this.held).buffer } });
  }
}

let worker: SlowWorker;
let sources = 0;
const source = () =>
  createTileSource<number>(`test-${++sources}`, () => (worker = new SlowWorker()) as never);
const load = (url: string, abort = new AbortController()) =>
  answer({ url: url.replace('{z}/{x}/{y}', '14/1/2') }, abort);
const byteOf = async (tile: Promise<{ data: ArrayBuffer }>) => new Uint8Array((await tile).data)[0];
beforeEach(() => {
  worker = new SlowWorker();
});

it('has other addresses whenever something else is held', () => {
  const tiles = source();
  tiles.hold(1);
  const first = tiles.tiles('all');
  tiles.hold(2);
  expect(tiles.tiles('all')).not.toEqual(first);
});

it('answers a tile that was on its way when something else came to be held from what is held now', async () => {
  const tiles = source();
  tiles.hold(1);
  const tile = load(tiles.tiles('all')[0]!);
  // The worker cuts it from the first, while the second is already on its way to it.
  const late = worker.asked[0]!;
  tiles.hold(2);
  worker.onmessage!({ data: { ask: late.ask, bytes: Uint8Array.of(1).buffer } });
  worker.asked.shift();
  expect(worker.asked).toHaveLength(1);
  worker.step();
  expect(await byteOf(tile)).toBe(2);
});

it('asks the worker for few at once, and for none that was called off while it waited', async () => {
  const tiles = source();
  tiles.hold(3);
  const aborts = Array.from({ length: 5 }, () => new AbortController());
  const loads = aborts.map((abort) => load(tiles.tiles('all')[0]!, abort));
  expect(worker.asked).toHaveLength(3);
  aborts[3]!.abort();
  await expect(loads[3]).rejects.toBeDefined();
  for (let i = 0; i < 4; i++) worker.step();
  expect(worker.asked).toHaveLength(0);
  expect(await byteOf(loads[4]!)).toBe(3);
});

it('says so when the worker breaks, and goes on with what is asked next', async () => {
  const tiles = source();
  tiles.hold(4);
  const lost = load(tiles.tiles('all')[0]!);
  worker.onerror!({ message: 'broken' });
  await expect(lost).rejects.toThrow('broken');
  const next = load(tiles.tiles('all')[0]!);
  worker.asked.shift();
  worker.step();
  expect(await byteOf(next)).toBe(4);
});
