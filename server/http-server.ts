import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Config } from './config.ts';
import { CannotStart } from './errors.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** Who has not said by then what it asks for is not waited for; a phone on a slow line may take longer to tell all. */
const HEADERS_MS = 20_000;
const REQUEST_MS = 120_000;

/** What is answered to what is no HTTP, or says too much of itself, by Node's names. */
const UNREADABLE: Record<string, [status: string, reason: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'too-large'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'too-large'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'timed-out'],
};

/**
 * The one HTTP server, not yet listening. Connections beyond `config.connections` are closed as they come, sockets of
 * consoles among them: those that are there go on being served.
 */
export function createHttpServer(
  config: Pick<Config, 'connections'>,
  answer: RequestListener,
): Server {
  const http = createServer({ headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS }, answer);
  http.maxConnections = config.connections;
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.destroyed || !socket.writable) return;
    const [status, reason] = UNREADABLE[error.code ?? ''] ?? ['400 Bad Request', 'bad-request'];
    const body = JSON.stringify({ reason, detail: '' });
    const head = { ...SECURITY_HEADERS, 'Content-Type': 'application/json', 'Content-Length': body.length, Connection: 'close' }; // prettier-ignore
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`);
  });
  return http;
}

/**
 * Refuse early what `listen` would refuse later, and hold nothing.
 *
 * @throws CannotStart as `listen` does
 */
export async function refusePort(config: Pick<Config, 'host' | 'port'>): Promise<void> {
  const probe = createServer();
  await listen(probe, config);
  await new Promise((resolve) => probe.close(resolve));
}

/**
 * Listen at once; answers the address.
 *
 * @throws CannotStart, in a sentence, where the address is taken, forbidden or none of this machine
 */
export function listen(http: Server, config: Pick<Config, 'host' | 'port'>): Promise<string> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${config.host}:${config.port}`;
      const sentences: Record<string, string> = {
        EADDRINUSE: `Port ${config.port} is in use on ${config.host}. Stop what listens there, or choose another by PORT=…`,
        EACCES: `This user may not listen on ${where}: choose a PORT above 1023.`,
        EADDRNOTAVAIL: `HOST=${config.host} is no address of this machine.`,
        ENOTFOUND: `HOST=${config.host} is no address of this machine.`,
      };
      const sentence = sentences[error.code ?? ''] ?? `Cannot listen on ${where}: ${error.message}`;
      reject(new CannotStart(sentence));
    });
    http.listen(config.port, config.host, () => {
      const { port } = http.address() as AddressInfo;
      const name = config.host.includes(':') ? `[${config.host}]` : config.host;
      resolve(`http://${/^0\.0\.0\.0$|^\[::\]$/.test(name) ? '127.0.0.1' : name}:${port}`);
    });
  });
}

/** Free the port now: connections that are open are cut. Once or again. */
export function stopListening(http: Server): Promise<void> {
  return new Promise((resolve) => {
    if (!http.listening) return resolve();
    http.close(() => resolve());
    http.closeAllConnections();
  });
}
