import type { Server } from 'node:http';

/** On every answer. Nothing is loaded from elsewhere, nothing inline runs, no other site may show the screens in a frame. */
export const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Put them on whatever a server answers, also before any route: call it when nothing will listen before it any more. */
export function headAnswers(http: Server): void {
  http.prependListener('request', (_request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  });
}

/** Of the worker that opens GeoPackages, beside the others: it may compile WebAssembly, which the page itself may not. */
export const WORKER_POLICY = `${SECURITY_HEADERS['Content-Security-Policy']}; script-src 'self' 'wasm-unsafe-eval'`;
