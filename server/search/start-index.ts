import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { SearchAnswer } from '#data/wire/search.ts';
import { refuse } from '#server/errors.ts';

import type { IndexNews, IndexOrder, IndexQuestion } from './search-process.ts';

/** An index in its process. */
export interface RunningIndex {
  /** Resolves when it can be asked, with what it was made from; rejects when its process ends before. */
  ready: Promise<{ key: string; things: number; ms: number }>;
  find: (question: Pick<IndexQuestion, 'text' | 'near' | 'limit'>) => Promise<SearchAnswer[]>;
  /** Why it cannot be asked any more; null while it can. */
  goneBecause: () => Error | null;
  /** End it when what it was asked has been answered. */
  retire: () => void;
  /** End it now; resolves when it has. */
  end: () => Promise<void>;
}

/** How long a process may be silent before it counts as hung, and is ended. */
export interface IndexPatience {
  buildMs: number;
  answerMs: number;
}
/** A city is built in seconds and asked in milliseconds, 64 questions behind each other in a second. */
const PATIENCE: IndexPatience = { buildMs: 300_000, answerMs: 10_000 };
/** Questions that wait for an answer, at most. */
const WAITING_MAX = 64;
/** A process that needs more ends, and the server does not. */
const HEAP_MB = 2_048;
const PROCESS = fileURLToPath(new URL('./search-process.ts', import.meta.url));

interface Waiting {
  resolve: (answers: SearchAnswer[]) => void;
  reject: (why: Error) => void;
  timer: NodeJS.Timeout;
}

/**
 * Start a process that builds an index from a database.
 *
 * @param url the server's own connection
 */
export function startIndex(url: string, at: Date, patience = PATIENCE): RunningIndex {
  const child = fork(PROCESS, {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${HEAP_MB}`],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  const say = (what: IndexOrder | IndexQuestion): void => void child.send(what, () => {});
  let last = 0;
  let gone: Error | null = null;
  let retired = false;
  let isReady: (news: { key: string; things: number; ms: number }) => void;
  let isLost: (why: Error) => void;
  const ready = new Promise<{ key: string; things: number; ms: number }>((resolve, reject) => {
    isReady = resolve;
    isLost = reject;
  });
  // Whoever does not wait for it hears of it when it is asked.
  ready.catch(() => {});
  const lose = (why: Error): void => {
    gone ??= why;
    isLost(gone);
    clearTimeout(building);
    for (const one of waiting.values()) {
      clearTimeout(one.timer);
      one.reject(refuse(503, 'not-ready', 'the process of search has ended'));
    }
    waiting.clear();
  };
  /** A process in which one thing does not end answers nothing any more. */
  const endAfter = (ms: number, what: string, isDone: () => boolean): NodeJS.Timeout =>
    setTimeout(() => {
      // Should this process have stood still itself, the news may lie there unread.
      setImmediate(() => {
        if (isDone() || gone) return;
        lose(new Error(`the process of search has not ${what} in ${ms} ms`));
        child.kill('SIGKILL');
      });
    }, ms).unref();
  let isBuilt = false;
  const building = endAfter(patience.buildMs, 'built its index', () => isBuilt);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      lose(new Error(`the process of search ended with ${code ?? signal}`));
      resolve();
    });
  });
  child.on('error', lose);
  child.on('message', (news: IndexNews) => {
    if (news.kind === 'ready') {
      isBuilt = true;
      clearTimeout(building);
      return isReady(news);
    }
    if (news.kind === 'broken') return lose(new Error(news.message));
    const one = waiting.get(news.no);
    waiting.delete(news.no);
    clearTimeout(one?.timer);
    if (news.kind === 'answer') one?.resolve(news.answers);
    else one?.reject(new Error(news.message));
    if (retired && waiting.size === 0) child.kill('SIGKILL');
  });
  say({ kind: 'build', url, at: at.toISOString() });

  return {
    ready,
    find: (question) => {
      if (gone) return Promise.reject(refuse(503, 'not-ready', 'the process of search has ended'));
      if (waiting.size >= WAITING_MAX)
        return Promise.reject(refuse(503, 'busy', 'too many searches wait'));
      const no = ++last;
      say({ kind: 'find', no, ...question });
      return new Promise((resolve, reject) => {
        const timer = endAfter(patience.answerMs, 'answered', () => !waiting.has(no));
        waiting.set(no, { resolve, reject, timer });
      });
    },
    goneBecause: () => gone,
    retire: () => {
      retired = true;
      if (waiting.size === 0) child.kill('SIGKILL');
    },
    end: () => {
      child.kill('SIGKILL');
      return exited;
    },
  };
}
