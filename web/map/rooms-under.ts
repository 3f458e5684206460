import type { Map as MapLibre } from 'maplibre-gl';

import type { Box } from './place-blocks.ts';
import type { Room } from './room-for-drawn.ts';

/** What stands on a map's page over it, and hides what is drawn there: buttons, scale, legend, notes. */
const OVER_MAP = '[data-over-map], .maplibregl-ctrl-scale';

/** A box as squares side by side, as wide as its shorter side. */
export function squaresOf({ x, y, width, height }: Box): { x: number; y: number; px: number }[] {
  const px = Math.min(width, height);
  if (!(px > 0)) return [];
  const count = (length: number): number => Math.ceil(length / px);
  /** The middle of the i-th of so many; the last ends where the box does. */
  const middle = (from: number, length: number, i: number): number =>
    from - length / 2 + Math.min(i * px, length - px) + px / 2;
  const squares = [];
  for (let i = 0; i < count(width); i++)
    for (let j = 0; j < count(height); j++)
      squares.push({ x: middle(x, width, i), y: middle(y, height, j), px });
  return squares;
}

/** The squares of a map that lie under what its page says over it. */
export function roomsUnder(map: MapLibre, container: HTMLElement): Room[] {
  const over = container.parentElement?.querySelectorAll(OVER_MAP) ?? [];
  const frame = container.getBoundingClientRect();
  return [...over].flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const box = {
      x: left - frame.left + width / 2,
      y: top - frame.top + height / 2,
      width,
      height,
    };
    return squaresOf(box).map(({ x, y, px }): Room => {
      const { lng, lat } = map.unproject([x, y]);
      return { at: [lng, lat], px };
    });
  });
}
