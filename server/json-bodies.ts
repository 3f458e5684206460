import type { App } from './deps.ts';
import { refuse } from './errors.ts';

/**
 * Read JSON as Fastify does, and refuse a text with the character of number 0 in it, naming the field: PostgreSQL
 * keeps no such text, and what could never be stored is the asker's mistake.
 */
export function readJsonBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      void parse(request, text, (error, body) => {
        // Escaped it is, or it would be no JSON; so the text tells whether to look at all.
        const at = error || !text.includes('\\u0000') ? null : findNul(body);
        if (at === null) return done(error, body);
        done(refuse(400, 'bad-request', `body ${at}: must not hold the character of number 0`));
      });
    },
  );
}

/** Where a value has it, as `fixes.3.unit`; null where it has none. */
function findNul(value: unknown): string | null {
  if (typeof value === 'string') return value.includes('\0') ? '' : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    if (key.includes('\0')) return 'key';
    const within = findNul(part);
    if (within !== null) return within === '' ? key : `${key}.${within}`;
  }
  return null;
}
