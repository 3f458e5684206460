import { applyFrame } from '#data/wire/frame.ts';
import type {
  ChangeMessage,
  FeedsMessage,
  Figures,
  JoinAnswer,
  JoinRequest,
} from '#data/wire/messages.ts';

import {
  applyChange,
  applyFeeds,
  applyFigures,
  applySnapshot,
  figuresAreOld,
} from './apply-changes.ts';
import { openSocket, type LinkSocket } from './link-socket.ts';
import { retryClosed } from './load-closed.ts';
import { loadFrom, retryFailed } from './load-packed.ts';
import { onNextFrame } from './on-next-frame.ts';
import { connectionStore, unitColumns } from './stores.ts';

/** Something is told each second; silence beyond this is a cut, though the socket may look alive. */
const SILENCE_MS = 3_500;
/** For the answer to a join; twice and four times as long after one that did not come: a narrow line may need it. */
const JOIN_ANSWER_MS = 8_000;
/** The server takes no more units that must always come. */
const ALWAYS_MAX = 500;

export interface LinkOptions {
  /** The server's origin; '' = the page's own. */
  url?: string;
  connect?: (url: string) => LinkSocket;
  /** Whether the server lets this page in, null where it does not answer; nothing is opened before that. */
  onceLetIn?: Promise<boolean | null>;
  /** The connection ended or was refused: it may be that somebody has to sign in first. */
  onCut?: () => void;
}

export interface Link {
  /** What is looked at, [west, south, east, north], and the units that must always come. */
  setView: (bounds: [number, number, number, number], always: readonly number[]) => void;
  /** Build the socket anew at once: a screen's "try again". */
  reconnect: () => void;
  stop: () => void;
}

/**
 * Keeps the stores true to the server. First load, reconnect and wake-up are one path: join with the
 * cursor held, and take the missed changes or a snapshot. A change that does not follow the cursor
 * held is a gap: join again. Frames are applied on the next animation frame and then acknowledged,
 * so that a slow screen gets fewer, newer ones.
 */
