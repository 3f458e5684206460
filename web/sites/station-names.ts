import type { FeatureCollection } from 'geojson';

import type { PackedSites } from '#data/wire/packed.ts';

import { LABEL_FONT } from '../map/expressions.ts';
import { mapZoom } from '../map/lod.ts';
import type { StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { colour } from '../ui/tokens.ts';

import { placeOfSite, sortSites } from './sort-sites.ts';

const NAMES_FROM = 17;

export const NO_NAMES: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** The names of stations, a point each. */
export function stationNames(packed: PackedSites): FeatureCollection {
  const features: FeatureCollection['features'] = [];
  for (const i of sortSites(packed).stations)
    features.push({
      type: 'Feature',
      properties: { n: packed.names[i] ?? '' },
      geometry: { type: 'Point', coordinates: placeOfSite(packed, i) },
    });
  return { type: 'FeatureCollection', features };
}

/** Names of stations, near; the map's own labels, for they never move and must make room for others. */
export function namesPart(scene: Scene, data: FeatureCollection): StylePart {
  const { theme, scale } = scene;
  return {
    sources: { stations: { type: 'geojson', data } },
    fade: 'stations',
    layers: [
      {
        slot: 'labels',
        layer: {
          id: 'sites-station-names',
          type: 'symbol',
          source: 'stations',
          minzoom: mapZoom(NAMES_FROM, scene),
          layout: {
            visibility: scene.layers.stations ? 'visible' : 'none',
            'text-field': ['get', 'n'],
            'text-font': LABEL_FONT,
            'text-size': 11.5 * scale,
            'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
            // Beyond the symbol's own room.
            'text-radial-offset': 1.2,
            'text-justify': 'auto',
            'text-max-width': 8,
            'text-padding': 2,
          },
          paint: {
            'text-color': colour(theme, 'map.label.2'),
            'text-halo-color': colour(theme, 'map.label.halo'),
            'text-halo-width': 1.4 * scale,
          },
        },
      },
    ],
  };
}
