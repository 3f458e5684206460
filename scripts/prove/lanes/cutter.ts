import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

import { pause, waitUntil } from '../wait-until.ts';

/** now: both ends at once · deaf: what the server sends goes nowhere for a while, then both · after: in the middle of what passes. */
export type CutKind = 'now' | 'deaf' | 'after';

/** A way through to a port that can be cut and made narrow. */
export interface Cutter {
  port: number;
  /** Cut what passes, once something does; resolves when it is cut. `amount`: ms of deafness, or bytes that still pass. */
  cut: (kind: CutKind, amount: number) => Promise<void>;
  /** Let so many bytes a second through from the server, Infinity: all. */
  narrow: (bytesPerS: number) => void;
  close: () => Promise<void>;
}

interface Way {
  near: Socket;
  far: Socket;
  /** Bytes from the server that still pass. */
  left: number;
  onLast: () => void;
}

/** Listens on loopback and passes everything on to `target` until it is cut. */
export async function createCutter(target: number): Promise<Cutter> {
  const ways = new Set<Way>();
  let bytesPerS = Infinity;
  const destroy = (way: Way): void => {
    ways.delete(way);
    way.near.destroy();
    way.far.destroy();
    way.onLast();
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    const way: Way = { near, far, left: Infinity, onLast: () => {} };
    ways.add(way);
    for (const end of [near, far]) {
      end.setNoDelay(true);
      end.on('error', () => destroy(way));
      end.on('close', () => destroy(way));
    }
    near.pipe(far);
    far.on('data', (bytes: Buffer) => {
      if (way.left <= 0) return;
      // The last piece is broken off wherever the count ends.
      const passing = bytes.subarray(0, Math.min(way.left, bytes.length));
      way.left -= passing.length;
      const taken = near.write(passing, () => way.left <= 0 && way.onLast());
      if (bytesPerS < Infinity) {
        far.pause();
        setTimeout(() => far.resume(), (1000 * passing.length) / bytesPerS);
      } else if (!taken) {
        far.pause();
        near.once('drain', () => far.resume());
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    port: (server.address() as AddressInfo).port,
    cut: async (kind, amount) => {
      await waitUntil('something passes that can be cut', () => ways.size > 0);
      const [way] = ways;
      if (kind === 'deaf') {
        way!.left = 0;
        await pause(amount);
      } else if (kind === 'after') {
        await new Promise<void>((resolve) => {
          way!.onLast = resolve;
          way!.left = Math.max(1, amount);
        });
      }
      destroy(way!);
    },
    narrow: (to) => {
      bytesPerS = to;
    },
    close: () => {
      for (const way of ways) destroy(way);
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
