import type { OnEdition } from '#server/on-edition.ts';

import { lockManaging } from './managed.sql.ts';
import { endPosts, insertLeaders, insertMovedPosts, updateComingPosts } from './posts.sql.ts';

/**
 * Posts at an area that is no more end when the edition begins, and go on at every area that it went to. Whom the edition
 * names to lead an area leads it from then on, and nobody else.
 */
export const movePosts: OnEdition = async (_ask, db, { validFrom, successors, leaders }) => {
  await lockManaging(db);
  const moves = [...successors].flatMap(([from, list]) =>
    list.map((to, i) => ({ from, to, rank: i + 1 })),
  );
  if (moves.length > 0) {
    await insertMovedPosts(db, moves, validFrom);
    await updateComingPosts(db, moves, validFrom);
  }
  if (successors.size > 0) await endPosts(db, [...successors.keys()], null, validFrom);
  if (leaders.length === 0) return;
  await endPosts(db, leaders.map(({ areaId }) => areaId), 'leader', validFrom); // prettier-ignore
  await insertLeaders(db, leaders, validFrom);
};
