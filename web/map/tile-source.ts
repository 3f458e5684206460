import { addProtocol } from 'maplibre-gl';

import type { FromWorker, ToWorker } from './tile-messages.ts';

const PROTOCOL = 'jingwei';
/** So many tiles are with the worker at once; what waits here may still be called off for nothing. */
const AT_ONCE = 3;

export interface TileSource<T> {
  /** What tiles are cut from, from now on. It is copied to the worker, once. */
  hold: (data: T) => void;
  /** Addresses of a set's tiles, as a vector source takes them: others whenever something else is held. There is no tile before anything is. */
  tiles: (set: string) => string[];
}

interface Waiting {
  /** Which of the things held it was asked of. */
  version: number;
  set: string;
  z: number;
  x: number;
  y: number;
  done: (bytes: ArrayBuffer) => void;
  failed: (reason: unknown) => void;
}

const sources = new Map<
  string,
  { ask: (waiting: Waiting) => void; callOff: (waiting: Waiting) => void }
>();

/**
 * Vector tiles cut in a worker of the page's own, so that neither cutting nor serialising ever holds
 * up the page. `key` names the source in addresses; the worker's module calls `serveTiles`.
 */
export function createTileSource<T>(key: string, startWorker: () => Worker): TileSource<T> {
  let worker: Worker | null = null;
  let version = 0;
  let last = 0;
  const queue: Waiting[] = [];
  const asked = new Map<number, Waiting>();

  const start = (): Worker => {
    const w = startWorker();
    w.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const waiting = asked.get(data.ask);
      asked.delete(data.ask);
      // A tile on its way when other things came to be held would stay as it was: MapLibre does not fetch it again.
      if (waiting && waiting.version !== version) ask(waiting);
      else waiting?.done(data.bytes);
      next();
    };
    w.onerror = (event) => {
      // A tile that could not be cut fails; the others are asked for again by whoever needs them.
      for (const waiting of asked.values()) waiting.failed(new Error(event.message));
      asked.clear();
      next();
    };
    return w;
  };
  const next = (): void => {
    while (worker && asked.size < AT_ONCE) {
      const waiting = queue.shift();
      if (!waiting) return;
      const id = ++last;
      asked.set(id, waiting);
      waiting.version = version;
      const { set, z, x, y } = waiting;
      worker.postMessage({ ask: id, set, z, x, y } satisfies ToWorker<T>);
    }
  };
  const ask = (waiting: Waiting): void => {
    queue.push(waiting);
    next();
  };
  // By the time there is something to hold it has come; a page that is busy with its first frames would keep it waiting.
  if (typeof Worker !== 'undefined') worker = start();
  if (sources.size === 0) answerProtocol();
  sources.set(key, {
    ask,
    callOff: (waiting) => {
      const at = queue.indexOf(waiting);
      if (at >= 0) queue.splice(at, 1);
    },
  });

  return {
    hold: (data) => {
      worker ??= start();
      version++;
      worker.postMessage({ hold: data } satisfies ToWorker<T>);
    },
    tiles: (set) => [`${PROTOCOL}://${key}/${set}/${version}/{z}/{x}/{y}`],
  };
}

function answerProtocol(): void {
  addProtocol(PROTOCOL, ({ url }, abort) => {
    const [key, set, , z, x, y] = url.slice(PROTOCOL.length + 3).split('/');
    const source = sources.get(key!);
    return new Promise((resolve, reject) => {
      if (!source) {
        reject(new Error(`no tiles are cut for ${url}`));
        return;
      }
      const waiting: Waiting = {
        version: 0,
        set: set!,
        z: Number(z),
        x: Number(x),
        y: Number(y),
        done: (bytes) => resolve({ data: bytes }),
        failed: reject,
      };
      abort.signal.addEventListener('abort', () => {
        source.callOff(waiting);
        reject(abort.signal.reason as Error);
      });
      source.ask(waiting);
    });
  });
}
