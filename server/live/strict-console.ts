import { io, type Socket } from 'socket.io-client';

import type {
  Change,
  ChangeMessage,
  ClientToServer,
  JoinAnswer,
  JoinRequest,
  ServerToClient,
  Snapshot,
} from '#data/wire/messages.ts';

/** A console for tests and proofs: it keeps account of what it was told, and forgives nothing. */
export interface StrictConsole {
  /** Every change since the first snapshot, in the order it came. */
  readonly changes: Change[];
  /** The last of them. */
  readonly lastChange: Change | null;
  /** Kinds of the answers to its joins. */
  readonly answers: JoinAnswer['kind'][];
  /** What the server did that it must not, a sentence each. */
  readonly failures: string[];
  readonly snapshot: Snapshot | null;
  readonly cursor: string | null;
  /** The cookie that it comes with. */
  readonly cookie: string | null;
  /** Its connection as it is now; another after each cut. */
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** Connections so far that ended. */
  readonly cuts: number;
  /** Ends the connection: it connects and joins again. */
  cut: () => void;
  /** Joins again on the same connection; `fresh`: as one that holds nothing, as a screen does when borders change. */
  rejoin: (fresh?: boolean) => void;
  stop: () => void;
}

export interface StrictConsoleOptions {
  since?: string;
  transports?: string[];
  looksAt?: Pick<JoinRequest, 'view' | 'always'>;
  onChange?: (change: Change) => void;
  onSnapshot?: (snapshot: Snapshot) => void;
  /** Hears of each frame, and when to call back is its own matter; without it none is acknowledged. */
  onFrame?: (bytes: Uint8Array, acknowledge: () => void) => void;
  /** Remember only the last change. */
  forgetful?: boolean;
  /** The cookie that it comes with. */
  cookie?: string;
  /** Besides. */
  headers?: Record<string, string>;
  /** Pause before it connects again; below 0: never. */
  retryMs?: number;
}

/** Connect to a server, join, and stay joined whatever happens until stopped. */
export function connectStrictly(url: string, options: StrictConsoleOptions = {}): StrictConsole {
  const { retryMs = 10, transports = ['websocket'], looksAt = {} } = options;
  const changes: Change[] = [];
  const answers: JoinAnswer['kind'][] = [];
  const failures: string[] = [];
  let cursor: string | null = options.since ?? null;
  let snapshot: Snapshot | null = null;
  let lastChange: Change | null = null;
  let cuts = 0;
  let stopped = false;
  let socket: Socket<ServerToClient, ClientToServer>;
  let joinNow = (_fresh?: boolean): void => {};

  const take = (message: ChangeMessage, how: string): void => {
    if (message.previous !== cursor) {
      failures.push(`${how}: a change that does not follow the one before it`);
    }
    if (message.cursor === cursor) failures.push(`${how}: a change twice`);
    cursor = message.cursor;
    lastChange = message.change;
    if (!options.forgetful) changes.push(lastChange);
    options.onChange?.(message.change);
  };

  const connect = (): void => {
    const mine: typeof socket = io(url, {
      transports,
      reconnection: false,
      forceNew: true,
      timeout: 5_000,
      extraHeaders: {
        ...(options.cookie === undefined ? {} : { cookie: options.cookie }),
        ...options.headers,
      },
    });
    socket = mine;
    let over = false;
    let joined = false;
    const again = (): void => {
      if (over) return;
      over = true;
      cuts++;
      mine.disconnect();
      if (!stopped && retryMs >= 0) setTimeout(() => stopped || connect(), retryMs);
    };
    joinNow = (fresh = false) => {
      // One that joins afresh goes on with what it has until it is answered.
      if (!fresh) joined = false;
      const since = fresh || cursor === null ? {} : { since: cursor };
      mine.emit('join', { ...since, ...looksAt }, (answer) => {
        if (over || stopped) return;
        joined = true;
        answers.push(answer.kind);
        if (answer.kind === 'refused') {
          if (answer.reason === 'not-ready') setTimeout(() => over || joinNow(fresh), 20);
          return;
        }
        if (answer.kind === 'snapshot') {
          ({ cursor, snapshot } = answer);
          options.onSnapshot?.(answer.snapshot);
          return;
        }
        for (const message of answer.changes) take(message, 'missed');
        if (answer.changes.length > 0 && answer.cursor !== cursor)
          failures.push('an answer whose cursor is not its last change');
        // Where nothing was missed that it may see, it stands where the stream is.
        ({ cursor } = answer);
      });
    };
    mine.on('connect', () => joinNow());
    mine.on('disconnect', again);
    mine.on('connect_error', again);
    mine.on('frame', (bytes, acknowledge) => {
      // A console is one of Node: what comes is a Buffer.
      if (!over && !stopped) options.onFrame?.(bytes, acknowledge);
    });
    mine.on('change', (message) => {
      if (over || stopped) return;
      if (joined) take(message, 'told');
      else failures.push('a change between a join and its answer');
    });
  };
  connect();

  return {
    cookie: options.cookie ?? null,
    changes,
    answers,
    failures,
    get snapshot() {
      return snapshot;
    },
    get cursor() {
      return cursor;
    },
    get lastChange() {
      return lastChange;
    },
    get socket() {
      return socket;
    },
    get cuts() {
      return cuts;
    },
    cut: () => socket.io.engine.close(),
    rejoin: (fresh) => joinNow(fresh),
    stop: () => {
      stopped = true;
      socket.disconnect();
    },
  };
}
