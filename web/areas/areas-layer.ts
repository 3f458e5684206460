import type { Layer } from '@deck.gl/core';
import { PathLayer, SolidPolygonLayer } from '@deck.gl/layers';
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

import type { AreaOnWire, PackedAreas } from '#data/wire/packed.ts';

import { areaStore } from '../live/stores.ts';
import { ABOVE } from '../map/above.ts';
import { LABEL_FONT, zoomed } from '../map/expressions.ts';
import { activeLevel, designZoom, mapZoom } from '../map/lod.ts';
import type { DrawContext, MapLayer, Slot, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import {
  CAPS,
  colour,
  OPACITIES,
  rgba,
  WIDTHS,
  type ColourToken,
  type Stops,
} from '../ui/tokens.ts';
import { shortCommunity, shortStreet } from '../words/format.ts';

import { classExpression, levelRead, shadeNow } from './shade.ts';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/**
 * The level at which each arc is a border: the highest at which the areas of its two sides differ,
 * 1 on the outer line. Branches may skip levels: it is the upper of the two areas just below the
 * nearest area that both sides share.
 */
export function arcLevels(packed: PackedAreas): Uint8Array {
  const byId = new Map(packed.areas.map((a) => [a.id, a]));
  const chains = new Map<number, AreaOnWire[]>();
  const chainOf = (cell: number): AreaOnWire[] => {
    let chain = chains.get(cell);
    if (!chain) {
      chain = [];
      for (let a = byId.get(cell); a; a = a.parentId === null ? undefined : byId.get(a.parentId))
        chain.unshift(a);
      chains.set(cell, chain);
    }
    return chain;
  };
  const levels = new Uint8Array(packed.left.length);
  for (let i = 0; i < levels.length; i++) {
    const a = chainOf(packed.left[i]!);
    const b = chainOf(packed.right[i]!);
    let k = 0;
    while (k < a.length && k < b.length && a[k]!.id === b[k]!.id) k++;
    levels[i] = Math.min(a[k]?.level ?? 9, b[k]?.level ?? 9);
    if (packed.left[i] === 0 || packed.right[i] === 0) levels[i] = 1;
  }
  return levels;
}

/** Arcs as lines with their level `l`. */
export function arcsToGeoJson(packed: PackedAreas): FeatureCollection {
  const levels = arcLevels(packed);
  const features: FeatureCollection['features'] = [];
  for (let i = 0; i < levels.length; i++) {
    const coordinates: [number, number][] = [];
    for (let v = packed.starts[i]!; v < packed.starts[i + 1]!; v++)
      coordinates.push([packed.positions[2 * v]!, packed.positions[2 * v + 1]!]);
    features.push({
      type: 'Feature',
      properties: { l: levels[i] },
      geometry: { type: 'LineString', coordinates },
    });
  }
  return { type: 'FeatureCollection', features };
}

/** What stands on the map for an area: its name less what its parent's label says already. */
export function labelOf(
  area: Pick<AreaOnWire, 'level' | 'name'>,
  parent: Pick<AreaOnWire, 'name'> | undefined,
): string {
  let name = area.name;
  if (parent && area.level >= 4 && name.startsWith(parent.name) && name.length > parent.name.length)
    name = name.slice(parent.name.length).trim();
  return area.level === 3 ? shortCommunity(name) : name;
}

function labelsToGeoJson(packed: PackedAreas): FeatureCollection {
  const byId = new Map(packed.areas.map((a) => [a.id, a]));
  // English names are long: what all streets are called is left out.
  const inEnglish = (a: AreaOnWire) => {
    const name = a.nameEn ?? a.name;
    return { level: a.level, name: a.level === 2 ? shortStreet(name) : name };
  };
  const places = new Map<number, number>();
  const placeOf = ({ level }: AreaOnWire): number => {
    const place = places.get(level) ?? 0;
    places.set(level, place + 1);
    return place;
  };
  return {
    type: 'FeatureCollection',
    features: packed.areas.map((a) => {
      const parent = a.parentId === null ? undefined : byId.get(a.parentId);
      return {
        type: 'Feature',
        id: a.id,
        properties: {
          l: a.level,
          k: placeOf(a),
          n: labelOf(a, parent),
          e: labelOf(inEnglish(a), parent && inEnglish(parent)),
        },
        geometry: { type: 'Point', coordinates: a.labelAt },
      };
    }),
  };
}

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
  { level: 5, token: 'area.microgrid', slot: 'minor-borders', width: WIDTHS['area.microgrid'], opacity: OPACITIES['area.microgrid'], from: 14.4, dash: [3, 2.5] }, // prettier-ignore
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

function stylePart(scene: Scene, data: StyleData): StylePart {
  const { theme } = scene;
  const wall = scene.screen === 'wall';
  const visibility = scene.layers.areas ? 'visible' : 'none';
  const z = (zoom: number): number => Math.min(24, mapZoom(zoom, scene));
  const layers: StylePart['layers'] = [
    {
      slot: 'ground',
      layer: {
        id: 'areas-land',
        type: 'fill',
        source: 'areas-land',
        paint: { 'fill-color': colour(theme, 'map.land'), 'fill-antialias': false },
      },
    },
  ];
  for (const style of LEVELS) {
    const line: LayerSpecification = {
      id: `areas-line-${style.level}`,
      type: 'line',
      source: 'areas-lines',
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
  const crowded = crowdedLevels(data.packed);
  for (const label of LABELS) {
    if (wall && label.level > 2) continue;
    layers.push({
      slot: 'labels',
      layer: {
        id: `areas-label-${label.level}`,
        type: 'symbol',
        source: 'areas-labels',
        minzoom: z(label.from),
        maxzoom: z(label.to),
        filter: label.level === 5 ? ['>=', ['get', 'l'], 5] : ['==', ['get', 'l'], label.level],
        layout: {
          visibility,
          'text-field': labelText(scene, label.level),
          'text-font': LABEL_FONT,
          'text-size': wall ? 22 * scene.scale : zoomed(label.size, scene),
          'text-letter-spacing': label.level === 2 && scene.language !== 'en' ? 0.12 : 0,
          'text-max-width': 12,
          'text-padding': crowded.has(label.level)
            ? zoomed([[14.4, 21], [16, label.padding]], scene) // prettier-ignore
            : label.padding,
          'text-variable-anchor': ['center', 'bottom', 'top', 'left', 'right', 'bottom-left', 'bottom-right', 'top-left', 'top-right'], // prettier-ignore
          'text-radial-offset': 0.9,
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
  return {
    sources: {
      'areas-land': { type: 'geojson', data: data.land, tolerance: 0.2 },
      'areas-lines': { type: 'geojson', data: data.lines, maxzoom: 16, tolerance: 0.15 },
      'areas-labels': { type: 'geojson', data: data.labels },
    },
    layers,
  };
}

interface StyleData {
  packed: PackedAreas | null;
  land: FeatureCollection;
  lines: FeatureCollection;
  labels: FeatureCollection;
}

function styleDataOf(packed: PackedAreas | null): StyleData {
  if (!packed) return { packed, land: EMPTY, lines: EMPTY, labels: EMPTY };
  const { childrenOf, polygonsOf } = areaStore.getState();
  return {
    packed,
    land: {
      type: 'FeatureCollection',
      features: childrenOf(null).flatMap((root) => {
        const coordinates = polygonsOf(root.id);
        if (!coordinates) return [];
        return [
          { type: 'Feature', properties: {}, geometry: { type: 'MultiPolygon', coordinates } },
        ];
      }),
    },
    lines: arcsToGeoJson(packed),
    labels: labelsToGeoJson(packed),
  };
}

/** Outlines of the selected area (a line, and a faint fill) and of the one in focus (what lies outside it is veiled by nothing but a plainer line). */
function drawOutlines({ scene, hovered }: DrawContext): Layer[] {
  const { polygonsOf } = areaStore.getState();
  const out: Layer[] = [];
  const outline = (
    id: string,
    areaId: number,
    token: ColourToken,
    width: number,
    fill: number,
  ): void => {
    // prettier-ignore
    const polygons = polygonsOf(areaId);
    if (!polygons) return;
    if (fill > 0)
      out.push(
        new SolidPolygonLayer({
          id: `areas-${id}-fill`,
          data: polygons,
          getPolygon: (p: [number, number][][]) => p,
          getFillColor: rgba(scene.theme, token, fill),
          ...ABOVE,
        }),
      );
    const rings = polygons.flat();
    const path = { data: rings, getPath: (r: [number, number][]) => r, widthUnits: 'pixels', jointRounded: true, ...ABOVE } as const; // prettier-ignore
    out.push(
      new PathLayer({
        ...path,
        id: `areas-${id}-casing`,
        getColor: rgba(scene.theme, 'map.label.halo', 0.9),
        getWidth: (width + 2.4) * scene.scale,
        updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
      }),
      new PathLayer({
        ...path,
        id: `areas-${id}-line`,
        getColor: rgba(scene.theme, token),
        getWidth: width * scene.scale,
        updateTriggers: { getColor: scene.theme, getWidth: scene.scale },
      }),
    );
  };
  const lit = hovered?.noun === 'areas' ? hovered.id : (scene.lit ?? null);
  const selected = scene.selection?.noun === 'areas' ? scene.selection.id : null;
  if (lit !== null && lit !== selected) outline('lit', lit, 'area.label', 1.6, 0.05);
  if (scene.focusArea !== null) outline('focus', scene.focusArea, 'area.label', 2.4, 0);
  if (selected !== null) outline('selected', selected, 'select', 3, 0.06);
  return out;
}

/** Borders by level, names, the land within the district, and outlines of what is selected. */
export function createAreasLayer(): MapLayer {
  let data = styleDataOf(null);
  return {
    key: 'areas',
    style: (scene) => {
      const { packed } = areaStore.getState();
      if (packed !== data.packed) data = styleDataOf(packed);
      return stylePart(scene, data);
    },
    draw: drawOutlines,
    pickAt: ([lng, lat], zoom, scene) => {
      if (!scene.layers.areas) return null;
      const { cellAt, chainOf, packed } = areaStore.getState();
      if (!packed) return null;
      const chain = chainOf(cellAt(lng, lat));
      const deepest = chain.at(-1)?.level ?? 1;
      const at = designZoom(zoom, scene);
      const level = levelRead(scene, at) ?? activeLevel(at, deepest);
      const area = chain.findLast((a) => a.level <= level) ?? chain[0];
      return area ? { noun: 'areas', id: area.id } : null;
    },
    place: (selection) =>
      selection.noun === 'areas'
        ? (areaStore.getState().byId.get(selection.id)?.labelAt ?? null)
        : null,
    watch: (changed) =>
      areaStore.subscribe((s, was) => {
        if (s.packed !== was.packed) changed('style');
      }),
  };
}
