/** The public API as a client has it. Every answer that is not 2xx throws, saying what was asked and answered. */
export interface Api {
  get: <T>(path: string) => Promise<T>;
  bytes: (path: string) => Promise<Uint8Array>;
  /** `alsoFine`: statuses that are no trouble; the answer is then what the server said. */
  post: <T>(path: string, body: unknown, alsoFine?: readonly number[]) => Promise<T>;
  /** Break off what is under way when the signal says so. */
  until: (signal: AbortSignal) => void;
}

const TIMEOUT_MS = 20_000;

/** @param secret of the server itself, where it asks for a sign-in */
export function createApi(url: string, secret?: string): Api {
  let stopped: AbortSignal | null = null;
  const ask = async (path: string, init: RequestInit, fine: readonly number[]) => {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(new URL(path, url), {
      ...init,
      headers: {
        ...(init.headers as Record<string, string> | undefined),
        ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      },
      signal: stopped ? AbortSignal.any([stopped, timeout]) : timeout,
    });
    if (!response.ok && !fine.includes(response.status)) {
      const said = (await response.text()).slice(0, 200);
      throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${said}`);
    }
    return response;
  };
  return {
    get: async <T>(path: string) => (await (await ask(path, {}, [])).json()) as T,
    bytes: async (path) => new Uint8Array(await (await ask(path, {}, [])).arrayBuffer()),
    post: async <T>(path: string, body: unknown, alsoFine: readonly number[] = []) => {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const text = await (await ask(path, init, alsoFine)).text();
      return (text === '' ? null : JSON.parse(text)) as T;
    },
    until: (signal) => {
      stopped = signal;
    },
  };
}
