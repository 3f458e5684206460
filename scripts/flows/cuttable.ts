import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A wire between a browser and the product that can be cut: nothing passes and nobody is told why. */
export interface Cuttable {
  /** Where the browser goes instead. */
  url: string;
  /** Break what is open and let nothing new through. */
  cut: () => void;
  mend: () => void;
  /** Nothing passes any more, but nothing breaks: as it is for a machine that sleeps. */
  hold: () => void;
  release: () => void;
  close: () => Promise<void>;
}

/** Lay a wire to `url` on a port of its own. */
export async function layCuttable(url: string): Promise<Cuttable> {
  const to = new URL(url);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((here) => {
    if (!whole) return void here.destroy();
    const there = connect(Number(to.port), to.hostname);
    for (const [a, b] of [
      [here, there],
      [there, here],
    ] as const) {
      open.add(a);
      a.on('error', () => b.destroy());
      a.on('close', () => {
        open.delete(a);
        b.destroy();
      });
      a.pipe(b);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const breakAll = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      breakAll();
    },
    mend: () => {
      whole = true;
    },
    hold: () => {
      for (const socket of open) socket.pause();
    },
    release: () => {
      for (const socket of open) socket.resume();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll();
      }),
  };
}
