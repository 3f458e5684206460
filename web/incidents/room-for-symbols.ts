import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, FilterSpecification } from 'maplibre-gl';

import { SEVERITIES, type Incident } from '#data/incidents/incident.ts';

import { LABEL_FONT } from '../map/expressions.ts';
import { designZoom, mapZoom, singlesFrom } from '../map/lod.ts';
import type { StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, SIZES, WALL_FACTOR } from '../ui/tokens.ts';

import type { Places } from './spread-symbols.ts';
import { symbolPlace, WITH_CASING, type Drawn } from './symbol-place.ts';

/**
 * Where the symbols of incidents stand, a point each with its severity `s`.
 *
 * @param spread where those stand that would lie on another
 * @param alarms ids of those in brackets
 */
export function placesToGeoJson(
  incidents: Iterable<Incident>,
  spread: Places,
  alarms: ReadonlyMap<string, unknown>,
  drawn: Drawn,
): FeatureCollection {
  const zoom = drawn.seams ? designZoom(drawn.seams.zoom, drawn) : 0;
  const features: FeatureCollection['features'] = [];
  for (const incident of incidents) {
    const at = spread.get(incident.id) ?? incident.at;
    if (!at) continue;
    const coordinates = symbolPlace({ ...incident, at }, alarms.has(incident.id), zoom, drawn);
    features.push({
      type: 'Feature',
      properties: { s: incident.severity },
      geometry: { type: 'Point', coordinates },
    });
  }
  return { type: 'FeatureCollection', features };
}

/** Unseen marks where symbols stand, placed before every label: a label yields to a symbol, never a symbol to a label. */
export function roomForSymbols(scene: Scene, data: FeatureCollection): StylePart {
  const factor = scene.scale * (scene.screen === 'wall' ? WALL_FACTOR : 1);
  const room = (
    id: string,
    from: number,
    filter: FilterSpecification,
    size: ExpressionSpecification | number,
    to = 24,
  ): StylePart['layers'][number] => ({
    // prettier-ignore
    slot: 'rooms',
    layer: {
      id,
      type: 'symbol',
      source: 'incident-places',
      minzoom: mapZoom(from, scene),
      maxzoom: Math.min(24, mapZoom(to, scene)),
      filter,
      layout: {
        visibility: scene.layers.incidents ? 'visible' : 'none',
        'text-field': '■',
        'text-font': LABEL_FONT,
        'text-size': size,
        // A square: lines are set farther apart than letters are high.
        'text-line-height': 1,
        'text-allow-overlap': true,
        'text-padding': 1,
      },
      paint: { 'text-opacity': 0.001 },
    },
  });
  return {
    sources: { 'incident-places': { type: 'geojson', data } },
    layers: [
      ...(scene.screen === 'wall'
        ? []
        : [room('incident-room-dot', 12.9, ['>', ['get', 's'], 2], 6 * factor, 13.5)]),
      room('incident-room-quiet', 13.5, ['>', ['get', 's'], 2], sizeOfRoom(scene, factor)),
      room(
        'incident-room-grave',
        singlesFrom(scene.screen === 'wall'),
        ['==', ['get', 's'], 2],
        sizeOfRoom(scene, factor),
      ),
      // The gravest are drawn at every zoom.
      room('incident-room-gravest', 0, ['==', ['get', 's'], 1], sizeOfRoom(scene, factor)),
    ],
  };
}

/** A square as wide as a symbol with its casing, by severity and zoom. */
function sizeOfRoom(scene: Scene, factor: number): ExpressionSpecification {
  const at = (zoom: number): unknown[] => [
    mapZoom(zoom, scene),
    ['match', ['get', 's'], ...SEVERITIES.flatMap((s) => [s, atZoom(SIZES[`incident.${s}`], zoom) * factor * WITH_CASING]), 0], // prettier-ignore
  ];
  const zooms = SIZES['incident.1'].map(([zoom]) => zoom);
  return ['interpolate', ['linear'], ['zoom'], ...zooms.flatMap(at)] as never;
}
