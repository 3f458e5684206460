import type { FeatureCollection } from 'geojson';

import { LABEL_FONT } from './expressions.ts';
import type { MapLayer, StylePart } from './map-layer.ts';
import type { Seams } from './seams.ts';

/** Half as wide as what no label may reach into, design px: the shift against burn-in is less. */
const FREE_PX = 5;

/**
 * Unseen marks along the seams of a video wall's panels, placed before every label: one that would lie across
 * a seam goes beside its place as if a symbol stood there, or is left out.
 */
export function createSeamsLayer(): MapLayer {
  let data: FeatureCollection = { type: 'FeatureCollection', features: [] };
  let dataOf: Seams | null = null;
  return {
    key: 'seams',
    style: (scene): StylePart => {
      const seams = scene.seams ?? null;
      if (!seams) return { sources: {}, layers: [] };
      if (dataOf !== seams) {
        dataOf = seams;
        data = { type: 'FeatureCollection', features: marksAlong(seams, scene.scale) };
      }
      return {
        sources: { seams: { type: 'geojson', data } },
        layers: [
          {
            slot: 'rooms',
            layer: {
              id: 'seams',
              type: 'symbol',
              source: 'seams',
              layout: {
                'text-field': '■',
                'text-font': LABEL_FONT,
                'text-size': 2 * FREE_PX * scene.scale,
                'text-allow-overlap': true,
                'text-padding': 0,
              },
              paint: { 'text-opacity': 0.001 },
            },
          },
        ],
      };
    },
    watch: () => () => undefined,
  };
}

function marksAlong(seams: Seams, scale: number): FeatureCollection['features'] {
  const [west, south, east, north] = seams.bounds;
  const step = 1.6 * FREE_PX * scale;
  const features: FeatureCollection['features'] = [];
  const mark = (lng: number, lat: number): void =>
    void features.push({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [lng, lat] },
    });
  for (const lng of seams.lngs)
    for (let lat = south; lat <= north; lat += step * seams.latPerPx) mark(lng, lat);
  for (const lat of seams.lats)
    for (let lng = west; lng <= east; lng += step * seams.lngPerPx) mark(lng, lat);
  return features;
}
