import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';

import { createFrameSender } from './frame-wire.ts';

it.each([
  ['websocket', '/'],
  ['websocket', '/wall'],
  ['polling', '/'],
])(
  'over %s in %s each console gets the bytes and acknowledges for itself',
  async (transport, nsp) => {
    const http = createServer();
    const server = new Server(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}${nsp}`;
    const joined = new Promise<void>((resolve) => {
      let n = 0;
      server.of(nsp).on('connection', () => void (++n === 3 && resolve()));
    });
    const clients = [0, 1, 2].map(() => io(url, { transports: [transport], forceNew: true }));
    const send = createFrameSender();
    try {
      await joined;
      const sockets = [...server.of(nsp).sockets.values()];
      const got: string[] = [];
      clients.forEach((client, i) =>
        client.on('frame', (bytes: Uint8Array, acknowledge: () => void) => {
          got.push(`${i}: ${Buffer.from(bytes).length} ${Buffer.from(bytes).at(-1)}`);
          acknowledge();
        }),
      );
      for (const length of [1, 125, 126, 65_535, 65_536, 200_000]) {
        const bytes = new Uint8Array(length).fill(7);
        got.length = 0;
        const acks = sockets.map(() => 0);
        // Facts keep their order around a frame, and other events keep their own acknowledgements.
        const answered = sockets.map((socket, i) => {
          socket.emit('before', i);
          return new Promise<void>((resolve) =>
            send(socket, bytes, () => {
              acks[i]!++;
              resolve();
            }),
          );
        });
        await Promise.all(answered);
        expect(got.sort()).toEqual([0, 1, 2].map((i) => `${i}: ${length} 7`));
        expect(acks).toEqual([1, 1, 1]);
      }
    } finally {
      for (const client of clients) client.disconnect();
      await server.close();
    }
  },
);
