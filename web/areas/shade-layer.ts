import type { LayerSpecification } from 'maplibre-gl';

import { areaStore, districtStore } from '../live/stores.ts';
import { zoomed } from '../map/expressions.ts';
import { designZoom, inBounds, mapZoom } from '../map/lod.ts';
import type { MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { colour } from '../ui/tokens.ts';

import { AREA_SHAPES, LEVELS } from './area-style.ts';
import { areaSource } from './area-tiles.ts';
import { hatchTile } from './hatch.ts';
import { shadeFills, SHADED_TILES_TO } from './shade-fills.ts';
import { SHADED_TO, levelRead, shadedLevel, shadedSpans, shadeNow, UNKNOWN } from './shade.ts';
import { standingsNow, watchStandings } from './standings.ts';

/** Over a ramp the lines that are plain at a zoom get a casing, from this zoom of the design by level. */
const CASED_FROM: Record<number, number> = { 1: 0, 2: 10.5, 3: 12.5, 4: 15.7, 5: 16.7 };
/** px more than the line, both sides together. */
const CASING_PX = 2;

const levels = () => districtStore.getState().district?.levels ?? [];

function casings(scene: Scene): StylePart['layers'] {
  if (!scene.layers.areas) return [];
  return LEVELS.map((style) => ({
    slot: style.slot,
    layer: {
      id: `shade-casing-${style.level}`,
      type: 'line',
      source: AREA_SHAPES,
      'source-layer': 'line',
      minzoom: mapZoom(CASED_FROM[style.level]!, scene),
      maxzoom: mapZoom(SHADED_TO, scene),
      filter: style.level === 5 ? ['>=', ['get', 'l'], 5] : ['==', ['get', 'l'], style.level],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': colour(scene.theme, 'map.label.halo'),
        'line-width': zoomed(style.width.map(([z, w]) => [z, w + CASING_PX] as const), scene), // prettier-ignore
        'line-opacity': 0.9,
      },
    } satisfies LayerSpecification as LayerSpecification,
  }));
}

/** Areas coloured by a measure of theirs, under roads and lines. */
export function createShadeLayer(): MapLayer {
  let shown: Scene['shade'] = null;
  let changed: (what: 'style' | 'draw') => void = () => undefined;
  let stop: (() => void) | null = null;
  // Levels looked at since the shade was chosen: one that nobody has seen is not parted into classes for nothing.
  const seen = new Set<number>();
  /** The level looked at in the last frame; null where none is shaded, undefined before one was drawn. */
  let looked: number | null | undefined;
  const watch = (): void => {
    if (shown && !stop) stop = watchStandings(() => changed('style'));
    else if (!shown && stop) {
      stop();
      stop = null;
    }
  };
  return {
    key: 'shade',
    style: (scene) => {
      shown = scene.shade ?? null;
      watch();
      if (!shown) seen.clear();
      const part: StylePart = { sources: {}, layers: [], images: {}, fade: 'shade' };
      if (!shown) return part;
      for (const { level, from, to } of shadedSpans(shown, levels())) {
        const shade = seen.has(level) ? shadeNow(shown, level) : null;
        const source = shade && areaSource(`level-${level}`, SHADED_TILES_TO);
        if (!source) continue;
        part.sources[`shade-${level}`] = source;
        part.layers.push(...shadeFills(scene, shade, from, to));
      }
      if (part.layers.length === 0) return part;
      part.layers.push(...casings(scene));
      part.images = { [`hatch-${scene.theme}`]: hatchTile(scene.theme, 'map.label.2') };
      return part;
    },
    draw: ({ scene, zoom }) => {
      const level = scene.shade
        ? shadedLevel(scene.shade, designZoom(zoom, scene), levels())
        : null;
      looked = scene.shade ? level : undefined;
      if (level !== null && !seen.has(level)) {
        seen.add(level);
        changed('style');
      }
      return [];
    },
    ready: (scene) =>
      !scene.shade || looked === null || (looked !== undefined && (standingsNow().size > 0 || areaStore.getState().byId.size === 0)), // prettier-ignore
    tally: ({ scene, zoom, bounds }) => {
      const level = scene.shade
        ? shadedLevel(scene.shade, designZoom(zoom, scene), levels())
        : null;
      const shade = level === null ? null : shadeNow(scene.shade!, level);
      if (!shade) return {};
      let [shown, inView] = [0, 0];
      shade.areas.forEach(({ labelAt }, i) => {
        if (!inBounds(labelAt, bounds)) return;
        inView++;
        if (shade.classes[i] !== UNKNOWN) shown++;
      });
      return { shade: { shown, inView } };
    },
    hoverAt: ([lng, lat], zoom, scene) => {
      const level = levelRead(scene, designZoom(zoom, scene));
      if (level === null) return null;
      const { cellAt, chainOf } = areaStore.getState();
      const area = chainOf(cellAt(lng, lat)).findLast((a) => a.level <= level);
      return area ? { noun: 'areas', id: area.id } : null;
    },
    watch: (tell) => {
      changed = tell;
      return () => {
        shown = null;
        watch();
      };
    },
  };
}
