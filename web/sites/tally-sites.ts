import { cameraForm, POINTS_FROM, STATIONS_FROM } from '../map/lod.ts';
import type { Bounds } from '../map/map-layer.ts';
import { remember } from '../map/remember.ts';
import type { Scene } from '../map/scene.ts';
import { countWithin, type Tallies } from '../map/tally.ts';
import { CAPS } from '../ui/tokens.ts';

import { camerasAsIcons, sees, WEDGES_FROM, type CamerasNow } from './draw-cameras.ts';

const seeing = remember((sites: CamerasNow['sites'], states: CamerasNow['states']) =>
  sites.cameras.filter((_, k) => sees({ sites, states }, k)),
);

/** How many cameras, wedges, stations and management points lie in the map's frame, and how many are drawn, at a zoom of the design. */
export function tallySites(
  now: CamerasNow,
  { layers, without }: Pick<Scene, 'layers' | 'without'>,
  zoom: number,
  bounds: Bounds,
): Tallies {
  const { packed, cameras, stations, points } = now.sites;
  const form = cameraForm(zoom);
  const of = (slots: ArrayLike<number>, drawn: boolean, most = Infinity) => {
    const inView = countWithin(packed.positions, slots, bounds);
    return { shown: drawn ? Math.min(most, inView) : 0, inView };
  };
  const wedged =
    layers.cameras &&
    !without?.includes('wedges') &&
    zoom >= WEDGES_FROM &&
    camerasAsIcons(now.sites, zoom, bounds) !== null;
  return {
    cameras: {
      ...of(cameras, layers.cameras && (form === 'dot' || form === 'icon')),
      byArea: layers.cameras && form === 'share',
    },
    wedges: of(seeing(now.sites, now.states), wedged),
    stations: of(stations, layers.stations && zoom >= STATIONS_FROM, CAPS.stations),
    points: of(points, layers.points && zoom >= POINTS_FROM),
  };
}
