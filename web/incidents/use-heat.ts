import { useEffect } from 'react';

import type { HeatPeriod } from '#data/wire/heat-packed.ts';

import { heatStore, wantHeat } from '../live/load-heat.ts';
import type { LoadState } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';

import { heatNowStore, keepHeat, type HeatNow } from './heat-now.ts';

/** The heat of a period as it is now, asked for and kept while a legend uses this; null: of none. */
export function useHeat(period: HeatPeriod | null): HeatNow & { load: LoadState } {
  useEffect(() => {
    if (period === null) return;
    wantHeat(period);
    const stop = keepHeat();
    return () => {
      stop();
      wantHeat(null);
    };
  }, [period]);
  const load = useStore(heatStore, (s) => s.load);
  return { ...useStore(heatNowStore), load };
}
