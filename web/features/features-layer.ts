import type { Feature as GeoFeature, FeatureCollection, Geometry, Position } from 'geojson';
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';

import { FEATURE_CLASSES, FEATURE_KINDS } from '#data/features/feature.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { PackedFeatures } from '#data/wire/packed.ts';

import { featureStore } from '../live/stores.ts';
import { LABEL_FONT, zoomed } from '../map/expressions.ts';
import { mapZoom } from '../map/lod.ts';
import type { MapLayer, Slot, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { colour, WIDTHS, type ColourToken, type Stops } from '../ui/tokens.ts';

import { waterAxis } from './water-axis.ts';

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/**
 * Names of water and green, one each (a polygon's own label would be repeated in every tile): along
 * the middle of a long water, else at a point inside.
 */
function namesOf(all: FeatureCollection): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: all.features.flatMap((f) => {
      if (f.geometry.type !== 'MultiPolygon' || !f.properties?.['n']) return [];
      const polygons = f.geometry.coordinates as MultiPolygonCoordinates;
      const axis = f.properties['k'] === 'water' ? waterAxis(polygons) : null;
      const geometry: Geometry = axis
        ? { type: 'LineString', coordinates: axis }
        : { type: 'Point', coordinates: labelPoint(polygons) };
      return [{ ...f, geometry }];
    }),
  };
}

/** Packed features as GeoJSON with kind `k`, class `c`, name `n` and English name `e`. */
export function featuresToGeoJson(p: PackedFeatures): FeatureCollection {
  const parts: Position[][][] = Array.from({ length: p.count }, () => []);
  const holes: boolean[][] = Array.from({ length: p.count }, () => []);
  for (let part = 0; part < p.partFeature.length; part++) {
    const line: Position[] = [];
    for (let v = p.partStarts[part]!; v < p.partStarts[part + 1]!; v++)
      line.push([p.positions[2 * v]!, p.positions[2 * v + 1]!]);
    parts[p.partFeature[part]!]!.push(line);
    holes[p.partFeature[part]!]!.push(p.partIsHole[part] === 1);
  }
  const features: GeoFeature[] = [];
  for (let i = 0; i < p.count; i++) {
    const lines = parts[i]!;
    if (lines.length === 0) continue;
    const kind = FEATURE_KINDS[p.kind[i]!]!;
    let geometry: Geometry;
    if (p.geometry[i] === 0) geometry = { type: 'Point', coordinates: lines[0]![0]! };
    else if (p.geometry[i] === 1) geometry = { type: 'MultiLineString', coordinates: lines };
    else {
      const polygons: Position[][][] = [];
      lines.forEach((ring, r) => {
        if (holes[i]![r] && polygons.length > 0) polygons.at(-1)!.push(ring);
        else polygons.push([ring]);
      });
      geometry = { type: 'MultiPolygon', coordinates: polygons };
    }
    features.push({
      type: 'Feature',
      id: p.ids[i]!,
      properties: {
        k: kind,
        c: FEATURE_CLASSES[kind][p.class[i]!],
        n: p.names[i] ?? '',
        e: p.namesEn[i] || p.names[i] || '',
      },
      geometry,
    });
  }
  return { type: 'FeatureCollection', features };
}

interface RoadStyle {
  classes: string[];
  key: string;
  token: ColourToken;
  stops: Stops;
  from: number;
  nameFrom: number;
}
/** Lowest first. Colours are a step stronger than look's between z 14 and 16, where roads were too faint to find one's way. */
const ROADS: RoadStyle[] = [
  { key: 'path', classes: ['path'], token: 'map.road.lane', stops: [[15.4, 0.4], [18, 3]], from: 15.4, nameFrom: 18 }, // prettier-ignore
  { key: 'lane', classes: ['lane'], token: 'map.road.minor', stops: WIDTHS['road.lane'], from: 14.6, nameFrom: 17 }, // prettier-ignore
  { key: 'minor', classes: ['minor'], token: 'map.road.secondary', stops: WIDTHS['road.minor'], from: 12.9, nameFrom: 16 }, // prettier-ignore
  { key: 'secondary', classes: ['secondary'], token: 'map.road.arterial', stops: WIDTHS['road.secondary'], from: 11.5, nameFrom: 15 }, // prettier-ignore
  { key: 'arterial', classes: ['arterial'], token: 'map.road.arterial', stops: WIDTHS['road.arterial'], from: 9, nameFrom: 13.6 }, // prettier-ignore
  { key: 'motorway', classes: ['motorway'], token: 'map.road.motorway', stops: WIDTHS['road.motorway'], from: 8, nameFrom: 13.2 }, // prettier-ignore
];

