import { unpackNoun, type PackedNoun, type Unpacked } from './unpack-noun.ts';
import type { FromUnpack, ToUnpack } from './unpack-worker.ts';

interface Asked {
  resolve: (unpacked: never) => void;
  reject: (reason: Error) => void;
}

let last = 0;
const asked = new Map<number, Asked>();

function start(): Worker {
  const made = new Worker(new URL('./unpack-worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<FromUnpack>) => {
    const one = asked.get(data.ask);
    asked.delete(data.ask);
    if ('failed' in data) one?.reject(new Error(data.failed));
    else one?.resolve(data.unpacked as never);
  };
  made.onerror = (event) => {
    // Whoever asked tries again, with another worker.
    made.terminate();
    if (worker === made) worker = null;
    for (const one of asked.values()) one.reject(new Error(event.message));
    asked.clear();
  };
  return made;
}

// Started with the page: it is there by the time the first bytes are.
let worker: Worker | null = typeof Worker === 'undefined' ? null : start();

/**
 * Unpacks a noun's bytes beside the page, in a worker: a district's took 150 ms of the page's own
 * thread, and 90 ms more until whose a point is could be said. `bytes` are handed over and gone.
 * Rejects on bytes that are not that noun's. Where there are no workers it is done here.
 */
export function unpack<N extends PackedNoun>(
  noun: N,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Unpacked[N]> {
  if (typeof Worker === 'undefined')
    return new Promise((resolve) => resolve(unpackNoun(noun, bytes)));
  return new Promise((resolve, reject) => {
    worker ??= start();
    asked.set(++last, { resolve, reject });
    worker.postMessage({ ask: last, noun, bytes } satisfies ToUnpack, [bytes.buffer]);
  });
}
