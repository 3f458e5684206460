import { ScatterplotLayer } from '@deck.gl/layers';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';
import { expect, it } from 'vitest';

import { createHandLayers } from './hand-layers.ts';

const layers = (...ids: string[]) => ids.map((id) => new ScatterplotLayer({ id, data: [] }));
/** What deck was told, and whether the map said then that its style was there. */
function deckOf() {
  const map = { isStyleLoaded: () => false } as unknown as MapLibre;
  const told: string[][] = [];
  const overlay = {
    setProps: (props: { layers: { id: string }[] }) => {
      expect(map.isStyleLoaded()).toBe(true);
      told.push(props.layers.map(({ id }) => id));
    },
  } as unknown as MapLibreOverlay;
  return { map, overlay, told };
}

it('hands all at once until something has been shown', () => {
  const { map, overlay, told } = deckOf();
  expect(createHandLayers()(map, overlay, layers('a', 'b', 'c', 'd'), false)).toBe(true);
  expect(told).toEqual([['a', 'b', 'c', 'd']]);
});

it('hands what is new in steps, in its place among the others, and what deck holds each time', () => {
  const { map, overlay, told } = deckOf();
  const hand = createHandLayers();
  hand(map, overlay, layers('b', 'e'), false);
  const wanted = layers('a', 'b', 'c', 'd', 'e', 'f');
  expect([1, 2, 3].map(() => hand(map, overlay, wanted, true))).toEqual([false, true, true]);
  const all = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(told.slice(1)).toEqual([['a', 'b', 'c', 'e'], all, all]);
});

it('takes for new what deck has been without meanwhile', () => {
  const { map, overlay, told } = deckOf();
  const hand = createHandLayers();
  hand(map, overlay, layers('a', 'b', 'c'), false);
  expect(hand(map, overlay, layers('a'), true)).toBe(true);
  expect(hand(map, overlay, layers('a', 'b', 'c', 'd'), true)).toBe(false);
  expect(told.at(-1)).toEqual(['a', 'b', 'c']);
});
