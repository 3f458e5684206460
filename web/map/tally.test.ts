import { beforeEach, expect, it } from 'vitest';

import type { Bounds, DrawContext, MapLayer } from './map-layer.ts';
import { countInFrame, countWithin, tallyLayers, tallyStore, type Tallies } from './tally.ts';

const layer = (key: string, tally: () => Tallies): MapLayer => ({ key, tally, watch: () => () => undefined }); // prettier-ignore
const context = {} as DrawContext;
const FRAME: Bounds = [0, 0, 10, 10];

beforeEach(() => tallyStore.setState({}, true));

it('counts places within a frame, its edge among it: those asked about, or all', () => {
  const places = [5, 5, 10, 10, 11, 5, 5, -1];
  expect(countWithin(places, null, FRAME)).toBe(2);
  expect(countWithin(places, [0, 2], FRAME)).toBe(1);
  expect(countWithin(places, [], FRAME)).toBe(0);
});

it('counts again only when the things or the frame are others', () => {
  let counted = 0;
  const count = countInFrame((things: number[], [west]: Bounds) => {
    counted++;
    return things.length + west;
  });
  const things = [1, 2];
  expect([count(things, FRAME), count(things, [...FRAME])]).toEqual([2, 2]);
  expect(counted).toBe(1);
  expect(count(things, [1, 0, 10, 10])).toBe(3);
  expect(count([1], [1, 0, 10, 10])).toBe(2);
  expect(counted).toBe(3);
});

it('keeps the value of a layer whose numbers stay, and forgets what is told no more', () => {
  let told: Tallies = { units: { shown: 3, inView: 9 }, heat: { shown: 1, inView: 1 } };
  const layers = [layer('a', () => told), layer('b', () => ({ base: { shown: 4, inView: 4 } }))];
  tallyLayers(layers, context);
  const first = tallyStore.getState();
  expect(first).toEqual({ ...told, base: { shown: 4, inView: 4 } });
  told = { units: { shown: 3, inView: 9 }, heat: { shown: 1, inView: 1 } };
  tallyLayers(layers, context);
  expect(tallyStore.getState()).toBe(first);
  told = { units: { shown: 0, inView: 9, byArea: true } };
  tallyLayers(layers, context);
  const last = tallyStore.getState();
  expect(last).toEqual({ units: { shown: 0, inView: 9, byArea: true }, base: { shown: 4, inView: 4 } }); // prettier-ignore
  expect(last.base).toBe(first.base);
});
