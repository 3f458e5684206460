import { useMemo } from 'react';

import type { Act } from '#data/access/acts.ts';
import type { Measure } from '#data/areas/area-standing.ts';

import { hereStore, mayHere } from '../live/who-is-here.ts';
import type { LayerKey } from '../map/scene.ts';

import { useStore } from './use-live.ts';

/** What one must be able to see for a layer to say anything; what is left out is public. */
const OF_LAYER: Partial<Record<LayerKey, Act>> = {
  incidents: 'see-incidents',
  heat: 'see-incidents',
  units: 'see-positions',
  cameras: 'see-cameras',
  captains: 'see-staff',
};
/** The same of what areas are compared by. */
const OF_MEASURE: Partial<Record<Measure, Act>> = {
  open: 'see-incidents',
  rate: 'see-incidents',
  duty: 'see-positions',
  down: 'see-cameras',
};

export interface Sees {
  layer: (key: LayerKey) => boolean;
  measure: (measure: Measure) => boolean;
}

/** What whoever is here is told anything of: of the rest a 0 would say that there is none. All until it is known. */
export function useSees(): Sees {
  const here = useStore(hereStore);
  return useMemo(() => {
    const sees = (act: Act | undefined): boolean =>
      act === undefined || here.me === null || mayHere(act, here);
    return {
      layer: (key) => sees(OF_LAYER[key]),
      measure: (measure) => sees(OF_MEASURE[measure]),
    };
  }, [here]);
}
