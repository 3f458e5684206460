import type { Map as MapLibre } from 'maplibre-gl';

import type { Bounds } from './map-layer.ts';
import type { MapViewOptions } from './map-view.ts';

/** Frame a box at once, with a little of the map's size around it beside the `padding` of what lies over the map. */
export function frameHome(
  map: MapLibre,
  [west, south, east, north]: Bounds,
  padding: MapViewOptions['padding'],
): void {
  const box = map.getContainer().getBoundingClientRect();
  const side = Math.min(box.width, box.height) * 0.03;
  const p = padding ?? { top: 0, right: 0, bottom: 0, left: 0 };
  map.fitBounds([west, south, east, north], {
    padding: {
      top: p.top + side,
      right: p.right + side,
      bottom: p.bottom + side,
      left: p.left + side,
    },
    duration: 0,
  });
}
