import type { OnEdition } from '#server/on-edition.ts';
import { placeAgain } from '#server/place-again.ts';

import { lockReports } from './incidents.sql.ts';

/**
 * What is open belongs to the cell that holds it now; what is closed stays what it was. Reports wait from here to the end
 * of the transaction, and then are placed anew: none slips through between.
 */
export const reattributeOpenIncidents: OnEdition = async (_ask, db, edition) => {
  await lockReports(db);
  await placeAgain(db, 'incidents', edition.superseded, edition, true);
};
