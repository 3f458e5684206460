import { zoomed, zoomedColour } from '../map/expressions.ts';
import { colour, WIDTHS, type ColourToken, type Stops } from '../ui/tokens.ts';

import { ofClass, type Sheet } from './style-parts.ts';

export interface RoadClass {
  key: string;
  /** Fill far out and close by, and where one looks for one's way (z 14–16), when it is plainer. */
  token: ColourToken;
  mid: ColourToken;
  width: Stops;
  from: number;
}
/** Lowest first. */
export const ROADS: readonly RoadClass[] = [
  { key: 'path', token: 'map.road.lane', mid: 'map.road.lane', width: WIDTHS['road.path'], from: 15.6 }, // prettier-ignore
  { key: 'lane', token: 'map.road.lane', mid: 'map.road.lane.mid', width: WIDTHS['road.lane'], from: 14.6 }, // prettier-ignore
  { key: 'minor', token: 'map.road.minor', mid: 'map.road.minor.mid', width: WIDTHS['road.minor'], from: 12.9 }, // prettier-ignore
  { key: 'secondary', token: 'map.road.secondary', mid: 'map.road.secondary.mid', width: WIDTHS['road.secondary'], from: 11.5 }, // prettier-ignore
  { key: 'arterial', token: 'map.road.arterial', mid: 'map.road.arterial.mid', width: WIDTHS['road.arterial'], from: 9 }, // prettier-ignore
  { key: 'motorway', token: 'map.road.motorway', mid: 'map.road.motorway.mid', width: WIDTHS['road.motorway'], from: 8 }, // prettier-ignore
];

const RAIL: Stops = [[9, 0.7], [13, 1.2], [15, 2.2], [17, 4.4], [19, 10]]; // prettier-ignore
const SIDING: Stops = [[13.5, 0.4], [15, 0.9], [17, 2], [19, 5]]; // prettier-ignore

const casingOf = (width: Stops, more = 0): Stops =>
  width.map(([at, w]) => [at, w + (at < 14 ? 1 : at < 16 ? 1.6 : 2.4) + more] as const);

/** Roads (all casings, then all fills, class by class), railways over them, and bridges over water and what they cross. */
export function addRoads({ scene, z, add }: Sheet): void {
  const { theme } = scene;
  const colours = (token: ColourToken, mid: ColourToken): unknown =>
    zoomedColour([[13, colour(theme, token)], [14, colour(theme, mid)], [16, colour(theme, mid)], [17.2, colour(theme, token)]], scene); // prettier-ignore
  const casing = colours('map.road.casing', 'map.road.casing.mid');
  const line = (width: Stops, paint: unknown): Record<string, unknown> => ({
    'line-color': paint,
    'line-width': zoomed(width, scene),
  });
  const round = { 'line-cap': 'round', 'line-join': 'round' };
  for (const road of ROADS)
    add('roads', 'road', {
      id: `base-road-${road.key}-casing`,
      type: 'line',
      minzoom: z(road.from),
      filter: ofClass(road.key),
      layout: round,
      paint: line(casingOf(road.width), casing),
    });
  for (const road of ROADS)
    add('roads', 'road', {
      id: `base-road-${road.key}`,
      type: 'line',
      minzoom: z(road.from),
      filter: ofClass(road.key),
      layout: round,
      paint: line(road.width, colours(road.token, road.mid)),
    });
  addRail('roads', 'rail', ['siding'], SIDING, 13.5);
  addRail('roads', 'rail', ['rail', 'metro'], RAIL, 9);
  // A bridge's casing lies over the fill of what it crosses; close by it is plainer than a road's, a parapet.
  const parapet = zoomedColour([[14.6, colour(theme, 'map.road.casing.mid')], [16, colour(theme, 'map.bridge')]], scene); // prettier-ignore
  for (const road of ROADS) {
    add('bridges', 'bridge', {
      id: `base-bridge-${road.key}-casing`,
      type: 'line',
      minzoom: z(Math.max(10, road.from)),
      filter: ofClass(road.key),
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: line(casingOf(road.width), parapet),
    });
    add('bridges', 'bridge', {
      id: `base-bridge-${road.key}`,
      type: 'line',
      minzoom: z(Math.max(10, road.from)),
      filter: ofClass(road.key),
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: line(road.width, colours(road.token, road.mid)),
    });
  }
  addRail('bridges', 'bridge', ['rail'], RAIL, 9);

  function addRail(
    slot: 'roads' | 'bridges',
    from: string,
    classes: string[],
    width: Stops,
    at: number,
  ): void {
    const id = `base-${from}-${classes[0]}`;
    if (from === 'bridge')
      add(slot, from, {
        id: `${id}-casing`,
        type: 'line',
        minzoom: z(12),
        filter: ofClass(...classes),
        paint: line(width.map(([zoom, w]) => [zoom, w * 2 + 1.6] as const), parapet), // prettier-ignore
      });
    add(slot, from, {
      id,
      type: 'line',
      minzoom: z(at),
      filter: ofClass(...classes),
      layout: { 'line-join': 'round' },
      paint: line(width, colour(theme, 'map.rail')),
    });
    if (classes[0] === 'siding') return;
    add(slot, from, {
      id: `${id}-dash`,
      type: 'line',
      minzoom: z(12.4),
      filter: ofClass(...classes),
      layout: { 'line-join': 'round' },
      paint: {
        ...line(width.map(([zoom, w]) => [zoom, w * 0.56] as const), colour(theme, 'map.land')), // prettier-ignore
        'line-dasharray': [9, 9],
      },
    });
  }
}
