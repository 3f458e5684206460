import type { Map as MapLibre } from 'maplibre-gl';

import { MOTION } from '../ui/tokens.ts';

/** px off the middle that a followed unit may be before the map goes after it. */
const SLACK_PX = 4;

/** Bring the middle of the map to where a followed unit is now; at once where nothing may move by itself. */
export function keepFollowed(map: MapLibre, at: [number, number] | null, still: boolean): void {
  if (!at || map.isMoving()) return;
  const here = map.project(map.getCenter());
  const there = map.project(at);
  if (Math.hypot(here.x - there.x, here.y - there.y) < SLACK_PX) return;
  map.easeTo({ center: at, duration: still ? 0 : MOTION.flyToMax, essential: true }, { own: true });
}
