import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';
import { Server } from 'socket.io';
import { io, type Socket as Client } from 'socket.io-client';

import { sendChange } from './fact-wire.ts';
import { createFrameSender } from './frame-wire.ts';
import { takeMadeJson } from './made-json.ts';
import { outgoingBytes } from './outgoing.ts';

/** A server and three clients of it, and what each has heard, in order. */
async function open(transport: string) {
  const http = createServer();
  const server = new Server(http);
  takeMadeJson(server);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const clients: Client[] = [];
  const heard: string[][] = [];
  for (let i = 0; i < 3; i++) {
    const connected = new Promise((resolve) => server.once('connection', resolve));
    const client = io(url, { transports: [transport], forceNew: true });
    const mine: string[] = [];
    client.on('change', ({ no }: { no: string }) => mine.push(`change ${no}`));
    client.on('feeds', (no: number) => mine.push(`feeds ${no}`));
    client.on('frame', (bytes: Uint8Array) => mine.push(`frame ${bytes.length}`));
    clients.push(client);
    heard.push(mine);
    await connected;
  }
  const close = async (): Promise<void> => {
    for (const client of clients) client.disconnect();
    await server.close();
  };
  return { server, clients, heard, sockets: [...server.sockets.sockets.values()], close };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

it.each(['websocket', 'polling'])(
  'over %s each console hears every change whole, in its place among all else',
  async (transport) => {
    const { server, heard, sockets, close } = await open(transport);
    try {
      const sendFrame = createFrameSender();
      const expected: string[] = [];
      // Text of every length of a message's head, with characters of three bytes.
      for (const length of [1, 20, 40, 126, 21_000, 22_000, 100_000]) {
        const no = '格'.repeat(length);
        server.emit('feeds', length);
        sendChange(sockets, JSON.stringify({ no }));
        sendChange(sockets, JSON.stringify({ no: `${no}.` }));
        for (const socket of sockets) sendFrame(socket, new Uint8Array(length), () => {});
        sendChange(sockets, JSON.stringify({ no: `${no}..` }));
        expected.push(`feeds ${length}`, `change ${no}`, `change ${no}.`, `frame ${length}`, `change ${no}..`); // prettier-ignore
        // Now and then all of it has gone before there is more.
        if (length > 100) await until(() => heard.every((mine) => mine.length === expected.length));
      }
      await until(() => heard.every((mine) => mine.length === expected.length));
      for (const mine of heard) expect(mine).toEqual(expected);
    } finally {
      await close();
    }
  },
);

it('what a console does not take is known to wait, costs the others nothing, and comes in order', async () => {
  const { server, clients, heard, sockets, close } = await open('websocket');
  try {
    const engine = clients[0]!.io.engine as unknown as { transport: { ws: { _socket: { pause: () => void; resume: () => void } } } }; // prettier-ignore
    const raw = engine.transport.ws._socket;
    const slow = sockets.find((socket) => socket.id === clients[0]!.id)!;
    raw.pause();
    const expected: string[] = [];
    for (let i = 0; outgoingBytes(slow) < 4 << 20; i++) {
      const no = `${i} ${'x'.repeat(200_000)}`;
      sendChange(sockets, JSON.stringify({ no }));
      server.emit('feeds', i);
      expected.push(`change ${no}`, `feeds ${i}`);
      await until(() => heard.slice(1).every((mine) => mine.length === expected.length));
    }
    expect(heard[0]!.length).toBeLessThan(expected.length);
    await until(() => sockets.every((socket) => socket === slow || outgoingBytes(socket) === 0));
    raw.resume();
    await until(() => heard[0]!.length === expected.length);
    for (const mine of heard) expect(mine).toEqual(expected);
    await until(() => outgoingBytes(slow) === 0);
  } finally {
    await close();
  }
});

it('one that cannot be written to is cut off, and the others hear', async () => {
  const { clients, heard, sockets, close } = await open('websocket');
  try {
    const broken = sockets.find((socket) => socket.id === clients[1]!.id)!;
    // Once: what cuts it off looks there too.
    const { conn } = broken;
    const waiting = (conn as unknown as { writeBuffer: unknown[] }).writeBuffer;
    const heal = (): void => {
      Object.defineProperty(conn, 'writeBuffer', { value: waiting, writable: true });
    };
    Object.defineProperty(conn, 'writeBuffer', {
      get: () => {
        heal();
        throw new Error('gone');
      },
      configurable: true,
    });
    const left = new Promise((resolve) => clients[1]!.once('disconnect', resolve));
    sendChange(sockets, JSON.stringify({ no: '1' }));
    await until(() => heard[0]!.length === 1 && heard[2]!.length === 1);
    await left;
    expect(heard[1]).toEqual([]);
  } finally {
    await close();
  }
});
