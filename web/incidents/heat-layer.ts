import type { ExpressionSpecification } from 'maplibre-gl';

import { toLattice } from '#data/geo/lattice.ts';

import { heatStore } from '../live/load-heat.ts';
import { mapZoom } from '../map/lod.ts';
import type { Bounds, MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { countInFrame, countWithin } from '../map/tally.ts';
import { createTileSource } from '../map/tile-source.ts';
import { rgba, type ColourToken, type Theme } from '../ui/tokens.ts';

import { heatNowStore } from './heat-now.ts';
import { heatByZoom, type HeatScale } from './heat-scale.ts';

const SOURCE = 'heat';
/** Below this zoom of the design neighbours are gathered: thousands of faint dots add up badly. */
const NEAR_FROM = 12.5;
/** In a street all that is in sight is of about one heat: a wash, in which its houses and names shall still be seen. */
const FADES_FROM = 15;
const FADED_AT = 17;
const NEAR_OPACITY = 0.4;

/** The ramp at nothing and at each density of a scale: what is usual is hardly there, much is a little plainer than a shaded area. */
export const HEAT_RAMP: readonly { token: ColourToken; alpha: Record<Theme, number> }[] = [
  { token: 'seq.2', alpha: { dark: 0, light: 0 } },
  { token: 'seq.3', alpha: { dark: 0.1, light: 0.12 } },
  { token: 'seq.4', alpha: { dark: 0.34, light: 0.32 } },
  { token: 'seq.5', alpha: { dark: 0.58, light: 0.52 } },
  { token: 'seq.6', alpha: { dark: 0.82, light: 0.7 } },
];

/** A colour of the ramp in CSS. */
export function heatColour(theme: Theme, step: number): string {
  const { token, alpha } = HEAT_RAMP[step]!;
  const [r, g, b] = rgba(theme, token);
  return `rgba(${r},${g},${b},${alpha[theme]})`;
}

/** How plain the heat is at a zoom of the design, 0.4 … 1. */
export function heatFade(zoom: number): number {
  const way = (zoom - FADES_FROM) / (FADED_AT - FADES_FROM);
  return 1 - (1 - NEAR_OPACITY) * Math.min(1, Math.max(0, way));
}

/** By density, 1 at the last of the scale. */
function ramp(theme: Theme, scale: HeatScale): ExpressionSpecification {
  const top = scale[3];
  const stops = [0, ...scale].flatMap((density, i) => [density / top, heatColour(theme, i)]);
  return ['interpolate', ['linear'], ['heatmap-density'], ...stops] as never;
}

const startWorker = (): Worker =>
  new Worker(new URL('./heat-worker.ts', import.meta.url), { type: 'module' });

/** Where incidents were in a period, as heat: under lines, symbols and names. */
export function createHeatLayer(): MapLayer {
  let tiles: ReturnType<typeof createTileSource<Int32Array>> | null = null;
  let held: Int32Array | null = null;
  const countHere = countInFrame((positions: Int32Array, bounds) =>
    countWithin(positions, null, bounds.map(toLattice) as Bounds),
  );

  const style = (scene: Scene): StylePart => {
    const { points, scale, latitude } = heatNowStore.getState();
    if (!scene.layers.heat || !points) return { sources: {}, layers: [] };
    tiles ??= createTileSource<Int32Array>(SOURCE, startWorker);
    if (held !== points.positions) {
      held = points.positions;
      tiles.hold(held);
    }
    const { radius, intensity } = heatByZoom(scene, latitude, scale[3]);
    const part: StylePart = { sources: {}, layers: [], fade: 'heat' };
    const nearFrom = mapZoom(NEAR_FROM, scene);
    for (const set of ['far', 'near'] as const) {
      part.sources[`heat-${set}`] = { type: 'vector', tiles: tiles.tiles(set), minzoom: 0, maxzoom: 14 }; // prettier-ignore
      part.layers.push({
        slot: 'heat',
        layer: {
          id: `heat-${set}`,
          type: 'heatmap',
          source: `heat-${set}`,
          'source-layer': 'heat',
          ...(set === 'far' ? { maxzoom: nearFrom } : { minzoom: nearFrom }),
          paint: {
            'heatmap-weight': ['get', 'w'],
            'heatmap-radius': radius,
            'heatmap-intensity': intensity,
            'heatmap-color': ramp(scene.theme, scale),
            'heatmap-opacity': ['interpolate', ['linear'], ['zoom'], mapZoom(FADES_FROM, scene), 1, mapZoom(FADED_AT, scene), NEAR_OPACITY], // prettier-ignore
          },
        },
      });
    }
    return part;
  };

  return {
    key: 'heat',
    style,
    ready: ({ layers }) => !layers.heat || heatStore.getState().load === 'ready',
    // All are in the heat, for it is of all: none is left out by how near one is.
    tally: ({ scene, bounds }) => {
      const { points } = heatNowStore.getState();
      if (!scene.layers.heat || !points) return {};
      const n = countHere(points.positions, bounds);
      return { heat: { shown: n, inView: n } };
    },
    watch: (changed) => heatNowStore.subscribe(() => changed('style')),
  };
}
