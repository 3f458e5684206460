import type { Map as MapLibre } from 'maplibre-gl';

import { MOTION } from '../ui/tokens.ts';

import { cameraOf } from './make-map.ts';
import type { MapTarget } from './map-view.ts';

/** Room around an area that is framed, in CSS pixels. */
const FRAME_PX = 48;
const NEAREST_ZOOM = 17.5;

export interface Flight {
  /** Fly there: a box is framed, a place is looked at. */
  to: (map: MapLibre, target: MapTarget) => void;
  /** Say that the map has another size: a flight still under way is aimed anew, for its end was reckoned for the old one. */
  resized: (map: MapLibre) => void;
  /** Say that the flight has ended, or that a hand has taken the map: nothing is aimed any more. */
  over: () => void;
}

/**
 * Flights of one map. A panel that opens takes room from the map in the same moment as what was
 * chosen in it is flown to; a frame reckoned for the old size would end beside its target.
 *
 * @param still whether motion is unwanted: then one jumps
 */
export function createFlight(still: () => boolean): Flight {
  let aim: { target: MapTarget; ends: number } | null = null;

  const go = (map: MapLibre, target: MapTarget, duration: number): void => {
    if (Array.isArray(target)) {
      map.fitBounds(target, {
        padding: FRAME_PX,
        maxZoom: NEAREST_ZOOM,
        duration,
        essential: true,
      });
      return;
    }
    const now = cameraOf(map);
    map.easeTo({
      center: [target.lng ?? now.lng, target.lat ?? now.lat],
      zoom: target.zoom ?? now.zoom,
      duration,
      essential: true,
    });
  };

  return {
    to: (map, target) => {
      aim = null;
      // The map hears of its container's size late: tell it first.
      const [canvas, box] = [map.getCanvas(), map.getContainer()];
      if (canvas.clientWidth !== box.clientWidth || canvas.clientHeight !== box.clientHeight)
        map.resize();
      const duration = still() ? 0 : MOTION.flyToMax;
      // Where a button only changes the zoom there is nothing to miss.
      const whole = Array.isArray(target) || target.lng !== undefined;
      go(map, target, duration);
      if (whole && duration > 0) aim = { target, ends: performance.now() + duration };
    },
    resized: (map) => {
      const flown = aim;
      if (!flown || !map.isMoving()) return;
      // Its last step may come late: what still moves has not arrived, whatever the clock says.
      const left = Math.max(0, flown.ends - performance.now());
      go(map, flown.target, left);
      if (left > 0) aim = flown;
    },
    over: () => {
      aim = null;
    },
  };
}
