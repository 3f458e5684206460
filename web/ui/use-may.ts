import type { Act } from '#data/access/acts.ts';

import { hereStore, mayHere, mayHereAll } from '../live/who-is-here.ts';

import { useStore } from './use-live.ts';

/** Whether whoever is here may do an act to something: what they may not is not on the screen. */
export function useMay(act: Act): boolean {
  return useStore(hereStore, (here) => mayHere(act, here));
}

/** Whether whoever is here may do an act to anything in the district. */
export function useMayAll(act: Act): boolean {
  return useStore(hereStore, (here) => mayHereAll(act, here));
}
