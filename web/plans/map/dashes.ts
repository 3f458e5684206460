import { metresPerDegree } from '#data/geo/metres-per-degree.ts';

import type { Place } from '../desk/desk.ts';

/** A line is cut into so many dashes at most: then it is too far away for any to be seen. */
const DASHES_MAX = 4000;

/**
 * A line as dashes along it, the first at its beginning; a corner within a dash stays one.
 *
 * @param onM offM metres, of a dash and of the gap after it
 */
export function dashesOf(line: readonly Place[], onM: number, offM: number): Place[][] {
  const out: Place[][] = [];
  let dash: Place[] = line[0] ? [line[0]] : [];
  let [isOn, left] = [true, onM];
  for (let i = 1; i < line.length; i++) {
    let from = line[i - 1]!;
    const to = line[i]!;
    const { perLng, perLat } = metresPerDegree(from[1]);
    let rest = Math.hypot((to[0] - from[0]) * perLng, (to[1] - from[1]) * perLat);
    while (rest > left) {
      const t = left / rest;
      from = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
      rest -= left;
      if (isOn) out.push([...dash, from]);
      if (out.length > DASHES_MAX) return [[...line]];
      isOn = !isOn;
      dash = [from];
      left = isOn ? onM : offM;
    }
    left -= rest;
    if (isOn) dash.push(to);
  }
  if (isOn && dash.length > 1) out.push(dash);
  return out;
}
