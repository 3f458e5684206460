import type { Layer } from '@deck.gl/core';

import { rgba } from '../ui/tokens.ts';

import { OVER_NAMES } from './above.ts';
import type { DrawContext } from './map-layer.ts';
import type { Selection } from './scene.ts';
import { DotMarks } from './mark-layers.ts';

/** Of the ring around what is selected, px. */
export const RING_PX = 20;

interface Ring {
  at: [number, number];
  radius: number;
  width: number;
  line: [number, number, number, number];
  fill: [number, number, number, number];
}

/**
 * The selection's ring (a ring, never brackets: those are an alarm's) and the pin of a report being
 * placed. `place` says where a selection is now.
 */
export function drawMarks(
  { scene, hovered }: DrawContext,
  place: (selection: Selection) => [number, number] | null,
): Layer[] {
  const rings: Ring[] = [];
  const none: Ring['fill'] = [0, 0, 0, 0];
  const ringed = (selection: Selection | null, radius: number, width: number): void => {
    if (!selection || selection.noun === 'areas' || selection.noun === 'buildings') return;
    const at = place(selection);
    if (!at) return;
    rings.push(
      {
        at,
        radius,
        width: width + 2.6,
        line: rgba(scene.theme, 'map.label.halo', 0.9),
        fill: none,
      },
      { at, radius, width, line: rgba(scene.theme, 'select'), fill: none },
    );
  };
  ringed(scene.selection, RING_PX, 2);
  if (!scene.selection || hovered?.id !== scene.selection.id) ringed(hovered, 14, 1.2);
  if (scene.pin) {
    const at = scene.pin;
    const halo = rgba(scene.theme, 'map.label.halo');
    const accent = rgba(scene.theme, 'accent');
    rings.push(
      { at, radius: 11, width: 5, line: halo, fill: none },
      { at, radius: 11, width: 2.2, line: accent, fill: none },
      { at, radius: 4, width: 1.5, line: halo, fill: accent },
    );
  }
  if (rings.length === 0) return [];
  return [
    new DotMarks<Ring>({
      id: 'marks',
      data: rings,
      getPosition: (r) => r.at,
      getRadius: (r) => r.radius * scene.scale,
      getLineWidth: (r) => r.width * scene.scale,
      getLineColor: (r) => r.line,
      getFillColor: (r) => r.fill,
      radiusUnits: 'pixels',
      lineWidthUnits: 'pixels',
      stroked: true,
      filled: true,
      billboard: true,
      ...OVER_NAMES,
    }),
  ];
}
