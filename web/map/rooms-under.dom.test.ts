import type { Map as MapLibre } from 'maplibre-gl';
import { expect, it } from 'vitest';

import { roomsUnder, squaresOf } from './rooms-under.ts';

it('covers a box with squares as wide as its shorter side, none beyond it', () => {
  expect(squaresOf({ x: 50, y: 10, width: 100, height: 20 })).toHaveLength(5);
  const high = squaresOf({ x: 10, y: 25, width: 20, height: 50 });
  expect(high.map(({ x, y, px }) => [x, y - px / 2, y + px / 2])).toEqual([
    [10, 0, 20],
    [10, 20, 40],
    [10, 30, 50],
  ]);
  expect(squaresOf({ x: 5, y: 5, width: 9, height: 0 })).toEqual([]);
});

it('says where on the map what stands over it is, and nothing of what stands elsewhere', () => {
  document.body.innerHTML =
    '<section><div class="map"></div><div data-over-map></div><p></p></section><div data-over-map></div>';
  const map = document.querySelector<HTMLElement>('.map')!;
  map.getBoundingClientRect = () => new DOMRect(100, 200, 400, 300);
  document.querySelector('[data-over-map]')!.getBoundingClientRect = () => new DOMRect(110, 220, 30, 60); // prettier-ignore
  const asGiven = { unproject: ([lng, lat]: [number, number]) => ({ lng, lat }) } as MapLibre;
  expect(roomsUnder(asGiven, map)).toEqual([
    { at: [25, 35], px: 30 },
    { at: [25, 65], px: 30 },
  ]);
});
