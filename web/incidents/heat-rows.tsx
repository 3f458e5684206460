import type { ReactNode } from 'react';

import type { HeatPeriod } from '#data/wire/heat-packed.ts';

import { formatCount } from '../words/format.ts';
import { useWords } from '../words/words.ts';

import { HeatBar, type HeatLook } from './heat-bar.tsx';
import { useHeat } from './use-heat.ts';

/**
 * What the heat means, in short rows for a legend of symbols: its period, its colours and what they count. It asks for
 * what it explains, as the legend of a desk does; no rows without a period.
 */
export function useHeatRows(period: HeatPeriod | null, look: HeatLook): ReactNode[] {
  const { words } = useWords();
  const { points, scale, load } = useHeat(period);
  if (period === null) return [];
  const rows: ReactNode[] = [words.heat.of(period)];
  if (points && points.count > 0)
    rows.push(
      <>
        <HeatBar scale={scale} look={look} />≥ {formatCount(scale[3])}
      </>,
      words.heat.perKm2,
    );
  if (points && points.total > points.count) rows.push(words.heat.only(formatCount(points.count)));
  // Of an hour ago is better than nothing, and is tried again by itself.
  if (!points) rows.push(load === 'failed' ? words.layers.failed : words.layers.loading);
  else if (points.count === 0) rows.push(words.heat.noneShort);
  return rows;
}
