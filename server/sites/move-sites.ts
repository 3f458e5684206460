import type { OnEdition } from '#server/on-edition.ts';
import { placeAgain } from '#server/place-again.ts';

/** Cameras, stations and management points belong to the cell that holds them. */
export const moveSites: OnEdition = (_ask, db, edition) =>
  placeAgain(db, 'sites', edition.superseded, edition);
