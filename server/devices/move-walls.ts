import type { OnEdition } from '#server/on-edition.ts';

import { updateAreas } from './devices.sql.ts';

/** A wall of an area that is no more looks at the one that most of it went to. */
export const moveWalls: OnEdition = async (_ask, db, { successors }) => {
  const moves = [...successors].flatMap(([from, [to]]) => (to === undefined ? [] : [{ from, to }]));
  if (moves.length > 0) await updateAreas(db, moves);
};
