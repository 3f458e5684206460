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

/** MapLibre places what is as far as this beyond its frame, px. */
const BEYOND_PX = 96;

/** Squares all around what a map shows: a name that would be cut off by its edge stands within, or is left out. */
export function roomsBeyond(map: MapLibre): Room[] {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const half = BEYOND_PX / 2;
  const rooms: Room[] = [];
  const put = (x: number, y: number): void => {
    const { lng, lat } = map.unproject([x, y]);
    rooms.push({ at: [lng, lat], px: BEYOND_PX });
  };
  for (let x = half; x < width + half; x += BEYOND_PX) [-half, height + half].forEach((y) => put(x, y)); // prettier-ignore
  for (let y = half; y < height + half; y += BEYOND_PX) [-half, width + half].forEach((x) => put(x, y)); // prettier-ignore
  return rooms;
}

/** What keeps names off beside what is drawn: what lies over the map, and on a screen that nobody moves (`cut`) its edge. */
export function roomsBeside(map: MapLibre, container: HTMLElement, cut: boolean): Room[] {
  return [...roomsUnder(map, container), ...(cut ? roomsBeyond(map) : [])];
}
