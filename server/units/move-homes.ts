import type { OnEdition } from '#server/on-edition.ts';

import { updateHomes } from './fixes.sql.ts';

/** Who was responsible for an area that is no more is so for the one that most of it went to. */
export const moveHomes: OnEdition = async (_ask, db, { successors }) => {
  const moves = [...successors].flatMap(([from, [to]]) => (to === undefined ? [] : [{ from, to }]));
  if (moves.length > 0) await updateHomes(db, moves);
};
