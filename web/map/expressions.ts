import type { ExpressionSpecification } from 'maplibre-gl';

import type { Stops } from '../ui/tokens.ts';

import { mapZoom } from './lod.ts';
import type { Scene } from './scene.ts';

/** Hei faces of the machine, as MapLibre joins them into a CSS family; no glyph is fetched. */
export const LABEL_FONT = [
  'Noto Sans CJK SC',
  'PingFang SC',
  'Source Han Sans SC',
  'Microsoft YaHei',
  'sans-serif',
];

/** Stops of the design as an expression of MapLibre's zoom; values are multiplied by the scene's scale unless `times` says otherwise. */
export function zoomed(
  stops: Stops,
  scene: Pick<Scene, 'scale'>,
  times = scene.scale,
): ExpressionSpecification {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...stops.flatMap(([zoom, value]) => [mapZoom(zoom, scene), value * times]),
  ] as unknown as ExpressionSpecification;
}

/** Colours by zooms of the design, blended between. */
export function zoomedColour(
  stops: readonly (readonly [zoom: number, colour: string])[],
  scene: Pick<Scene, 'scale'>,
): ExpressionSpecification {
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...stops.flatMap(([zoom, value]) => [mapZoom(zoom, scene), value]),
  ] as unknown as ExpressionSpecification;
}
