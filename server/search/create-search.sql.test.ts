import { readdirSync, readFileSync } from 'node:fs';

import type { FastifyBaseLogger } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';

import { makeSample } from '#data/fixtures/made-sample.ts';
import type { Sample } from '#data/sample/sample.ts';
import { Refusal } from '#server/errors.ts';
import { testDatabase, type TestDatabase } from '#server/db/test-database.ts';
import { loadSample } from '#server/import/load-sample.ts';
import { openSession } from '#server/session/session.ts';

import { createSearch, type Search } from './create-search.ts';

const ask = { session: openSession, at: new Date('2026-03-31T04:00:00Z') };
const HOUR_MS = 3_600_000;
let database: TestDatabase;
let sample: Sample;
let search: Search | null = null;
let troubles: string[];
beforeAll(async () => {
  database = await testDatabase();
  sample = makeSample('street', 7);
  await loadSample(database.ownerPool, sample);
});
beforeEach(() => {
  troubles = [];
});
afterEach(async () => {
  await search?.close();
});
afterAll(() => database?.drop());

const log = {
  info: () => {},
  error: ({ err }: { err: Error }) => troubles.push(err.message.split('\n')[0]!),
} as unknown as FastifyBaseLogger;
const open = (given: Parameters<typeof createSearch>[2]): Search =>
  (search = createSearch(database.pool, log, given));
const nameOf = (): string => sample.compounds[0]!.name;
/** The name of the first answer, or why there is none. */
const first = async (): Promise<string | null> => {
  try {
    return (await search!.find(ask, nameOf(), null, 5))[0]!.name;
  } catch (error) {
    if (error instanceof Refusal) return `${error.status} ${error.reason}`;
    throw error;
  }
};
/** The processes of this one that are indexes. */
function indexProcesses(): number[] {
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '))
    .filter(
      (pid) =>
        pid !== '' && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('search-process'),
    ) // prettier-ignore
    .map(Number);
}

it('is made anew where its process hangs: who asked is told so in bounded time, the next is answered', async () => {
  open({ patience: { buildMs: HOUR_MS, answerMs: 3_000 } });
  await expect.poll(first, { timeout: 60_000 }).toBe(nameOf());
  const [hung] = indexProcesses();
  process.kill(hung!, 'SIGSTOP');
  expect(await Promise.all([first(), first()])).toEqual(['503 not-ready', '503 not-ready']);
  await expect.poll(first, { timeout: 60_000 }).toBe(nameOf());
  expect(troubles).toEqual(['the process of search has not answered in 3000 ms']);
  await expect.poll(indexProcesses, { timeout: 60_000 }).not.toContain(hung);
});

it('gives up a build that does not end', async () => {
  open({ patience: { buildMs: 2_000, answerMs: HOUR_MS }, firstPauseMs: HOUR_MS });
  const asked = first();
  process.kill(indexProcesses()[0] ?? (await started()), 'SIGSTOP');
  expect(await asked).toBe('503 not-ready');
  expect(troubles).toEqual(['the process of search has not built its index in 2000 ms']);
});
const started = async (): Promise<number> => {
  await expect.poll(indexProcesses, { timeout: 60_000, interval: 5 }).toHaveLength(1);
  return indexProcesses()[0]!;
};

it('pauses after a build that failed, and answers when one has not', async () => {
  await database.ownerPool.query('ALTER TABLE compounds RENAME TO compounds_away');
  try {
    open({ firstPauseMs: HOUR_MS });
    for (let n = 0; n < 5; n++) expect(await first()).toBe('503 not-ready');
    // Five asked, and one was made.
    expect(troubles).toEqual(['error: relation "compounds" does not exist']);
    await search!.close();
    troubles = [];

    open({ firstPauseMs: 1 });
    await expect.poll(async () => [await first(), troubles.length > 1], { timeout: 60_000 }).toEqual(['503 not-ready', true]); // prettier-ignore
  } finally {
    await database.ownerPool.query('ALTER TABLE compounds_away RENAME TO compounds');
  }
  await expect.poll(first, { timeout: 60_000 }).toBe(nameOf());
});
