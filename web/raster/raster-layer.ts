import { surroundingsOf } from '#data/geo/web-tiles.ts';
import type { District } from '#data/wire/messages.ts';

import { districtStore } from '../live/stores.ts';
import type { MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';

const SOURCE = 'raster';
/** Pictures are made for daylight: in the dark they are dimmed until lines and symbols stand out as on our own ground. */
const PAINT = {
  light: { 'raster-saturation': -0.15, 'raster-contrast': -0.05 },
  dark: { 'raster-brightness-max': 0.42, 'raster-saturation': -0.45, 'raster-contrast': -0.1 },
};
const NOTHING: StylePart = { sources: {}, layers: [] };

/** Tiles of our own server, which keeps the key: over our ground, under our roads, water, borders and symbols. */
function stylePart(scene: Scene, district: District | null): StylePart {
  if (!scene.layers.raster || !district?.tiles || !district.bounds) return NOTHING;
  return {
    sources: {
      [SOURCE]: {
        type: 'raster',
        tiles: [`${window.location.origin}/api/tiles/{z}/{x}/{y}`],
        tileSize: 256,
        minzoom: 1,
        maxzoom: district.tiles.maxZoom,
        // Elsewhere the server has none to give.
        bounds: surroundingsOf(district.bounds),
      },
    },
    fade: 'raster',
    layers: [
      {
        slot: 'raster',
        layer: {
          id: 'raster',
          type: 'raster',
          source: SOURCE,
          paint: { 'raster-fade-duration': 0, ...PAINT[scene.theme] },
        },
      },
    ],
  };
}

/** The raster base map of the customer's own service; nothing where the server offers none. */
export function createRasterLayer(): MapLayer {
  return {
    key: 'raster',
    style: (scene) => stylePart(scene, districtStore.getState().district),
    watch: (changed) =>
      districtStore.subscribe((s, was) => {
        const [now, before] = [s.district, was.district];
        const same = now?.tiles?.maxZoom === before?.tiles?.maxZoom && now?.bounds?.join() === before?.bounds?.join(); // prettier-ignore
        if (!same) changed('style');
      }),
  };
}
