import { createStore } from 'zustand/vanilla';

import { openSocket, type LinkSocket } from './link-socket.ts';

/** So long a page waits for a connection or an answer before it says that there is none. */
const SILENCE_MS = 4_000;
/** Whoever goes from page to page knocks once, where they stay: of a session few connections are taken one after the other. */
const FIRST_MS = 1_000;

/** Whether a page that is somebody's can still hear that their session ends; until the first trouble it is believed to. */
export const heardStore = createStore<{ isHeard: boolean }>(() => ({ isHeard: true }));

export interface SessionLinkOptions {
  /** Asks who is here, and leaves where nobody is; answers as `lookWhoIsHere`. */
  look: () => Promise<boolean | null>;
  connect?: (url: string) => LinkSocket;
}

/**
 * A connection that only stays, for a page that shows no district: the server ends it as the session ends, and the page
 * asks at once who is here. While there is none it is asked again and again; where nobody answers `heardStore` says so.
 *
 * @returns how to stop it
 */
export function startSessionLink({ look, connect = openSocket }: SessionLinkOptions): () => void {
  let socket: LinkSocket | null = null;
  let failures = 0;
  let isFirst = true;
  let turn = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let lateTimer: ReturnType<typeof setTimeout> | undefined;
  let begunAt = -Infinity;
  let stopped = false;

  const settle = (isHeard: boolean): void => {
    clearTimeout(lateTimer);
    lateTimer = undefined;
    heardStore.setState({ isHeard });
  };
  const drop = (): void => {
    const gone = socket;
    socket = null;
    gone?.disconnect();
  };
  const build = (): void => {
    clearTimeout(retryTimer);
    drop();
    const mine = connect('');
    socket = mine;
    isFirst = false;
    mine.on('connect', () => {
      if (socket !== mine) return;
      failures = 0;
      mine.emit('stay');
      settle(true);
    });
    for (const event of ['disconnect', 'connect_error'])
      mine.on(event, () => socket === mine && void again());
    mine.connect();
  };
  /** Who is here, and then a connection. */
  const again = async (): Promise<void> => {
    const mine = ++turn;
    begunAt = performance.now();
    clearTimeout(retryTimer);
    drop();
    lateTimer ??= setTimeout(() => settle(false), SILENCE_MS);
    const isIn = await look();
    if (stopped || mine !== turn || isIn === false) return;
    settle(isIn !== null);
    // After one that ended at once; jittered after that, so that a restarted server is not stormed.
    const wait = failures === 0 ? (isFirst ? FIRST_MS : 0) : Math.min(8_000, 400 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random() / 2); // prettier-ignore
    failures++;
    retryTimer = setTimeout(build, wait);
  };
  /** Out of a sleep or a tab in the background, what is there may be from before. */
  const wake = (): void => {
    if (document.visibilityState === 'hidden' || socket?.connected || performance.now() - begunAt < 1_000) return; // prettier-ignore
    failures = 0;
    void again();
  };
  const wakers = [
    [document, 'visibilitychange'],
    [window, 'online'],
    [window, 'pageshow'],
  ] as const;
  for (const [target, event] of wakers) target.addEventListener(event, wake);
  void again();
  return () => {
    stopped = true;
    clearTimeout(retryTimer);
    clearTimeout(lateTimer);
    for (const [target, event] of wakers) target.removeEventListener(event, wake);
    drop();
  };
}
