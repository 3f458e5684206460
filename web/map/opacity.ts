import type { LayerSpecification } from 'maplibre-gl';

import { ABOVE, CROSSED_TO_PX, OVER_NAMES } from './above.ts';
import type { StylePart } from './map-layer.ts';
import { LAYER_KEYS, PART_KEYS, type LayerKey, type PartKey, type Scene } from './scene.ts';

/** What can be made fainter: the layers, their parts, and the colours of areas. */
export const FADE_KEYS = [...LAYER_KEYS, ...PART_KEYS, 'shade'] as const;
export type FadeKey = LayerKey | PartKey | 'shade';

/** Per cent, LEAST_OPACITY to 100; a layer that is left out is plain. */
export type Opacities = Readonly<Partial<Record<FadeKey, number>>>;

/** Fainter than this a layer would be there and not be seen. */
export const LEAST_OPACITY = 20;

/** How plain a layer is, 0.2 … 1. What a camera sees is never plainer than the camera; a track is of who is selected, and so by itself. */
export function opacityOf(scene: Pick<Scene, 'opacity'>, key: FadeKey): number {
  const own = (scene.opacity?.[key] ?? 100) / 100;
  return key === 'wedges' ? own * opacityOf(scene, 'cameras') : own;
}

/** deck takes the 2.2nd root of what it is given: undone, so that 50 % is the same here and in the map's own layers. */
const deckOpacity = (scene: Pick<Scene, 'opacity'>, key: FadeKey): number =>
  opacityOf(scene, key) ** 2.2;

/** Props of a deck layer that belongs to one of the screen's layers: as ABOVE, and as plain as that one is. */
export function above(scene: Pick<Scene, 'opacity'>, key: FadeKey) {
  return { ...ABOVE, opacity: deckOpacity(scene, key) };
}

/** The same of symbols: as OVER_NAMES. */
export function overNames(scene: Pick<Scene, 'opacity'>, key: FadeKey) {
  return { ...OVER_NAMES, opacity: deckOpacity(scene, key) };
}

/** The same of dots of a radius, px: what is smaller than can be missed lies under the names. */
export function dotsAmongNames(
  scene: Pick<Scene, 'opacity' | 'scale'>,
  key: FadeKey,
  radius: number,
) {
  return radius > CROSSED_TO_PX * scene.scale ? overNames(scene, key) : above(scene, key);
}

const PROPERTIES: Partial<Record<LayerSpecification['type'], readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['text-opacity', 'icon-opacity'],
  raster: ['raster-opacity'],
  heatmap: ['heatmap-opacity'],
  'fill-extrusion': ['fill-extrusion-opacity'],
};

/** A value of the style times a factor. By zoom it may only stand outermost, so its outputs are multiplied. */
function times(value: unknown, by: number): unknown {
  if (value === undefined) return by;
  if (typeof value === 'number') return value * by;
  const [operator, ...rest] = value as unknown[];
  if (operator === 'interpolate')
    return [operator, ...rest.map((part, i) => (i >= 2 && i % 2 === 1 ? times(part, by) : part))];
  if (operator === 'step')
    return [operator, ...rest.map((part, i) => (i % 2 === 1 ? times(part, by) : part))];
  return ['*', by, value];
}

/** A style part made as plain as its layer is; what is `plain` in it stays as it was. */
export function fadePart(part: StylePart, scene: Scene): StylePart {
  const by = part.fade ? opacityOf(scene, part.fade) : 1;
  if (by === 1) return part;
  return {
    ...part,
    layers: part.layers.map((entry) => {
      const names = PROPERTIES[entry.layer.type];
      if (entry.plain || !names) return entry;
      const paint: Record<string, unknown> = { ...(entry.layer as { paint?: object }).paint };
      for (const name of names) paint[name] = times(paint[name], by);
      return { ...entry, layer: { ...entry.layer, paint } as LayerSpecification };
    }),
  };
}
