import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';

import { createHttpServer, listen, refusePort, stopListening } from './http-server.ts';

it('serves so many connections at once, closes those beyond, and takes another when one has gone', async () => {
  const http = createHttpServer({ connections: 3 }, (_request, response) => response.end('here'));
  await listen(http, { host: '127.0.0.1', port: 0 });
  const { port } = http.address() as AddressInfo;
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    return socket;
  };
  /** What comes back, and '' where the connection is closed instead. */
  const ask = async (socket: Socket): Promise<string> => {
    const answer = Promise.race([
      once(socket, 'data').then(([bytes]) => String(bytes)),
      once(socket, 'close').then(() => ''),
    ]);
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    return answer;
  };
  const held = [await open(), await open(), await open()];
  for (const socket of held) expect(await ask(socket)).toContain('here');
  expect(await ask(await open())).toBe('');
  for (const socket of held) expect(await ask(socket)).toContain('here');
  held[0]!.destroy();
  let answer = '';
  // The server hears a moment later that one has gone.
  while (answer === '') answer = await ask(await open());
  expect(answer).toContain('here');
  await stopListening(http);
});

it('waits for no header and no body for ever', () => {
  const http = createHttpServer({ connections: 3 }, () => {});
  expect([http.headersTimeout, http.requestTimeout]).toEqual([20_000, 120_000]);
});

it('refuses a port that is taken before anything is done for it, and holds one that is free for nobody', async () => {
  const http = createHttpServer({ connections: 3 }, (_request, response) => response.end('here'));
  await listen(http, { host: '127.0.0.1', port: 0 });
  const at = { host: '127.0.0.1', port: (http.address() as AddressInfo).port };
  await expect(refusePort(at)).rejects.toThrow(`Port ${at.port} is in use`);
  await stopListening(http);
  await refusePort(at);
  const next = createHttpServer({ connections: 3 }, (_request, response) => response.end('here'));
  await listen(next, at);
  await stopListening(next);
});
