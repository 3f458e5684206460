import type { AddressInfo } from 'node:net';

import Fastify from 'fastify';
import { Server } from 'socket.io';

/**
 * The least that a server could do, a process of its own on stock Fastify and socket.io: POST /null answers what it
 * was sent, POST /broadcast tells all consoles and says when it began to (`at`, the machine's monotonic clock in ns).
 */
async function serveNull(): Promise<void> {
  const app = Fastify({ logger: false });
  const io = new Server(app.server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
  });
  app.post('/null', (request, reply) => reply.code(201).send(request.body));
  app.post('/broadcast', (request) => {
    const at = process.hrtime.bigint();
    io.emit('change', request.body);
    return { at: String(at) };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  process.on('disconnect', () => process.exit(0));
  process.send!({ url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` });
}

await serveNull();
