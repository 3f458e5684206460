import type { FastifyError } from 'fastify';

import type { App } from './deps.ts';
import { Refusal } from './errors.ts';

/** Words for what Fastify itself refuses, by status. */
const WORDS: Record<number, string> = {
  404: 'not-found',
  405: 'not-found',
  408: 'timed-out',
  413: 'too-large',
  415: 'bad-request',
  431: 'too-large',
};

/** PostgreSQL's classes of "not now": connection lost, shutting down, out of connections, statement timed out. */
const NOT_NOW = /^(08...|57P0[1-4]|53...)$/;
const LOST = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/;

/**
 * The one place where errors become answers. A refusal goes out as it is; a request that does not fit its schema as 400,
 * naming the field; everything else is a bug or an outage, whose whole story goes into the log and nowhere else.
 *
 * @param isStopping whether the server takes the database from what it still answers: that is no outage
 */
export function handleErrors(app: App, isStopping: () => boolean): void {
  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    if (error instanceof Refusal) {
      if (error.status >= 500) request.log.warn({ err: error }, 'not now');
      return reply.code(error.status).send({ reason: error.reason, detail: error.detail });
    }
    if (error.validation) {
      return reply.code(400).send({ reason: 'bad-request', detail: whichField(error) });
    }
    const status = error.statusCode ?? 500;
    if (status === 413) {
      const bytes = request.routeOptions.bodyLimit;
      return reply
        .code(413)
        .send({ reason: 'too-large', detail: `a body of more than ${bytes} bytes` });
    }
    if (status >= 400 && status < 500) {
      const reason = WORDS[status] ?? 'bad-request';
      return reply.code(status).send({ reason, detail: error.message });
    }
    const lost = isLost(error);
    if (!lost || !isStopping()) request.log.error({ err: error }, 'a request failed');
    return reply.code(lost ? 503 : 500).send({ reason: lost ? 'busy' : 'internal', detail: '' });
  });
  app.setNotFoundHandler((request, reply) => {
    reply.code(404);
    // Whoever typed an address gets the page, which says where the screens are.
    const typed = request.method === 'GET' && /\btext\/html\b/.test(request.headers.accept ?? '');
    if (typed && app.hasReplyDecorator('sendFile')) return reply.sendFile('index.html');
    return reply.send({ reason: 'not-found', detail: 'nothing is served at this address' });
  });
}

function whichField(error: FastifyError): string {
  const first = error.validation![0]!;
  const path = (first.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.');
  const missing =
    (first.params as { requiredProperties?: string[]; missingProperty?: string }) ?? {};
  const names = missing.requiredProperties?.join(', ') ?? missing.missingProperty;
  const part = error.validationContext ?? 'request';
  const field = [path, names].filter((p) => p).join('.');
  return `${part}${field === '' ? '' : ` ${field}`}: ${first.message ?? 'does not fit its schema'}`;
}

function isLost(error: Error & { code?: string }): boolean {
  const code = error.code ?? '';
  return (
    NOT_NOW.test(code) ||
    LOST.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect|after calling end on the pool/.test(
      error.message,
    )
  );
}
