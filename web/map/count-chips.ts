import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import { FONT_FAMILY, rgba, type ColourToken } from '../ui/tokens.ts';

import type { DrawContext } from './map-layer.ts';
import { above } from './opacity.ts';
import type { LayerKey } from './scene.ts';
import { besideSeams } from './seams.ts';

export interface CountChip {
  at: [number, number];
  text: string;
}

/** Numbers per area in place of symbols, under the area's name: row 1 incidents, 2 units, 3 cameras. */
export function countChips(
  id: string,
  { scene }: DrawContext,
  chips: CountChip[],
  look: { row: number; token: ColourToken; of: LayerKey },
): Layer[] {
  if (chips.length === 0) return [];
  // On a wall nothing is smaller than can be read from its farthest seat.
  const size = scene.screen === 'wall' ? 27 : 12.5;
  const below = (2 + 1.36 * size * look.row) * scene.scale;
  const tall = 0.7 * size * scene.scale;
  const placeOf = ({ at, text }: CountChip): [number, number] => {
    const wide = 0.32 * size * text.length * scene.scale;
    const extent = { left: wide, right: wide, up: tall - below, down: tall + below };
    return besideSeams(at, extent, scene.seams);
  };
  return [
    new TextLayer<CountChip>({
      id,
      data: chips,
      getPosition: placeOf,
      getText: (c) => c.text,
      getSize: size * scene.scale,
      getPixelOffset: [0, below],
      getColor: rgba(scene.theme, look.token),
      outlineColor: rgba(scene.theme, 'map.label.halo'),
      outlineWidth: 3,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      fontSettings: { sdf: true, fontSize: 48, buffer: 6, radius: 14 },
      characterSet: '0123456789%.,●△◎ ',
      updateTriggers: { getColor: scene.theme, getSize: scene.scale, getPixelOffset: scene.scale },
      ...above(scene, look.of),
    }),
  ];
}