const is = (kind: string, classes?: readonly string[]): FilterSpecification =>
  classes
    ? (['all', ['==', ['get', 'k'], kind], ['in', ['get', 'c'], ['literal', classes]]] as never)
    : (['==', ['get', 'k'], kind] as never);

function stylePart(scene: Scene, data: FeatureCollection, names: FeatureCollection): StylePart {
  const { theme, scale } = scene;
  const visibility = scene.layers.base ? 'visible' : 'none';
  const layers: StylePart['layers'] = [];
  const source = 'base';
  const name: ExpressionSpecification = ['get', scene.language === 'en' ? 'e' : 'n'];
  const z = (zoom: number): number => mapZoom(zoom, scene);
  const add = (slot: Slot, layer: Record<string, unknown>): void => {
    const layout = { visibility, ...(layer['layout'] as object | undefined) };
    layers.push({ slot, layer: { source, ...layer, layout } as unknown as LayerSpecification });
  };
  const fillLayer = (slot: Slot, id: string, filter: FilterSpecification, token: ColourToken, opacity: unknown = 1): void => // prettier-ignore
    add(slot, { id, type: 'fill', filter, paint: { 'fill-color': colour(theme, token), 'fill-opacity': opacity } }); // prettier-ignore

  fillLayer('land', 'base-builtup', is('built'), 'map.builtup');
  fillLayer('land', 'base-green', is('green'), 'map.green');
  const fabric = (most: number): ExpressionSpecification =>
    zoomed([[12, 0], [12.6, most], [15.4, most], [16.2, 0]], scene, 1); // prettier-ignore
  fillLayer('fabric', 'base-block', is('built', ['residential', 'commercial', 'public']), 'map.block', fabric(1)); // prettier-ignore
  fillLayer('fabric', 'base-works', is('built', ['industrial', 'campus']), 'map.block', fabric(0.45)); // prettier-ignore
  fillLayer('water', 'base-water', ['all', is('water'), ['==', ['geometry-type'], 'Polygon']] as never, 'map.water'); // prettier-ignore
  add('water', {
    id: 'base-stream',
    type: 'line',
    filter: ['all', is('water'), ['==', ['geometry-type'], 'LineString']],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': colour(theme, 'map.water'),
      'line-width': zoomed([[10, 1.5], [13, 4], [15, 9], [17, 30]], scene), // prettier-ignore
    },
  });
  const ends = { 'line-cap': 'round', 'line-join': 'round' };
  for (const road of ROADS) {
    const casing = road.stops.map(([at, w]) => [at, w + (at < 14 ? 1 : at < 16 ? 1.6 : 2.4)] as const); // prettier-ignore
    add('roads', {
      id: `base-road-${road.key}-casing`,
      type: 'line',
      minzoom: z(road.from),
      filter: is('road', road.classes),
      layout: ends,
      paint: { 'line-color': colour(theme, 'map.road.casing'), 'line-width': zoomed(casing, scene) }, // prettier-ignore
    });
  }
  for (const road of ROADS) {
    add('roads', {
      id: `base-road-${road.key}`,
      type: 'line',
      minzoom: z(road.from),
      filter: is('road', road.classes),
      layout: ends,
      paint: { 'line-color': colour(theme, road.token), 'line-width': zoomed(road.stops, scene) },
    });
  }
  const rail = [[10, 0.9], [14, 1.4], [17, 3]] as const; // prettier-ignore
  add('roads', {
    id: 'base-rail',
    type: 'line',
    minzoom: z(10),
    filter: is('rail'),
    paint: { 'line-color': colour(theme, 'map.rail'), 'line-width': zoomed(rail, scene) },
  });
  add('roads', {
    id: 'base-rail-ties',
    type: 'line',
    minzoom: z(13),
    filter: is('rail', ['rail']),
    paint: {
      'line-color': colour(theme, 'map.land'),
      'line-width': zoomed([[13, 0.6], [17, 1.8]], scene), // prettier-ignore
      'line-dasharray': [6, 6],
    },
  });
  add('buildings', {
    id: 'base-wall',
    type: 'line',
    minzoom: z(15.6),
    filter: is('wall'),
    paint: { 'line-color': colour(theme, 'map.wall'), 'line-width': zoomed([[15.6, 0.8], [18, 2]], scene) }, // prettier-ignore
  });
  add('buildings', {
    id: 'base-gate',
    type: 'circle',
    minzoom: z(16.4),
    filter: is('gate'),
    paint: {
      'circle-color': colour(theme, 'map.land'),
      'circle-stroke-color': colour(theme, 'map.label.2'),
      'circle-stroke-width': 0.8 * scale,
      'circle-radius': zoomed([[16.4, 1.2], [18, 3]], scene), // prettier-ignore
    },
  });
  // A wall names streets (the areas) and water only: road names would be too small to read, or too many.
  const wall = scene.screen === 'wall';
  for (const road of wall ? [] : ROADS) {
    add('labels', {
      id: `base-road-${road.key}-name`,
      type: 'symbol',
      minzoom: z(road.nameFrom),
      filter: ['all', is('road', road.classes), ['!=', name, '']],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420 * scale,
        'text-field': name,
        'text-font': LABEL_FONT,
        'text-size': zoomed([[13, 10.5], [17, 12.5]], scene), // prettier-ignore
        'text-max-angle': 28,
        'text-padding': 12,
      },
      paint: {
        'text-color': colour(theme, 'map.label.2'),
        'text-halo-color': colour(theme, 'map.label.halo'),
        'text-halo-width': 1.4 * scale,
      },
    });
  }
  const waterName = (id: string, from: number, line: boolean, size: unknown): void =>
    add('labels', {
      id,
      source: 'base-names',
      type: 'symbol',
      minzoom: z(from),
      filter: [
        'all',
        is('water'),
        ['!=', name, ''],
        [line ? '==' : '!=', ['geometry-type'], 'LineString'],
      ],
      layout: {
        ...(line
          ? { 'symbol-placement': 'line', 'symbol-spacing': 620 * scale, 'text-max-angle': 30 }
          : {}),
        // Beside the border that often runs in mid stream, as soon as there is room for it.
        ...(line ? { 'text-offset': besideMidStream(z) } : {}),
        'text-field': name,
        'text-font': LABEL_FONT,
        'text-size': wall ? 22 * scale : size,
        'text-letter-spacing': line ? 0.4 : 0.1,
        'text-padding': line ? 4 : 12,
      },
      paint: {
        'text-color': colour(theme, 'map.label.water'),
        'text-halo-color': colour(theme, 'map.water'),
        'text-halo-width': 1.8 * scale,
      },
    });
  if (!wall) waterName('base-water-name', 14.4, false, zoomed([[14, 11.5], [17, 13]], scene)); // prettier-ignore
  waterName('base-river-name', 11, true, zoomed([[11, 13], [14, 18], [17, 22]], scene)); // prettier-ignore
  return {
    sources: {
      base: { type: 'geojson', data, maxzoom: 16, tolerance: 0.2, buffer: 64 },
      'base-names': { type: 'geojson', data: names },
    },
    layers,
  };
}

const besideMidStream = (z: (zoom: number) => number): unknown => [
  'interpolate',
  ['linear'],
  ['zoom'],
  z(13.6),
  ['literal', [0, 0]],
  z(15),
  ['literal', [0, 0.95]],
];

/** The base map: water, green, the fabric of blocks, roads by class with casings and names, rail, walls. */
export function createFeaturesLayer(): MapLayer {
  let packed: PackedFeatures | null = null;
  let data = EMPTY;
  let names = EMPTY;
  return {
    key: 'features',
    style: (scene) => {
      const now = featureStore.getState().packed;
      if (now !== packed) {
        packed = now;
        data = now ? featuresToGeoJson(now) : EMPTY;
        names = namesOf(data);
      }
      return stylePart(scene, data, names);
    },
    watch: (changed) =>
      featureStore.subscribe((s, was) => {
        if (s.packed !== was.packed) changed('style');
      }),
  };
}
