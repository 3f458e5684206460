import { mapZoom } from '../map/lod.ts';
import type { StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { colour } from '../ui/tokens.ts';

import { classExpression, EXEMPT, UNKNOWN, type Shade } from './shade.ts';

/** The deepest zoom of the tiles that fills are drawn from. */
export const SHADED_TILES_TO = 15;

/**
 * Fills, hatching and rims of the areas of a level by their class, from the source `shade-‹level›`.
 *
 * @param from to zooms of the design
 */
export function shadeFills(
  scene: Scene,
  shade: Shade,
  from: number,
  to: number,
): StylePart['layers'] {
  const { theme } = scene;
  const source = `shade-${shade.level}`;
  const zooms = { minzoom: mapZoom(from, scene), maxzoom: mapZoom(to, scene) };
  const byClass = classExpression(shade);
  const colours = shade.swatches.flatMap(({ class: c, token }) =>
    token ? [c, colour(theme, token)] : [],
  );
  const bare = 'rgba(0,0,0,0)';
  const layers: StylePart['layers'] = [
    {
      slot: 'raster',
      layer: {
        id: `shade-fill-${shade.level}`,
        type: 'fill',
        source,
        'source-layer': 'area',
        ...zooms,
        paint: {
          'fill-color': colours.length ? (['match', byClass, ...colours, bare] as never) : bare,
          'fill-opacity': theme === 'dark' ? 0.6 : 0.62,
          'fill-antialias': false,
        },
      },
    },
  ];
  const where = (c: number) => (shade.classes.includes(c) ? (['==', byClass, c] as never) : null);
  const hatched = where(EXEMPT);
  if (hatched)
    layers.push({
      slot: 'raster',
      layer: {
        id: `shade-hatch-${shade.level}`,
        type: 'fill',
        source,
        'source-layer': 'area',
        ...zooms,
        filter: hatched,
        paint: { 'fill-pattern': `hatch-${theme}`, 'fill-opacity': 0.5, 'fill-antialias': false },
      },
    });
  const unknown = where(UNKNOWN);
  if (unknown)
    layers.push({
      slot: 'major-borders',
      layer: {
        id: `shade-unknown-${shade.level}`,
        type: 'line',
        source,
        'source-layer': 'area',
        ...zooms,
        filter: unknown,
        layout: { 'line-cap': 'round' },
        paint: {
          'line-color': colour(theme, 'map.label.2'),
          'line-width': 1.4 * scene.scale,
          'line-offset': 2 * scene.scale,
          'line-dasharray': [0, 2.6],
        },
      },
    });
  return layers;
}
