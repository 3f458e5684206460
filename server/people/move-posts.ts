import type { OnEdition } from '#server/on-edition.ts';

import { lockManaging } from './managed.sql.ts';
import { endPosts, insertLeaders, insertMovedPosts, updateComingPosts, type KnownPost } from './posts.sql.ts'; // prettier-ignore

/** What the audit keeps of each: posts given, one that was `before` elsewhere among them, or ended. */
type Moved = KnownPost & { before?: number };

/**
 * Posts at an area that is no more end when the edition begins, and go on at every area that it went to. Whom the edition
 * names to lead an area leads it from then on, and nobody else. The audit keeps each.
 */
export const movePosts: OnEdition = async (
  _ask,
  db,
  { id: editionId, validFrom, successors, leaders, keep },
) => {
  const ended = { after: { toAt: validFrom.toISOString() } };
  const keepAll = (act: 'give-post' | 'end-post', posts: readonly Moved[]): void => {
    for (const { id, personId, role, areaId, before } of posts) {
      const from = before === undefined ? {} : { before: { areaId: before } };
      const said = { editionId, personId, role, areaId, ...from, ...(act === 'end-post' ? ended : {}) }; // prettier-ignore
      keep({ act, noun: 'posts', thing: String(id), said });
    }
  };
  await lockManaging(db);
  const moves = [...successors].flatMap(([from, list]) =>
    list.map((to, i) => ({ from, to, rank: i + 1 })),
  );
  if (moves.length > 0) {
    keepAll('give-post', await insertMovedPosts(db, moves, validFrom));
    keepAll('give-post', await updateComingPosts(db, moves, validFrom));
  }
  if (successors.size > 0) keepAll('end-post', await endPosts(db, [...successors.keys()], null, validFrom)); // prettier-ignore
  if (leaders.length === 0) return;
  const led = leaders.map(({ areaId }) => areaId);
  keepAll('end-post', await endPosts(db, led, 'leader', validFrom));
  keepAll('give-post', await insertLeaders(db, leaders, validFrom));
};
