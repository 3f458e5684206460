import type { Map as MapLibre } from 'maplibre-gl';
import { expect, test } from 'vitest';

import type { MapLayer } from './map-layer.ts';
import { pictureStore, watchPicture } from './picture.ts';
import type { Scene } from './scene.ts';

const scene = {} as Scene;

/** A map of which all that is asked has come, but for the sources named. */
const mapWithout = (...missing: string[]): MapLibre =>
  ({
    getSource: (id: string) => ({ id }),
    isSourceLoaded: (id: string) => !missing.includes(id),
    loaded: () => true,
  }) as unknown as MapLibre;

test('a picture is whole once a frame has held what was asked for, not when it was handed over', () => {
  const layers: MapLayer[] = [{ key: 'areas', watch: () => () => undefined }];
  const picture = watchPicture(layers);
  picture.styled([{ sources: { shapes: { type: 'vector' } }, layers: [] }]);
  expect(picture.handed()).toBe(true);
  expect(picture.isWhole()).toBe(false);
  picture.rendered(mapWithout('shapes'), scene, false);
  expect([picture.isWhole(), pictureStore.getState().lacking]).toEqual([false, ['areas']]);
  picture.rendered(mapWithout(), scene, false);
  expect([picture.isWhole(), pictureStore.getState()]).toEqual([
    true,
    { whole: true, lacking: [] },
  ]);
  // Drawn anew by the lanes: nothing is lacking.
  expect([picture.handed(), picture.isWhole()]).toEqual([false, true]);
  // Asked for something else, and a frame that does not hold it yet.
  picture.asked();
  expect(picture.isWhole()).toBe(false);
  picture.rendered(mapWithout(), scene, false);
  expect(picture.isWhole()).toBe(false);
  expect(picture.handed()).toBe(true);
  expect(picture.isWhole()).toBe(false);
  picture.rendered(mapWithout(), scene, false);
  expect(picture.isWhole()).toBe(true);
  picture.gone();
  expect([picture.isWhole(), pictureStore.getState().whole]).toEqual([false, false]);
});

test('a picture is not whole while no frame holds the news of its style', () => {
  const picture = watchPicture([]);
  picture.styled([]);
  picture.handed();
  picture.rendered(mapWithout(), scene, false);
  expect(picture.isWhole()).toBe(true);
  picture.styled([]);
  expect(picture.isWhole()).toBe(false);
  expect(picture.handed()).toBe(true);
  expect(picture.isWhole()).toBe(false);
  picture.rendered(mapWithout(), scene, false);
  expect(picture.isWhole()).toBe(true);
  picture.gone();
});
