import type { MapCamera } from '../map/scene.ts';

/** Zooms of the path and how far it pans at each, in widths of a screen of 1920 px. */
const LEGS = [
  { from: 13, to: 13, pan: [0.5, 0.25] },
  { from: 13, to: 15, pan: [0, 0] },
  { from: 15, to: 15, pan: [-0.6, 0.3] },
  { from: 15, to: 16.7, pan: [0, 0] },
  { from: 16.7, to: 16.7, pan: [0.6, -0.4] },
  { from: 16.7, to: 13, pan: [0, 0] },
] as const;
const SCREEN_PX = 1920;

/** Where the camera is at a part (0 … 1) of the one path: pans and zooms by turns, from the whole district to houses and back. */
export function cameraAt(part: number, start: [number, number]): MapCamera {
  let [lng, lat] = start;
  const at = Math.min(0.999999, Math.max(0, part)) * LEGS.length;
  for (let i = 0; i <= Math.floor(at); i++) {
    const leg = LEGS[i]!;
    const t = Math.min(1, at - i);
    const degrees = (SCREEN_PX * 360) / (512 * 2 ** leg.from);
    lng += leg.pan[0] * t * degrees;
    lat += leg.pan[1] * t * degrees * Math.cos((lat * Math.PI) / 180);
    if (i === Math.floor(at)) return { lng, lat, zoom: leg.from + (leg.to - leg.from) * t };
  }
  return { lng, lat, zoom: LEGS[0].from };
}
