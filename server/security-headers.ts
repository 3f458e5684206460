/** On every answer. Nothing is loaded from elsewhere, nothing inline runs, no other site may show the screens in a frame. */
export const SECURITY_HEADERS: Record<string, string> = {
  'Content-Security-Policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Of the worker that opens GeoPackages, beside the others: it may compile WebAssembly, which the page itself may not. */
export const WORKER_POLICY = `${SECURITY_HEADERS['Content-Security-Policy']}; script-src 'self' 'wasm-unsafe-eval'`;
