import { askServer, type Answer } from '../../live/ask-server.ts';
import { newUuid } from '../../live/new-uuid.ts';

import { DeskHost } from './desk-host.ts';
import type { FromDesk, ToDesk } from './desk-messages.ts';
import { keepPending, pendingOf } from './keep-pending.ts';

/** For one answer of bytes: a way that is cut may never say so. */
const PATIENCE_MS = 60_000;

const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToDesk>) => void;
  postMessage: (message: FromDesk, transfer: Transferable[]) => void;
};
const say = (message: FromDesk): void => scope.postMessage(message, buffersOf(message));

const host = new DeskHost({
  ask: (path, body) => askServer(path, body === undefined ? {} : { body }),
  bytes: async (path): Promise<Answer<Uint8Array>> => {
    try {
      const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (response.ok) return { ok: true, value: new Uint8Array(await response.arrayBuffer()) };
      const { reason = 'unknown' } = (await response.json()) as { reason?: string };
      return { ok: false, reason, detail: '' };
    } catch {
      return { ok: false, reason: 'unreachable', detail: path };
    }
  },
  kept: pendingOf,
  keep: keepPending,
  newId: newUuid,
  now: () => Date.now(),
  pause: (ms) =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        self.removeEventListener('online', done);
        resolve();
      };
      const timer = setTimeout(done, ms * (0.75 + Math.random() / 2));
      self.addEventListener('online', done);
    }),
  tell: (told) => say({ told }),
  rest: () => new Promise((resolve) => setTimeout(resolve, 0)),
});

scope.onmessage = ({ data: { ask, verb, args } }) => {
  Promise.resolve()
    .then(() => (host[verb] as (...args: unknown[]) => Promise<unknown>)(...args))
    .then(
      (answer) => say({ ask, answer }),
      (error: unknown) => say({ ask, failed: String(error) }),
    );
};

/** The buffers of what is told, which are handed over rather than copied: the desk makes them for this alone. */
function buffersOf(message: FromDesk): ArrayBuffer[] {
  if (!('told' in message)) return [];
  const { arcs, drawn, erased, locked, index } = message.told;
  const { edges, raster } = index ?? {};
  const found = new Set<ArrayBuffer>();
  for (const of of [arcs, { drawn, erased, locked }, edges, raster])
    for (const one of Object.values(of ?? {}) as unknown[])
      if (ArrayBuffer.isView(one)) found.add(one.buffer as ArrayBuffer);
  return [...found];
}
