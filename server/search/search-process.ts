import { buildIndex } from '#data/search/build-index.ts';
import { createBallot } from '#data/search/find-candidates.ts';
import { searchIndex, type Hit } from '#data/search/search-index.ts';
import type { AreaStep } from '#data/wire/cards.ts';
import type { SearchAnswer } from '#data/wire/search.ts';
import { transact } from '#server/db/database.ts';
import { createPool } from '#server/db/pool.ts';
import { readSnapshotOnly } from '#server/wire/version.sql.ts';

import { readThings } from './read-things.ts';
import { createReadings } from './readings.ts';
import { selectSearchKey, type SearchArea } from './search.sql.ts';

/** What the server sends first. */
export interface IndexOrder {
  kind: 'build';
  url: string;
  /** As of when, ISO. */
  at: string;
}
/** What it asks then. */
export interface IndexQuestion {
  kind: 'find';
  no: number;
  text: string;
  near: [number, number] | null;
  limit: number;
}
/** What it hears. */
export type IndexNews =
  | { kind: 'ready'; key: string; things: number; ms: number }
  | { kind: 'answer'; no: number; answers: SearchAnswer[] }
  | { kind: 'failed'; no: number; message: string }
  | { kind: 'broken'; message: string };

/**
 * One index for its whole life, in a process of its own: neither reading the rows, nor building, nor a search holds up
 * the server, and what it needs of memory is not the server's. When what it holds has changed another takes its place.
 * Ends when its starter does.
 */
const tell = (news: IndexNews): void => void process.send?.(news);
process.on('disconnect', () => process.exit(0));
// Ctrl-C is meant for the server, which then ends this.
process.on('SIGINT', () => {});

async function build(order: IndexOrder): Promise<void> {
  const began = performance.now();
  const pool = createPool(order.url, 'bulk', 1);
  const at = new Date(order.at);
  const { key, things, areas } = await transact(pool, async (db) => {
    await readSnapshotOnly(db);
    return { key: await selectSearchKey(db), ...(await readThings(db, at)) };
  }).finally(() => pool.end());
  const readingsOf = createReadings();
  const index = buildIndex(things, readingsOf);
  const ballot = createBallot(index);
  const areasNamed = nameAreas(areas);
  const chainOf = (id: number): number[] =>
    chain(areas, id)
      .map((area) => area.id)
      .reverse();

  process.on('message', ({ no, text, near, limit }: IndexQuestion) => {
    try {
      const how = { readingsOf, ballot, chainOf, areasNamed, near, limit };
      const hits = searchIndex(index, text, how);
      tell({ kind: 'answer', no, answers: hits.map((hit) => toAnswer(areas, hit)) });
    } catch (error) {
      tell({ kind: 'failed', no, message: (error as Error).stack ?? String(error) });
    }
  });
  tell({ kind: 'ready', key, things: things.length, ms: performance.now() - began });
}

/** From the root down to an area, itself included; [] for none. */
function chain(areas: ReadonlyMap<number, SearchArea>, id: number | null): SearchArea[] {
  const steps: SearchArea[] = [];
  for (let area = areas.get(id ?? -1); area; area = areas.get(area.parentId ?? -1))
    steps.unshift(area);
  return steps;
}

const step = ({ id, code, level, name, nameEn }: AreaStep): AreaStep => ({ id, code, level, name, nameEn }); // prettier-ignore

function toAnswer(
  areas: ReadonlyMap<number, SearchArea>,
  { thing, tier, marks }: Hit,
): SearchAnswer {
  const { areaId, ...rest } = thing;
  return { ...rest, tier, marks, areas: chain(areas, areaId).map(step) };
}

/** What an address may begin with: areas down to the third level by their names, in full and without the word for their kind. */
function nameAreas(areas: ReadonlyMap<number, SearchArea>): Map<string, number[]> {
  const named = new Map<string, number[]>();
  for (const { id, level, name } of areas.values()) {
    if (level > 3) continue;
    const short = name.replace(/(街道|社区|村|镇|乡|区|里)$/, '');
    for (const one of new Set([name, ...(short.length > 1 ? [short] : [])]))
      named.set(one, [...(named.get(one) ?? []), id]);
  }
  return named;
}

process.once('message', (order: IndexOrder) => {
  build(order).catch((error: Error) => {
    tell({ kind: 'broken', message: error.stack ?? error.message });
    process.disconnect();
  });
});
