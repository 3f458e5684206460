import { useMemo } from 'react';

import { AreasFollowed } from '../areas/areas-followed.tsx';
import { readRowSort, writeRowSort } from '../areas/area-rows.ts';
import { AreaTable } from '../areas/area-table.tsx';
import { useFollowedAreas } from '../areas/use-followed-areas.ts';
import { areaStore } from '../live/stores.ts';
import type { Selection } from '../map/scene.ts';
import type { ViewAddress } from '../ui/view-address.ts';
import { useStore } from '../ui/use-live.ts';

/** The table of areas under the map, as the page's address says what it lists. */
export function WatchTable(props: {
  table: NonNullable<ViewAddress['table']>;
  within: readonly number[] | undefined;
  change: (part: Partial<ViewAddress>) => void;
  selection: Selection | null;
  hovered: Selection | null;
  onHover: (areaId: number | null) => void;
  onSelect: (what: Selection) => void;
  close: () => void;
}) {
  const { table, change, selection, hovered } = props;
  const byId = useStore(areaStore, (s) => s.byId);
  const load = useStore(areaStore, (s) => s.load);
  const isThere = useMemo(
    () => (load === 'ready' ? (id: number) => byId.has(id) : null),
    [load, byId],
  );
  const { areas: within, ...gone } = useFollowedAreas(props.within, isThere, (areas) =>
    change({ areas }),
  );
  const idOf = (what: Selection | null): number | null => (what?.noun === 'areas' ? what.id : null);
  return (
    <AreaTable
      level={table.level}
      within={within}
      sort={readRowSort(table.sort)}
      onLevel={(level) =>
        change({
          table: { ...table, level },
          ...(within.some((id) => byId.get(id)!.level >= level) && { areas: undefined }),
        })
      }
      onWithin={(area) => change({ areas: area === null ? undefined : [area] })}
      onSort={(sort) => change({ table: { ...table, sort: writeRowSort(sort) } })}
      selectedId={idOf(selection)}
      hoveredId={idOf(hovered)}
      onHover={props.onHover}
      onSelect={(id) => props.onSelect({ noun: 'areas', id })}
      close={props.close}
      note={<AreasFollowed followed={gone.followed} onClose={gone.forget} />}
    />
  );
}
