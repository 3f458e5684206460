import type { Layer } from '@deck.gl/core';

import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import type { DrawContext } from '../../map/map-layer.ts';
import type { Place } from '../desk/desk.ts';
import { dashesOf } from '../map/dashes.ts';
import { pxInMetres } from '../map/draw-borders.ts';
import { drawLines } from '../map/draw-lines.ts';

import { conflictStore } from './conflict-store.ts';

const rings = (shapes: readonly MultiPolygonCoordinates[]): Place[][] => shapes.flat(2) as Place[][]; // prettier-ignore

/** The conflict that is looked at: the land as it was in dashes, the edition in force in the colour of borders, the plan in that of drafts. */
export function drawConflict(c: DrawContext): Layer[] {
  const { shown } = conflictStore.getState();
  if (!shown) return [];
  const px = pxInMetres(c);
  const base = rings([shown.base]).flatMap((ring) => dashesOf(ring, 8 * px, 6 * px));
  return [
    ...drawLines(c, 'conflict-theirs', rings(shown.theirs), { token: 'edit.committed', width: 5 }),
    ...drawLines(c, 'conflict-mine', rings(shown.mine), { token: 'edit.draft', width: 2.4 }),
    ...drawLines(c, 'conflict-base', base, { token: 'warning', width: 2.4 }),
  ];
}
