import { createIconAtlas, fill, stroke, type Painter } from '../map/icon-atlas.ts';
import type { StyleImage } from '../map/map-layer.ts';
import { colour, type Theme } from '../ui/tokens.ts';

/** An armband, which captains wear: no other symbol is wide and bent. */
const ARMBAND = 'M1.6 6.6Q12 11.6 22.4 6.6V14.8Q12 19.8 1.6 14.8Z';

export const captainSymbol: Painter = (c, theme) => {
  stroke(c, ARMBAND, theme, 'signal.halo', 5);
  fill(c, ARMBAND, theme, 'unit.volunteer');
};

/** A round dot with its edge, to the rim of the 24 units. */
const captainDot: Painter = (c, theme) => {
  c.beginPath();
  c.arc(12, 12, 12, 0, 2 * Math.PI);
  c.fillStyle = colour(theme, 'signal.halo');
  c.fill();
  c.beginPath();
  c.arc(12, 12, 9.4, 0, 2 * Math.PI);
  c.fillStyle = colour(theme, 'unit.volunteer');
  c.fill();
};

/** px of the symbol's 24 units where the style draws its image at size 1. */
export const CAPTAIN_PX = 16;

/** A symbol as an image of the style, by a name of its own for each theme and sharpness; null where nothing can be painted. */
export function captainImage(
  of: 'armband' | 'dot',
  theme: Theme,
  scale: number,
): { name: string; image: StyleImage } | null {
  // Not many more pixels than are shown: the style shrinks images without blending them.
  const cell = of === 'dot' ? 32 * Math.ceil(scale) : scale > 1.5 ? 256 : 128;
  const painters = { captain: of === 'dot' ? captainDot : captainSymbol };
  const { canvas } = createIconAtlas(painters, theme, cell);
  const side = of === 'dot' ? cell / 2 : cell;
  const from = (cell - side) / 2;
  const data = canvas.getContext('2d')?.getImageData(from, from, side, side).data;
  if (!data) return null;
  const image = { width: side, height: side, data, pixelRatio: cell / (2 * CAPTAIN_PX) };
  return { name: `captain-${of}-${theme}-${cell}`, image };
}
