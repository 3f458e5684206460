import type { Incident, Severity } from '#data/incidents/incident.ts';

import type { Scene } from '../map/scene.ts';
import { around, besideSeams } from '../map/seams.ts';
import { atZoom, SIZES, WALL_FACTOR } from '../ui/tokens.ts';

/** A symbol is so many times as wide with its plate and halo. */
export const WITH_CASING = 1.25;
/** An alarm's brackets are drawn so many times as large as the symbol they are about. */
export const BRACKETS = 1.25;
/** And are painted half as wide again as their cell. */
const WITH_BRACKETS = 1.55 * BRACKETS;

/** What of a scene says how large symbols are and where they may stand. */
export type Drawn = Pick<Scene, 'screen' | 'scale' | 'seams'>;

/** How many px across an incident is with all that is drawn about it, of a symbol so wide: nothing else of the map may lie there. */
export function roomAcross(size: number, bracketed: boolean): number {
  return size * (bracketed ? WITH_BRACKETS : WITH_CASING);
}

/** How wide an incident's symbol is at a zoom of the design, px. */
export function symbolSize(severity: number, zoom: number, scene: Drawn): number {
  const factor = scene.scale * (scene.screen === 'wall' ? WALL_FACTOR : 1);
  return factor * atZoom(SIZES[`incident.${severity as Severity}`], zoom);
}

/** Where the symbol of an incident that has a place, or was moved to one (`at`), is drawn: on a video wall beside the seam that would cut it, or its brackets. */
export function symbolPlace(
  { at, severity }: Pick<Incident, 'at' | 'severity'>,
  bracketed: boolean,
  zoom: number,
  scene: Drawn,
): [number, number] {
  if (!scene.seams) return at!;
  const half = roomAcross(symbolSize(severity, zoom, scene), bracketed) / 2;
  return besideSeams(at!, around(half), scene.seams);
}
