import type { FeatureCollection, Position } from 'geojson';
import {
  Map as MapLibre,
  setWorkerUrl,
  type GeoJSONSource,
  type LayerSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

import { FEATURE_KINDS } from '#data/features/feature.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { SITE_KINDS } from '#data/sites/site.ts';

import { arcLevels } from '../areas/area-shapes.ts';
import { LABEL_FONT } from '../map/expressions.ts';
import { isMultisampled } from '../map/make-map.ts';
import type { MapCamera } from '../map/scene.ts';

import type { Drawn, Things } from './drawn.ts';
import { finishDrawing } from './finish-drawing.ts';

/** All of it as GeoJSON sources of a plain MapLibre map, as its examples have it; zooms as ours. */
export function drawPlain(box: HTMLElement, things: Things, camera: MapCamera): Drawn {
  setWorkerUrl(workerUrl);
  const sources = {
    features: featuresOf(things),
    lines: linesOf(things),
    names: pointsOf(things.areas.areas.map((a) => ({ at: a.labelAt, properties: { n: a.name, l: a.level } }))), // prettier-ignore
    buildings: buildingsOf(things),
    cameras: camerasOf(things),
    movers: moversOf(things),
  };
  const map = new MapLibre({
    container: box,
    center: [camera.lng, camera.lat],
    zoom: camera.zoom,
    attributionControl: false,
    fadeDuration: 0,
    validateStyle: false,
    canvasContextAttributes: { antialias: isMultisampled() },
    style: {
      version: 8,
      sources: Object.fromEntries(Object.entries(sources).map(([id, data]) => [id, { type: 'geojson', data }])), // prettier-ignore
      layers: LAYERS,
    },
  });
  return {
    look: ({ lng, lat, zoom }) => map.jumpTo({ center: [lng, lat], zoom }),
    tick: () => {
      things.movers.step();
      void map.getSource<GeoJSONSource>('movers')?.setData(moversOf(things));
    },
    finish: () => finishDrawing(map),
    settled: () => map.loaded() && map.areTilesLoaded(),
    leaves: 'headings, wedges and glide',
  };
}

const byKind = (kind: string) => ['==', ['get', 'k'], kind] as never;
const LAYERS: LayerSpecification[] = [
  { id: 'ground', type: 'background', paint: { 'background-color': '#0c0f12' } },
  ...['built', 'green', 'water'].map((kind, i): LayerSpecification => ({ id: kind, type: 'fill', source: 'features', filter: byKind(kind), paint: { 'fill-color': ['#1b1e21', '#131f18', '#061825'][i]! } })), // prettier-ignore
  { id: 'road-casing', type: 'line', source: 'features', filter: byKind('road'), paint: { 'line-color': '#0c0f12', 'line-width': 4 } }, // prettier-ignore
  { id: 'road', type: 'line', source: 'features', filter: byKind('road'), paint: { 'line-color': '#32363a', 'line-width': 2.4 } }, // prettier-ignore
  { id: 'flat', type: 'fill', source: 'buildings', minzoom: 14.6, maxzoom: 15.8, paint: { 'fill-color': '#212529' } }, // prettier-ignore
  { id: 'raised', type: 'fill-extrusion', source: 'buildings', minzoom: 15.8, paint: { 'fill-extrusion-color': '#282c31', 'fill-extrusion-height': ['*', 0.45, ['get', 'h']] } }, // prettier-ignore
  {
    id: 'lines',
    type: 'line',
    source: 'lines',
    paint: { 'line-color': '#72838c', 'line-width': 1 },
  },
  { id: 'cameras', type: 'circle', source: 'cameras', minzoom: 14.8, paint: { 'circle-color': '#818f94', 'circle-radius': 2.1 } }, // prettier-ignore
  { id: 'movers', type: 'circle', source: 'movers', paint: { 'circle-color': '#c2d1d6', 'circle-radius': 3 } }, // prettier-ignore
  { id: 'names', type: 'symbol', source: 'names', layout: { 'text-field': ['get', 'n'], 'text-font': LABEL_FONT, 'text-size': 12 }, paint: { 'text-color': '#d6e0e4', 'text-halo-color': '#0c0f12', 'text-halo-width': 1.6 } }, // prettier-ignore
];

function pointsOf(points: { at: [number, number]; properties: object }[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: points.map(({ at, properties }) => ({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: at } })), // prettier-ignore
  };
}

function moversOf({ movers: { columns } }: Things): FeatureCollection {
  return pointsOf(Array.from({ length: columns.count }, (_, i) => ({ at: [columns.positions[2 * i]!, columns.positions[2 * i + 1]!], properties: { id: columns.ids[i]! } }))); // prettier-ignore
}

function camerasOf({ sites }: Things): FeatureCollection {
  const camera = SITE_KINDS.indexOf('camera');
  const points: { at: [number, number]; properties: object }[] = [];
  for (let i = 0; i < sites.count; i++)
    if (sites.kind[i] === camera)
      points.push({ at: [sites.positions[2 * i]!, sites.positions[2 * i + 1]!], properties: { id: sites.ids[i]! } }); // prettier-ignore
  return pointsOf(points);
}

function positionsOf(
  of: ArrayLike<number>,
  first: number,
  end: number,
  scale: (v: number) => number,
): Position[] {
  // prettier-ignore
  const out: Position[] = [];
  for (let v = first; v < end; v++) out.push([scale(of[2 * v]!), scale(of[2 * v + 1]!)]);
  return out;
}

function buildingsOf({ buildings: b }: Things): FeatureCollection {
  const rings: Position[][][] = Array.from({ length: b.count }, () => []);
  for (let r = 0; r < b.ringBuilding.length; r++)
    rings[b.ringBuilding[r]!]!.push(positionsOf(b.positions, b.ringStarts[r]!, b.ringStarts[r + 1]!, toDegrees)); // prettier-ignore
  return {
    type: 'FeatureCollection',
    features: rings.map((coordinates, i) => ({ type: 'Feature', id: b.ids[i]!, properties: { h: b.heightM[i]! || 3 * (b.floors[i]! || 2) }, geometry: { type: 'Polygon', coordinates } })), // prettier-ignore
  };
}

function linesOf({ areas }: Things): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: [...arcLevels(areas)].map((l, i) => ({ type: 'Feature', properties: { l }, geometry: { type: 'LineString', coordinates: positionsOf(areas.positions, areas.starts[i]!, areas.starts[i + 1]!, Number) } })), // prettier-ignore
  };
}

function featuresOf({ features: f }: Things): FeatureCollection {
  const out: FeatureCollection['features'] = [];
  const parts: number[][] = Array.from({ length: f.count }, () => []);
  f.partFeature.forEach((i, part) => parts[i]!.push(part));
  parts.forEach((list, i) => {
    const properties = { k: FEATURE_KINDS[f.kind[i]!]!, c: f.class[i]! };
    const lines = list.map((p) => positionsOf(f.positions, f.partStarts[p]!, f.partStarts[p + 1]!, Number)); // prettier-ignore
    if (f.geometry[i] === 1) out.push({ type: 'Feature', properties, geometry: { type: 'MultiLineString', coordinates: lines } }); // prettier-ignore
    else if (f.geometry[i] === 2) out.push({ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: lines } }); // prettier-ignore
  });
  return { type: 'FeatureCollection', features: out };
}
