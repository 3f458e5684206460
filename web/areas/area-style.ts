import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';

import type { PackedAreas } from '#data/wire/packed.ts';

import { LABEL_FONT, zoomed } from '../map/expressions.ts';
import { designZoom, mapZoom } from '../map/lod.ts';
import type { AreaName, DrawContext, Slot, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import {
  atZoom,
  CAPS,
  colour,
  OPACITIES,
  WIDTHS,
  type ColourToken,
  type Stops,
} from '../ui/tokens.ts';

import { labelIn } from './area-label.ts';
import { areaSource } from './area-tiles.ts';
import { classExpression, shadeNow } from './shade.ts';

interface LevelStyle {
  token: ColourToken;
  slot: Slot;
  width: Stops;
  opacity: Stops | null;
  from: number;
  dash?: number[];
}
const ALWAYS: Stops = [
  [0, 1],
  [22, 1],
];
/** By level, deepest first so that the higher line lies on top. Levels beyond five are drawn as the fifth. */
export const LEVELS: (LevelStyle & { level: number })[] = [
  { level: 5, token: 'area.microgrid', slot: 'minor-borders', width: WIDTHS['area.microgrid'], opacity: OPACITIES['area.microgrid'], from: 14.4, dash: [6, 2.2, 1.1, 2.2] }, // prettier-ignore
  { level: 4, token: 'area.grid', slot: 'minor-borders', width: WIDTHS['area.grid'], opacity: OPACITIES['area.grid'], from: 12.6 }, // prettier-ignore
  { level: 3, token: 'area.community', slot: 'major-borders', width: WIDTHS['area.community'], opacity: OPACITIES['area.community'], from: 10.4 }, // prettier-ignore
  { level: 2, token: 'area.street', slot: 'major-borders', width: WIDTHS['area.street'], opacity: OPACITIES['area.street'], from: 8.5 }, // prettier-ignore
  { level: 1, token: 'area.district', slot: 'major-borders', width: WIDTHS['area.district'], opacity: null, from: 0 }, // prettier-ignore
];

interface LabelStyle {
  level: number;
  from: number;
  to: number;
  size: Stops;
  token: ColourToken;
  padding: number;
}
/** Placed last = first to have room: the street's name before the community's, that before the grid's. */
const LABELS: LabelStyle[] = [
  { level: 5, from: 17.4, to: 24, size: [[17, 11], [19, 12]], token: 'map.label.2', padding: 8 }, // prettier-ignore
  { level: 4, from: 15.8, to: 24, size: [[16, 11.5], [18, 12.5]], token: 'map.label', padding: 8 }, // prettier-ignore
  { level: 3, from: 12.5, to: 24, size: [[12.5, 11.5], [15, 14]], token: 'map.label.2', padding: 8 }, // prettier-ignore
  { level: 2, from: 10.4, to: 24, size: [[10, 13], [12, 15.5], [13, 16.5]], token: 'area.label', padding: 4 }, // prettier-ignore
  { level: 1, from: 0, to: 10.4, size: [[7, 13], [10, 17]], token: 'area.label', padding: 4 }, // prettier-ignore
];

type Place = 'center' | 'top' | 'bottom' | 'left' | 'right' | 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'; // prettier-ignore
/** Which part of a name stands how far (ems, to the right and down) from its place; the place itself is tried first. */
const around = (far: number): (Place | [number, number])[] => {
  const slant = far * Math.SQRT1_2;
  return ['bottom', [0, -far], 'top', [0, far], 'left', [far, 0], 'right', [-far, 0], 'bottom-left', [slant, -slant], 'bottom-right', [-slant, -slant], 'top-left', [slant, slant], 'top-right', [-slant, slant]]; // prettier-ignore
};
const NEAR = ['center' as const, [0, 0] as [number, number], ...around(0.9)];
/**
 * The one name far out goes farther before it gives up, and a street's as far as beside an alarm's brackets, and where
 * its area is large on the screen farther still; another's would lie in an area that is not its own. From which zoom, and where.
 */
const BEYOND: Record<number, readonly (readonly [from: number, places: (Place | [number, number])[]])[]> = {
  1: [[0, [...around(2.2), ...around(3.8)]]],
  2: [
    [0, [...around(1.8), ...around(2.7)]],
    [13, around(4)],
    [14, [...around(5.4), ...around(7)]],
  ],
}; // prettier-ignore
/** Where a level's name is tried, the place itself first. */
function placesOf(level: number, z: (zoom: number) => number) {
  let places = NEAR;
  const steps = (BEYOND[level] ?? [[0, []]]).map(([from, more]) => {
    places = [...places, ...more];
    return [from, places] as const;
  });
  const [first, ...rest] = steps;
  const literal = (of: typeof places) => ['literal', of];
  if (rest.length === 0) return first![1] as never;
  return ['step', ['zoom'], literal(first![1]), ...rest.flatMap(([from, of]) => [z(from), literal(of)])] as never; // prettier-ignore
}

/** Of names on a wall; nothing there is smaller than can be read from its farthest seat. */
const WALL_NAME_PX = 22;

/** The source of the land, the veil and the lines: of few sources little is fetched, and a frame has few masks of tiles. */
export const AREA_SHAPES = 'areas';

/** Source, set of tiles and its deepest zoom. */
const SOURCES = [
  [AREA_SHAPES, 'shapes', 16],
  ['areas-labels', 'names', 14],
] as const;

/** Levels with more names than a screen may hold: theirs need more room each, until one looks from near. */
function crowdedLevels(packed: PackedAreas | null): Set<number> {
  const counts = new Map<number, number>();
  for (const { level } of packed?.areas ?? []) counts.set(level, (counts.get(level) ?? 0) + 1);
  return new Set([...counts].flatMap(([level, n]) => (n > CAPS.labels ? [level] : [])));
}

/** An area's name; before it, where areas are shaded by their band, which way one is out of it. */
function labelText(scene: Scene, level: number): ExpressionSpecification {
  const name: ExpressionSpecification = ['get', scene.language === 'en' ? 'e' : 'n'];
  const shade = scene.shade === 'band' ? shadeNow('band', level) : null;
  if (!shade?.classes.some((c) => c < 7 && c !== 3)) return name;
  const byClass = classExpression(shade);
  return ['concat', ['match', byClass, [0, 1, 2], '▼ ', [4, 5, 6], '▲ ', ''], name];
}

/** The land, a veil over what lies beyond it, lines by level and names, from tiles cut by a worker; nothing before there are areas. */
export function areaStyle(scene: Scene, packed: PackedAreas | null): StylePart {
  const sources: Record<string, SourceSpecification> = {};
  for (const [id, set, maxzoom] of SOURCES) {
    const source = areaSource(set, maxzoom);
    if (!source) return { sources: {}, layers: [] };
    sources[id] = source;
  }
  const { theme } = scene;
  const wall = scene.screen === 'wall';
  const visibility = scene.layers.areas ? 'visible' : 'none';
  const z = (zoom: number): number => Math.min(24, mapZoom(zoom, scene));
  const layers: StylePart['layers'] = [
    {
      slot: 'ground',
      plain: true,
      layer: {
        id: 'areas-land',
        type: 'fill',
        source: AREA_SHAPES,
        'source-layer': 'area',
        paint: { 'fill-color': colour(theme, 'map.land'), 'fill-antialias': false },
      },
    },
    {
      slot: 'major-borders',
      layer: {
        id: 'areas-veil',
        type: 'fill',
        source: AREA_SHAPES,
        'source-layer': 'veil',
        paint: {
          'fill-color': colour(theme, 'map.outside'),
          'fill-opacity': ['/', ['get', 'o'], 1000],
          'fill-antialias': false,
        },
      },
    },
  ];
  for (const style of LEVELS) {
    const line: LayerSpecification = {
      id: `areas-line-${style.level}`,
      type: 'line',
      source: AREA_SHAPES,
      'source-layer': 'line',
      minzoom: z(style.from),
      filter: style.level === 5 ? ['>=', ['get', 'l'], 5] : ['==', ['get', 'l'], style.level],
      layout: { visibility, 'line-join': 'round', 'line-cap': style.dash ? 'butt' : 'round' },
      paint: {
        'line-color': colour(theme, style.token),
        'line-width': zoomed(style.width, scene),
        'line-opacity': zoomed(style.opacity ?? ALWAYS, scene, 1),
        ...(style.dash ? { 'line-dasharray': style.dash } : {}),
      },
    };
    layers.push({ slot: style.slot, layer: line });
  }
  const crowded = crowdedLevels(packed);
  for (const label of LABELS) {
    if (wall && label.level > 2) continue;
    layers.push({
      slot: 'labels',
      names: label.level,
      layer: {
        id: `areas-label-${label.level}`,
        type: 'symbol',
        source: 'areas-labels',
        'source-layer': 'name',
        minzoom: z(label.from),
        maxzoom: z(label.to),
        filter: label.level === 5 ? ['>=', ['get', 'l'], 5] : ['==', ['get', 'l'], label.level],
        layout: {
          visibility,
          'text-field': labelText(scene, label.level),
          'text-font': LABEL_FONT,
          'text-size': wall ? WALL_NAME_PX * scene.scale : zoomed(label.size, scene),
          'text-letter-spacing': label.level === 2 && scene.language !== 'en' ? 0.12 : 0,
          'text-max-width': 12,
          'text-padding': crowded.has(label.level)
            ? zoomed([[14.4, 21], [16, label.padding]], scene) // prettier-ignore
            : label.padding,
          'text-variable-anchor-offset': placesOf(label.level, z),
          'text-justify': 'auto',
        },
        paint: {
          'text-color': colour(theme, label.token),
          'text-halo-color': colour(theme, 'map.label.halo'),
          'text-halo-width': 1.6 * scene.scale,
        },
      },
    });
  }
  return { sources, layers, fade: 'areas' };
}

/** The names of a level's areas, and of some besides, as the style above has them at the zoom of a drawing. */
export function areaNames(
  level: number,
  besides: ReadonlySet<number>,
  { scene, zoom }: DrawContext,
  packed: PackedAreas | null,
): AreaName[] {
  const label = LABELS.find((one) => one.level === Math.min(5, level))!;
  const wall = scene.screen === 'wall';
  const size = scene.scale * (wall ? WALL_NAME_PX : atZoom(label.size, designZoom(zoom, scene)));
  const byId = new Map(packed?.areas.map((a) => [a.id, a]));
  return [...byId.values()]
    .filter((a) => a.level === level || besides.has(a.id))
    .map((a) => ({
      area: a.id,
      at: a.labelAt,
      text: labelIn(scene.language, a, byId.get(a.parentId ?? 0)),
      size,
      token: label.token,
    }));
}
