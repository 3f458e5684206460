import { readRowSort, writeRowSort } from '../areas/area-rows.ts';
import { AreaTable } from '../areas/area-table.tsx';
import { areaStore } from '../live/stores.ts';
import type { Selection } from '../map/scene.ts';
import type { ViewAddress } from '../ui/view-address.ts';
import { useStore } from '../ui/use-live.ts';

/** The table of areas under the map, as the page's address says what it lists. */
export function WatchTable(props: {
  table: NonNullable<ViewAddress['table']>;
  within: number | null;
  change: (part: Partial<ViewAddress>) => void;
  selection: Selection | null;
  hovered: Selection | null;
  onHover: (areaId: number | null) => void;
  onSelect: (what: Selection) => void;
  close: () => void;
}) {
  const { table, change, selection, hovered } = props;
  const byId = useStore(areaStore, (s) => s.byId);
  // An area that the edition in force does not have: the whole district.
  const parent = props.within === null ? undefined : byId.get(props.within);
  const idOf = (what: Selection | null): number | null => (what?.noun === 'areas' ? what.id : null);
  return (
    <AreaTable
      level={table.level}
      within={parent?.id ?? null}
      sort={readRowSort(table.sort)}
      onLevel={(level) =>
        change({
          table: { ...table, level },
          ...(parent && parent.level >= level && { area: undefined }),
        })
      }
      onWithin={(area) => change({ area: area ?? undefined })}
      onSort={(sort) => change({ table: { ...table, sort: writeRowSort(sort) } })}
      selectedId={idOf(selection)}
      hoveredId={idOf(hovered)}
      onHover={props.onHover}
      onSelect={(id) => props.onSelect({ noun: 'areas', id })}
      close={props.close}
    />
  );
}
