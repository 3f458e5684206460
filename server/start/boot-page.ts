import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';

import { SECURITY_HEADERS } from '#server/security-headers.ts';

/** How far a start has come. */
export interface StartProgress {
  /** database, migrate, sample, load, screens, memory: a word that the page has in both languages. */
  stage: string;
  /** More for readers, such as the step of a stage; may be ''. */
  detail: string;
  done: number;
  total: number;
}

const read = (name: string): Buffer => readFileSync(new URL(`./boot/${name}`, import.meta.url));

/**
 * Answers while the product starts: every address of a screen with a page that shows how far it has come, `/api/health`
 * with the same as JSON (503), everything else with 503.
 */
export function createBootPage(progress: () => StartProgress): RequestListener {
  const files: Record<string, [type: string, body: Buffer]> = {
    '/boot/boot.js': ['text/javascript; charset=utf-8', read('boot.js')],
    '/boot/boot.css': ['text/css; charset=utf-8', read('boot.css')],
  };
  const page = read('boot.html');
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0]!;
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    response.setHeader('Cache-Control', 'no-store');
    const answer = (status: number, type: string, body: Buffer | string): void => {
      response.writeHead(status, { 'Content-Type': type });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const asked = request.method === 'GET' || request.method === 'HEAD';
    const file = files[path];
    if (asked && file) return answer(200, ...file);
    if (asked && /^\/(watch|wall|patrol)?(\/|$)/.test(path)) {
      return answer(200, 'text/html; charset=utf-8', page);
    }
    response.setHeader('Retry-After', '2');
    const state = path === '/api/health' ? { state: 'starting', ...progress() } : {};
    answer(
      503,
      'application/json; charset=utf-8',
      JSON.stringify({ reason: 'starting', detail: '', ...state }),
    );
  };
}
