import type { SearchAnswer } from '#data/wire/search.ts';

import type { MapTarget } from '../map/map-view.ts';
import type { Selection } from '../map/scene.ts';

import { targetOf } from './show-selection.ts';

/** The nearest that a flight to what was found goes. */
const NEAR_ZOOM = 17;

/** What a screen selects for an answer; null where nothing of it has a card. */
export function selectionOf({ select }: SearchAnswer): Selection | null {
  if (!select) return null;
  if (select.noun === 'incidents') return { noun: 'incidents', id: String(select.id) };
  return { noun: select.noun, id: Number(select.id) };
}

/** A place that is marked because no selection draws it: coordinates, and a compound that only its area has a card for. */
export function markOf({ noun, at }: SearchAnswer): [number, number] | undefined {
  return (noun === 'places' || noun === 'compounds') && at ? at : undefined;
}

/** Where the map flies for an answer: whoever moves where they are now, the rest where the answer says. */
export function targetOfAnswer(answer: SearchAnswer, zoom: number): MapTarget | null {
  const selection = selectionOf(answer);
  const moves = selection?.noun === 'units' || answer.noun === 'areas';
  const now = selection && moves ? targetOf(selection, zoom) : null;
  if (now) return now;
  if (answer.bounds) return answer.bounds;
  if (answer.at) return { lng: answer.at[0], lat: answer.at[1], zoom: Math.max(zoom, NEAR_ZOOM) };
  return selection ? targetOf(selection, zoom) : null;
}
