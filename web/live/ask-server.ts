/** An answer over HTTP, or why not: a reason of the server's lists, or what the way to it adds. */
export type Answer<T> = { ok: true; value: T } | { ok: false; reason: string; detail: string };

/** Heard on `window` when the server answers that nobody is signed in. */
export const SIGNED_OUT = 'jingwei:signed-out';

/** For an answer, where no other time is said. */
const PATIENCE_MS = 20_000;

export interface Asking {
  /** Makes it a POST. */
  body?: unknown;
  method?: 'DELETE';
  signal?: AbortSignal;
  patienceMs?: number;
}

/**
 * GET (or POST, with a body; or DELETE) JSON. Never throws: no network is `unreachable`, no answer in time
 * `timed-out`, a body that is no JSON `internal`. An aborted one answers `aborted`, for nobody to read.
 */
export async function askServer<T>(path: string, options: Asking = {}): Promise<Answer<T>> {
  const patience = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, patience]) : patience;
  const no = (reason: string, detail = ''): Answer<T> => ({ ok: false, reason, detail });
  let response: Response;
  try {
    response = await fetch(path, {
      signal,
      ...(options.body === undefined
        ? options.method
          ? { method: options.method }
          : {}
        : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(options.body),
          }),
    });
    const answer = (await response.json()) as { reason?: string; detail?: string };
    if (response.ok) return { ok: true, value: answer as T };
    if (response.status === 401) window.dispatchEvent(new Event(SIGNED_OUT));
    return no(answer.reason ?? 'unknown', answer.detail);
  } catch (error) {
    if (options.signal?.aborted) return no('aborted');
    if (patience.aborted) return no('timed-out');
    return no(error instanceof SyntaxError ? 'internal' : 'unreachable');
  }
}
