import { useEffect, useMemo, useState } from 'react';

import { areaStore } from '../live/stores.ts';
import { useStore } from '../ui/use-live.ts';
import type { Language } from '../words/words.ts';

import { rowsWithin, sortRows, type AreaRow, type RowSort } from './area-rows.ts';
import { areasOfLevel } from './shade.ts';
import { standingsNow, useStandings } from './standings.ts';

/** Figures are renewed as they come; rows change places less often, so that one can be read and clicked. */
const RESORT_MS = 5_000;

/** The rows of the table, sorted; a change of what is listed or of the order is seen at once. */
export function useAreaRows(
  level: number,
  within: readonly number[],
  { column, descending }: RowSort,
  language: Language,
): readonly AreaRow[] {
  const packed = useStore(areaStore, (s) => s.packed);
  const byId = useStore(areaStore, (s) => s.byId);
  const standings = useStandings();
  const there = standings.size > 0;
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((n) => n + 1), RESORT_MS);
    return () => clearInterval(timer);
  }, []);
  const order = useMemo(() => {
    if (!packed || !there || turn < 0) return [];
    const rows = rowsWithin(areasOfLevel(packed, level), within, byId, standingsNow());
    return sortRows(rows, { column, descending }, language).map((row) => row.area);
  }, [packed, byId, level, within, column, descending, language, there, turn]);
  return useMemo(
    () =>
      order.flatMap((area): AreaRow[] => {
        const standing = standings.get(area.id);
        return standing ? [{ area, standing }] : [];
      }),
    [order, standings],
  );
}
