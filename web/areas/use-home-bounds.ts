import { useCallback } from 'react';

import { hereStore } from '../live/who-is-here.ts';
import { areaStore } from '../live/stores.ts';
import type { Bounds } from '../map/map-layer.ts';
import { ringBounds } from '../map/ring-bounds.ts';
import { useDistrict, useStore } from '../ui/use-live.ts';

/** Where whoever is here begins: in all of the district, or in the areas of their posts. */
export function useHomeKind(): 'district' | 'own' {
  const areas = useStore(areaStore);
  const posts = useStore(hereStore, (here) => here.me?.posts) ?? [];
  const isPart = ({ areaId }: { areaId: number | null }): boolean =>
    areaId !== null && areas.byId.get(areaId)?.parentId !== null;
  return posts.length > 0 && posts.every(isPart) ? 'own' : 'district';
}

/**
 * What a map frames of some areas; of none it is where whoever is here begins: the areas of their posts, or all of the
 * district where one of these is not of an area.
 *
 * @returns null where it is not known yet
 */
export function useHomeBounds(): (ids: readonly number[]) => Bounds | null {
  const district = useDistrict()?.bounds ?? null;
  const areas = useStore(areaStore);
  const posts = useStore(hereStore, (here) => here.me?.posts);
  return useCallback(
    (ids) => {
      const around = (some: readonly number[]): Bounds | null => {
        const borders = some.flatMap((id) => areas.polygonsOf(id)?.flat() ?? []);
        return borders.length > 0 ? ringBounds(borders) : null;
      };
      if (ids.length > 0) return around(ids);
      const own = (posts ?? []).map(({ areaId }) => areaId);
      const parts = own.filter((id) => id !== null);
      if (parts.length === 0 || parts.length < own.length) return district;
      // Before the borders are there it is not known where they are.
      return around(parts) ?? (areas.load === 'ready' ? district : null);
    },
    [areas, district, posts],
  );
}
