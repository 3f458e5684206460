import { isKeptText, KEPT_TEXT } from '#data/text/kept-text.ts';
import type { App } from './deps.ts';
import { refuse } from './errors.ts';

/**
 * Read JSON as Fastify does, and refuse a text that is not kept, naming the field (see `isKeptText`). What could never be
 * stored is the asker's mistake.
 */
export function readJsonBodies(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>(
    'application/json',
    { parseAs: 'string' },
    (request, text, done) => {
      void parse(request, text, (error, body) => {
        // What is not kept is either escaped or written as it is: so the text tells whether to look at all.
        const at = error || (isKeptText(text) && !text.includes('\\u')) ? null : findUnkept(body);
        if (at === null) return done(error, body);
        done(refuse(400, 'bad-request', `body ${at}: must be ${KEPT_TEXT}`));
      });
    },
  );
}

/** Bodies are flat: what lies deeper fits no schema, and is refused for that. */
const DEEP = 8;

/** Where a value has such a text, as `fixes.3.unit`; null where it has none. */
function findUnkept(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return isKeptText(value) ? null : '';
  if (typeof value !== 'object' || value === null || depth === DEEP) return null;
  for (const [key, part] of Object.entries(value)) {
    if (!isKeptText(key)) return 'key';
    const within = findUnkept(part, depth + 1);
    if (within !== null) return within === '' ? key : `${key}.${within}`;
  }
  return null;
}
