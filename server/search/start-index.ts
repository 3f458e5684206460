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
  /** Its process has ended. */
  isGone: () => boolean;
  /** End it when what it was asked has been answered. */
  retire: () => void;
  /** End it now; resolves when it has. */
  end: () => Promise<void>;
}

/** Questions that wait for an answer, at most. */
const WAITING_MAX = 64;
/** A process that needs more ends, and the server does not. */
const HEAP_MB = 2_048;
const PROCESS = fileURLToPath(new URL('./search-process.ts', import.meta.url));

interface Waiting {
  resolve: (answers: SearchAnswer[]) => void;
  reject: (why: Error) => void;
}

/**
 * Start a process that builds an index from a database.
 *
 * @param url the server's own connection
 */
export function startIndex(url: string, at: Date): RunningIndex {
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
    for (const one of waiting.values()) one.reject(gone);
    waiting.clear();
  };
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      lose(new Error(`the process of search ended with ${code ?? signal}`));
      resolve();
    });
  });
  child.on('error', lose);
  child.on('message', (news: IndexNews) => {
    if (news.kind === 'ready') return isReady(news);
    if (news.kind === 'broken') return lose(new Error(news.message));
    const one = waiting.get(news.no);
    waiting.delete(news.no);
    if (news.kind === 'answer') one?.resolve(news.answers);
    else one?.reject(new Error(news.message));
    if (retired && waiting.size === 0) child.kill('SIGKILL');
  });
  say({ kind: 'build', url, at: at.toISOString() });

  return {
    ready,
    find: (question) => {
      if (gone) return Promise.reject(gone);
      if (waiting.size >= WAITING_MAX)
        return Promise.reject(refuse(503, 'busy', 'too many searches wait'));
      const no = ++last;
      say({ kind: 'find', no, ...question });
      return new Promise((resolve, reject) => waiting.set(no, { resolve, reject }));
    },
    isGone: () => gone !== null,
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
