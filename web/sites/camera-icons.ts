import type { FeatureCollection } from 'geojson';

import { zoomed } from '../map/expressions.ts';
import { CELL_UNITS, createIconAtlas } from '../map/icon-atlas.ts';
import { CAMERA_ICONS_FROM, createHeldFrame, inBounds, mapZoom } from '../map/lod.ts';
import type { Bounds, StyleImage, StylePart } from '../map/map-layer.ts';
import { opacityOf } from '../map/opacity.ts';
import type { Scene } from '../map/scene.ts';
import { SIZES } from '../ui/tokens.ts';

import type { CamerasNow } from './draw-cameras.ts';
import { SITE_SYMBOLS, siteSymbol } from './site-symbols.ts';
import { placeOfSite } from './sort-sites.ts';

const SOURCE = 'cameras';
/** px of the symbol's 24 units where the style draws its image at size 1. */
const ICON_PX = 16;
/** What a camera takes of its cell with its halo, units around the middle. */
const WIDE = 28;
const HIGH = 20;

/**
 * Icons of cameras that are online, as the map's own: streets are lined with them, so an icon yields to every name,
 * and the dot that deck draws under it is left. Those that fail are deck's, and names yield to them.
 */
export interface CameraIcons {
  /** Of these cameras icons are drawn from now on, null: of none, in a frame; returns whether the style is another one. */
  hold: (now: CamerasNow | null, frame: Bounds) => boolean;
  part: (scene: Scene) => StylePart;
}

export function createCameraIcons(): CameraIcons {
  let of: CamerasNow | null = null;
  const frameOf = createHeldFrame();
  let within: Bounds | null = null;
  let drawn = '';
  let data: FeatureCollection = { type: 'FeatureCollection', features: [] };
  return {
    hold: (now, frame) => {
      if (!now) {
        of = null;
        if (drawn === '') return false;
        drawn = '';
        data = { type: 'FeatureCollection', features: [] };
        return true;
      }
      const held = frameOf(frame);
      if (of?.sites === now.sites && of.states === now.states && held === within) return false;
      of = now;
      within = held;
      const near = onlineWithin(now, within);
      const ids = near.join();
      if (ids === drawn) return false;
      drawn = ids;
      data = pointsOf(now, near);
      return true;
    },
    part: (scene) => {
      const images = imagesFor(scene);
      const names = Object.entries(images).map(([symbol, { name }]) => [symbol, name]);
      return {
        sources: { [SOURCE]: { type: 'geojson', data } },
        images: Object.fromEntries(Object.values(images).map(({ name, image }) => [name, image])),
        layers: [
          {
            slot: 'icons',
            // It is of another layer than the names that this one's style is of.
            plain: true,
            layer: {
              id: 'sites-cameras-online',
              type: 'symbol',
              source: SOURCE,
              minzoom: mapZoom(CAMERA_ICONS_FROM, scene),
              layout: {
                visibility: scene.layers.cameras ? 'visible' : 'none',
                ...(names.length > 0 ? { 'icon-image': ['match', ['get', 'i'], ...names.flat(), ''] as never } : {}), // prettier-ignore
                'icon-size': zoomed(SIZES['camera.icon'].map(([z, px]) => [z, px / ICON_PX] as const), scene), // prettier-ignore
                // They may lie on each other and on what deck draws, and on no name.
                'icon-overlap': 'cooperative',
                'icon-padding': 0,
              },
              paint: { 'icon-opacity': opacityOf(scene, 'cameras') },
            },
          },
        ],
      };
    },
  };
}

/** Places among `sites.cameras`. */
function onlineWithin(
  { sites: { packed, cameras }, states }: CamerasNow,
  bounds: Bounds,
): number[] {
  const near: number[] = [];
  cameras.forEach((i, k) => {
    if (states[k] === 'online' && inBounds(placeOfSite(packed, i), bounds)) near.push(k);
  });
  return near;
}

function pointsOf({ sites: { packed, cameras } }: CamerasNow, near: number[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: near.map((k) => ({
      type: 'Feature',
      properties: { i: siteSymbol(packed, cameras[k]!, 'online') },
      geometry: { type: 'Point', coordinates: placeOfSite(packed, cameras[k]!) },
    })),
  };
}

/** By symbol, made once for each theme and sharpness; none where nothing can be painted. */
type Images = Record<string, { name: string; image: StyleImage }>;
const made = new Map<string, Images>();

function imagesFor({ theme, scale }: Scene): Images {
  // Hardly more pixels than are shown: the style shrinks images without blending them.
  const times = Math.ceil(scale * window.devicePixelRatio);
  const key = `${theme}-${times}`;
  const known = made.get(key);
  if (known) return known;
  const images: Images = {};
  for (const symbol of ['fixed-online', 'dome-online']) {
    const painters = { [symbol]: SITE_SYMBOLS[symbol]! };
    const pen = createIconAtlas(painters, theme, CELL_UNITS * times).canvas.getContext('2d');
    if (!pen) continue;
    const [width, height] = [WIDE * times, HIGH * times];
    const at = (size: number): number => (CELL_UNITS * times - size) / 2;
    const { data } = pen.getImageData(at(width), at(height), width, height);
    const image = { width, height, data, pixelRatio: (24 * times) / ICON_PX };
    images[symbol] = { name: `camera-${symbol}-${key}`, image };
  }
  made.set(key, images);
  return images;
}