export function startLink(options: LinkOptions = {}): Link {
  const url = options.url ?? '';
  const open = options.connect ?? openSocket;
  loadFrom(url);
  let socket: LinkSocket | null = null;
  let cursor: string | null = null;
  let joining = false;
  let waiting: ChangeMessage[] = [];
  let view: JoinRequest['view'];
  let always: number[] = [];
  let viewUnsaid = false;
  let heardAt = Date.now();
  /** As heardAt, by a clock that nobody sets. */
  let heardTick = performance.now();
  let failures = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let viewTimer: ReturnType<typeof setTimeout> | undefined;
  let builtAt = 0;
  let stopped = false;
  let letIn = options.onceLetIn === undefined;

  const hear = (): void => {
    heardAt = Date.now();
    heardTick = performance.now();
  };

  const setConnection = (state: 'connecting' | 'live' | 'lost'): void => {
    const was = connectionStore.getState();
    if (was.state === state) return;
    // A try that fails keeps the moment at which the picture stopped.
    const stoppedAt = cursor === null ? null : heardAt;
    connectionStore.setState({
      state,
      since: Date.now(),
      heardAt: state === 'lost' ? stoppedAt : null,
    });
  };

  const build = (): void => {
    clearTimeout(retryTimer);
    if (stopped || !letIn) return;
    drop();
    builtAt = performance.now();
    const mine = open(url);
    socket = mine;
    const current = (): boolean => socket === mine && !stopped;
    mine.on('connect', () => {
      if (!current()) return;
      hear();
      join();
    });
    mine.on('disconnect', () => current() && retry());
    mine.on('connect_error', () => current() && retry());
    mine.on('change', (message: ChangeMessage) => {
      if (!current()) return;
      hear();
      if (joining || cursor === null) waiting.push(message);
      else take(message);
    });
    mine.on('feeds', (message: FeedsMessage) => {
      if (!current()) return;
      hear();
      applyFeeds(message);
      if (!joining && cursor !== null) setConnection('live');
    });
    mine.on('figures', (figures: Figures) => {
      if (!current()) return;
      hear();
      applyFigures(figures);
    });
    mine.on('frame', (bytes: Uint8Array | ArrayBuffer, acknowledge?: () => void) => {
      if (!current()) return;
      hear();
      onNextFrame(() => {
        if (!current()) return;
        try {
          applyFrame(unitColumns, bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes));
          acknowledge?.();
        } catch (error) {
          console.error('a frame could not be read; joining anew', error);
          retry();
        }
      });
    });
    mine.connect();
  };

  /** What is given up says nothing more, and its silence does not put off what follows it. */
  const drop = (): void => {
    const gone = socket;
    socket = null;
    joining = false;
    waiting = [];
    gone?.disconnect();
  };

  const retry = (): void => {
    clearTimeout(retryTimer);
    if (stopped) return;
    drop();
    setConnection('lost');
    options.onCut?.();
    // Jittered, so that a restarted server is not stormed by every screen at once.
    const wait = Math.min(8_000, 400 * 2 ** Math.min(failures++, 5)) * (0.5 + Math.random() / 2);
    retryTimer = setTimeout(build, wait);
  };

  const join = (): void => {
    const mine = socket;
    if (!mine || joining) return;
    joining = true;
    const answerDue = setTimeout(
      () => socket === mine && joining && retry(),
      JOIN_ANSWER_MS * 2 ** Math.min(failures, 2),
    );
    viewUnsaid = false;
    const request: JoinRequest = {
      ...(cursor === null ? {} : { since: cursor }),
      ...(view ? { view } : {}),
      ...(always.length > 0 ? { always } : {}),
    };
    mine.emit('join', request, (answer: JoinAnswer) => {
      clearTimeout(answerDue);
      if (socket !== mine || stopped) return;
      hear();
      joining = false;
      if (answer.kind === 'refused') {
        if (answer.reason === 'bad-request') {
          // Begin with nothing: a view that no map has must not keep the screen out for good.
          cursor = null;
          view = undefined;
          always = [];
        }
        retry();
        return;
      }
      if (answer.kind === 'snapshot') {
        applySnapshot(answer.snapshot);
        cursor = answer.cursor;
      } else {
        applyFeeds(answer.feeds);
        let snapshotNeeded = false;
        for (const message of answer.changes)
          if (applyChange(message.change) === 'snapshot-needed') snapshotNeeded = true;
        if (snapshotNeeded || figuresAreOld()) {
          cursor = null;
          join();
          return;
        }
        cursor = answer.cursor;
      }
      failures = 0;
      setConnection('live');
      retryFailed();
      retryClosed();
      if (viewUnsaid) sayView();
      takeWaiting();
    });
  };

  /** What came while joining: what the answer held already is dropped, what follows it is taken. */
  const takeWaiting = (): void => {
    const messages = waiting;
    waiting = [];
    if (messages.length === 0 || messages.some((m) => m.cursor === cursor)) {
      const known = messages.findLastIndex((m) => m.cursor === cursor);
      messages.splice(0, known + 1);
    } else {
      const next = messages.findIndex((m) => m.previous === cursor);
      if (next > 0) messages.splice(0, next);
    }
    for (const message of messages) {
      if (joining) waiting.push(message);
      else take(message);
    }
  };

  const take = (message: ChangeMessage): void => {
    if (message.cursor === cursor) return;
    if (message.previous !== cursor) {
      join();
      return;
    }
    cursor = message.cursor;
    if (applyChange(message.change) === 'snapshot-needed') {
      cursor = null;
      join();
    }
  };

  /** What is looked at; while a join is being answered it waits for that. */
  const sayView = (): void => {
    viewUnsaid = joining;
    if (socket?.connected && !joining) socket.emit('view', { ...(view ? { view } : {}), always });
  };

  const watch = setInterval(() => {
    if (performance.now() - heardTick <= SILENCE_MS) return;
    // The first picture may take its time; a connection or an answer that is waited for has a limit of its own.
    if (!joining || connectionStore.getState().state !== 'connecting') setConnection('lost');
    if (socket?.connected && !joining) retry();
  }, 500);

  const wake = (): void => {
    if (stopped || document.visibilityState === 'hidden') return;
    const quiet = performance.now() - heardTick > 2_000 || !socket?.connected;
    if (quiet && performance.now() - builtAt > 1_000) {
      failures = 0;
      build();
    }
  };
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', wake);
  window.addEventListener('pageshow', wake);
  build();
  void options.onceLetIn?.then((said) => {
    letIn = said !== false;
    build();
  });

  return {
    setView: (bounds, units) => {
      view = bounds;
      always = units.slice(0, ALWAYS_MAX);
      clearTimeout(viewTimer);
      viewTimer = setTimeout(sayView, 150);
    },
    reconnect: () => {
      failures = 0;
      build();
    },
    stop: () => {
      stopped = true;
      clearTimeout(retryTimer);
      clearTimeout(viewTimer);
      clearInterval(watch);
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      drop();
    },
  };
}
