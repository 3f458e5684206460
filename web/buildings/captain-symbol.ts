import { createIconAtlas, fill, stroke, type Painter } from '../map/icon-atlas.ts';
import type { StyleImage } from '../map/map-layer.ts';
import type { Theme } from '../ui/tokens.ts';

/** An armband, which captains wear: no other symbol is wide and bent. */
const ARMBAND = 'M1.6 6.6Q12 11.6 22.4 6.6V14.8Q12 19.8 1.6 14.8Z';

export const captainSymbol: Painter = (c, theme) => {
  stroke(c, ARMBAND, theme, 'signal.halo', 5);
  fill(c, ARMBAND, theme, 'unit.volunteer');
};

/** px of the symbol's 24 units where the style draws its image at size 1. */
export const CAPTAIN_PX = 16;

/** The symbol as an image of the style, by a name of its own for each theme and sharpness; null where nothing can be painted. */
export function captainImage(
  theme: Theme,
  scale: number,
): { name: string; image: StyleImage } | null {
  const cell = scale > 1.5 ? 256 : 128;
  const { canvas } = createIconAtlas({ captain: captainSymbol }, theme, cell);
  const data = canvas.getContext('2d')?.getImageData(0, 0, cell, cell).data;
  if (!data) return null;
  const image = { width: cell, height: cell, data, pixelRatio: cell / (2 * CAPTAIN_PX) };
  return { name: `captain-${theme}-${cell}`, image };
}
