import type { Map as MapLibre } from 'maplibre-gl';

import type { MapSnapshot } from './map-view.ts';

/** Then it is taken as it is. */
const PATIENCE_MS = 12_000;

/**
 * A picture of the map. What is drawn is kept until the end of the task in which it was, so it is read as a frame ends.
 *
 * @param isWhole whether the last frame held all that is asked for
 */
export function snapshotOf(
  map: MapLibre | null,
  isWhole: () => boolean,
): Promise<MapSnapshot | null> {
  if (!map) return Promise.resolve(null);
  const until = performance.now() + PATIENCE_MS;
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isWhole() && performance.now() < until) {
        requestAnimationFrame(() => map.triggerRepaint());
        return;
      }
      map.off('render', look);
      const canvas = map.getCanvas();
      resolve({
        url: canvas.toDataURL('image/png'),
        width: canvas.clientWidth,
        height: canvas.clientHeight,
        bearing: map.getBearing(),
      });
    };
    map.on('render', look);
    map.triggerRepaint();
  });
}
