import { rgba, type ColourToken, type Theme } from '../ui/tokens.ts';

/** Lines at 45°, this far apart, px. */
const APART_PX = 10;
const LINE_PX = 1.3;
const RATIO = 2;

/** A tile of hatching that repeats without a seam. */
export function hatchTile(
  theme: Theme,
  token: ColourToken,
): { width: number; height: number; data: Uint8ClampedArray; pixelRatio: number } {
  const side = Math.round(APART_PX * Math.SQRT2) * RATIO;
  const data = new Uint8ClampedArray(4 * side * side);
  const [r, g, b] = rgba(theme, token);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const across = Math.abs(((x + y + 1) % side) - side / 2) / Math.SQRT2;
      const cover = Math.min(1, Math.max(0, (LINE_PX * RATIO) / 2 + 0.5 - across));
      data.set([r, g, b, 255 * cover], 4 * (y * side + x));
    }
  return { width: side, height: side, data, pixelRatio: RATIO };
}
