import { useState } from 'react';

import type { Measure } from '#data/areas/area-standing.ts';

import { shadedLevel } from '../areas/shade.ts';
import { useDistrict } from '../ui/use-live.ts';
import type { ViewAddress } from '../ui/view-address.ts';

/** The table of areas beside the map, and what of it the map shows. */
export interface AreasShown {
  table: ViewAddress['table'];
  /** The level that the pointer reads on the map: the table's, while there is one. */
  readLevel: number | null;
  /** The area whose row the pointer is at. */
  lit: number | null;
  setLit: (areaId: number | null) => void;
  /** Opens the table with the level that is looked at, and goes to it; or shuts it. */
  toggleTable: () => void;
}

/**
 * @param shade what areas are coloured by
 * @param zoom of the map now
 */
export function useAreasShown(
  address: ViewAddress,
  change: (part: Partial<ViewAddress>) => void,
  shade: Measure | null,
  zoom: () => number,
): AreasShown {
  const levels = useDistrict()?.levels ?? [];
  const [lit, setLit] = useState<number | null>(null);
  const { table } = address;
  const toggleTable = (): void => {
    setLit(null);
    if (table) {
      change({ table: undefined, areas: undefined });
      return;
    }
    const level = shadedLevel(shade ?? 'open', zoom(), levels) ?? levels.at(-1)?.rank ?? 1;
    change({ table: { level }, plots: undefined });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.area-table .grid')?.focus());
  };
  return { table, readLevel: table?.level ?? null, lit, setLit, toggleTable };
}
