import type { OnEdition } from '#server/on-edition.ts';

import { insertPrecinctAreas } from './editions.sql.ts';

/** A precinct that is a set of areas has every area that one of them went to; the one that is no more stays its own of then. */
export const movePrecincts: OnEdition = async (_ask, db, { successors }) => {
  const moves = [...successors].flatMap(([from, list]) => list.map((to) => ({ from, to })));
  if (moves.length > 0) await insertPrecinctAreas(db, moves);
};
