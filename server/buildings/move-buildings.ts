import type { OnEdition } from '#server/on-edition.ts';
import { placeAgain } from '#server/place-again.ts';

/** Buildings belong to the cell that holds them. */
export const moveBuildings: OnEdition = (_ask, db, edition) =>
  placeAgain(db, 'buildings', edition.superseded, edition);
