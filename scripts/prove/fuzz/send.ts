import { Agent, request, type IncomingHttpHeaders } from 'node:http';

import { RAW_BODIES } from './hostile.ts';
import type { Attempt } from './requests.ts';

export interface Heard {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

const PATIENCE_MS = 60_000;
const KEPT_BYTES = 1 << 20;

/** Sends attempts to a server, over connections that are kept; `from` as a proxy says it, null for who is on this machine. */
export function createSender(url: string, atOnce: number) {
  const { hostname, port, host } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const once = (
    attempt: Pick<Attempt, 'method' | 'path' | 'headers' | 'body' | 'raw'>,
    by: { cookie: string | null; from: string | null },
  ): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const { method, path, raw } = attempt;
      const body = raw === null ? attempt.body === undefined ? undefined : JSON.stringify(attempt.body) : RAW_BODIES[raw]!(); // prettier-ignore
      const headers: Record<string, string> = {
        host,
        origin: url,
        ...(by.from === null ? {} : { 'x-forwarded-for': by.from }),
        ...(by.cookie === null ? {} : { cookie: by.cookie }),
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }), // prettier-ignore
        ...attempt.headers,
      };
      const asking = request({ agent, hostname, port, path, method, headers }, (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes <= KEPT_BYTES) parts.push(part);
        });
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, text: Buffer.concat(parts).toString() })); // prettier-ignore
        response.on('error', reject);
      });
      asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error('no answer')));
      asking.on('error', (error) => reject(Object.assign(error, { kept: asking.reusedSocket })));
      asking.end(body);
    });
  /** A connection that was kept may have been ended just then, as nobody asked for a while: it is asked again by another. */
  const ask: typeof once = async (attempt, by) => {
    for (;;) {
      try {
        return await once(attempt, by);
      } catch (error) {
        if (!(error as { kept?: boolean }).kept) throw error;
      }
    }
  };
  return { ask, close: () => agent.destroy() };
}
