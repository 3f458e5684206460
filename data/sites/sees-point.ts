import { bearingDeg } from '#data/geo/bearing-deg.ts';
import { distanceM } from '#data/geo/distance-m.ts';

/** A camera sees this much to either side of where it faces. */
const HALF_VIEW_DEG = 30;
/**
 * How far a camera sees well enough to tell that somebody is there: 25 px a metre (EN 62676-4, "detect") of a picture
 * of 1,920 px over 60° are 66 m. What the map draws (34 m) is shorter: there a person can be recognised.
 */
export const SIGHT_M = 66;

/**
 * Whether a camera is turned to a point and near enough to see it. What stands in between is not known here. A dome
 * without a direction looks round; a fixed camera without one is not said to see anything.
 *
 * @param at, point degrees
 * @param azimuthDeg clockwise from north
 */
export function seesPoint(
  camera: { at: [number, number]; azimuthDeg: number | null; class: string },
  point: [number, number],
): boolean {
  const { at, azimuthDeg } = camera;
  if (distanceM(at, point) > SIGHT_M) return false;
  if (azimuthDeg === null) return camera.class === 'dome';
  // What is right below is in every picture, and has no direction.
  if (at[0] === point[0] && at[1] === point[1]) return true;
  const off = Math.abs(bearingDeg(at, point) - azimuthDeg) % 360;
  return Math.min(off, 360 - off) <= HALF_VIEW_DEG;
}
