import type { ExpressionSpecification } from 'maplibre-gl';

import { WORLD } from '#data/tiles/project.ts';

import { LABEL_FONT, zoomed, zoomedColour } from '../map/expressions.ts';
import { colour, type ColourToken, type Stops } from '../ui/tokens.ts';

import { ROADS } from './road-style.ts';
import { NAMES, nameIn, ofClass, type Sheet } from './style-parts.ts';

interface RoadName {
  from: number;
  size: Stops;
  token: ColourToken;
  /** From here on the road is as wide as its name, which then needs no halo but the road's own colour. */
  wideFrom?: number;
}
/** How roads of a class are named; the classes are ROADS'. */
const ROAD_NAMES: Record<string, RoadName> = {
  lane: { from: 16.6, size: [[16, 11], [18, 12]], token: 'map.label.2' }, // prettier-ignore
  minor: { from: 15.2, size: [[15, 11], [17, 12]], token: 'map.label.2', wideFrom: 18 }, // prettier-ignore
  secondary: { from: 14, size: [[14, 11], [17, 12.5]], token: 'map.label.2', wideFrom: 17 }, // prettier-ignore
  arterial: { from: 13.4, size: [[13, 11], [15, 12], [17, 13]], token: 'map.label', wideFrom: 16.3 }, // prettier-ignore
  motorway: { from: 13, size: [[13, 11.5], [15, 12.5], [17, 13.5]], token: 'map.label', wideFrom: 16.1 }, // prettier-ignore
};

interface PlaceNames {
  id: string;
  classes: string[];
  from: number;
  size: Stops;
  /** Drawn when the place itself is so many px across: a name larger than what it names is noise. */
  acrossPx: number;
}
/** Last first to have room. */
const PLACES: readonly PlaceNames[] = [
  { id: 'compound', classes: ['built-residential'], from: 16, size: [[16, 11.5], [18, 12.5]], acrossPx: 60 }, // prettier-ignore
  { id: 'works', classes: ['built-industrial', 'built-commercial', 'built-square', 'green-verge', 'green-pitch'], from: 14.8, size: [[15, 11.5], [18, 12.5]], acrossPx: 60 }, // prettier-ignore
  { id: 'public', classes: ['built-campus', 'built-public', 'built-platform'], from: 14, size: [[14, 11.5], [17, 12.5]], acrossPx: 44 }, // prettier-ignore
  { id: 'park', classes: ['green-park', 'green-wood', 'green-grass'], from: 13, size: [[13, 11.5], [17, 13]], acrossPx: 56 }, // prettier-ignore
];

/** Places that are called alike, or are sections of one, are named where they stand so far apart. */
const KIN_PX = 640;
/** From here on a section has its own name. */
const SECTIONS_FROM = 16;

/** Names of roads along them, of waters along their middle, of places at a point: what is placed later in this list gives way to nothing before it. */
export function addNames(sheet: Sheet): void {
  const { scene, z, add } = sheet;
  const { theme, scale } = scene;
  const name = nameIn(scene);
  const text = {
    'text-field': name,
    'text-font': LABEL_FONT,
    'symbol-sort-key': ['get', 's'],
  };
  const halo = { 'text-halo-color': colour(theme, 'map.label.halo'), 'text-halo-width': 1.4 * scale }; // prettier-ignore
  const wall = scene.screen === 'wall';
  const en = scene.language === 'en';
  // A wall names streets (the areas) and water only: road names would be too small to read, or too many.
  for (const road of wall ? [] : ROADS) {
    const style = ROAD_NAMES[road.key];
    if (!style) continue;
    add(
      'labels',
      'road-name',
      {
        id: `base-road-${road.key}-name`,
        type: 'symbol',
        minzoom: z(style.from),
        filter: ofClass(road.key),
        layout: {
          ...text,
          'symbol-placement': 'line',
          'symbol-spacing': zoomed([[13, 380], [16, 520], [18, 640]], scene), // prettier-ignore
          'text-size': zoomed(style.size, scene),
          'text-letter-spacing': scene.language === 'en' ? 0.02 : 0.08,
          'text-max-angle': 30,
          'text-padding': zoomed([[13, 14], [16, 6]], scene), // prettier-ignore
        },
        paint: {
          'text-color': colour(theme, style.token),
          ...halo,
          ...(style.wideFrom === undefined
            ? {}
            : {
                'text-halo-color': zoomedColour([[style.wideFrom - 0.4, colour(theme, 'map.label.halo')], [style.wideFrom + 0.4, colour(theme, road.token)]], scene), // prettier-ignore
              }),
        },
      },
      NAMES,
    );
  }
  const isApart = standsApart(KIN_PX * scale);
  const nameOfPlace = ['step', ['zoom'], ['get', en ? 'ew' : 'nw'], z(SECTIONS_FROM), name];
  for (const place of wall ? [] : PLACES)
    add(
      'labels',
      'place-name',
      {
        id: `base-place-${place.id}`,
        type: 'symbol',
        minzoom: z(place.from),
        filter: ['all', ofClass(...place.classes), isAcross(place.acrossPx * scale), isApart],
        layout: {
          ...text,
          'text-field': nameOfPlace,
          'text-size': zoomed(place.size, scene),
          'text-max-width': 7,
          'text-line-height': 1.25,
          'text-padding': 10,
        },
        paint: { 'text-color': colour(theme, 'map.label.2'), ...halo },
      },
      NAMES,
    );
  const waterText = {
    'text-color': colour(theme, 'map.label.water'),
    'text-halo-color': colour(theme, 'map.water'),
    'text-halo-width': 1.8 * scale,
  };
  if (!wall)
    add(
      'labels',
      'place-name',
      {
        id: 'base-water-name',
        type: 'symbol',
        minzoom: z(13),
        filter: ['all', ['in', ['get', 'c'], ['literal', WATERS]], isAcross(40 * scale), isApart],
        layout: {
          ...text,
          'text-field': nameOfPlace,
          'text-size': zoomed([[13, 11.5], [17, 13.5]], scene), // prettier-ignore
          'text-letter-spacing': 0.1,
          'text-max-width': 7,
          'text-padding': 8,
        },
        paint: waterText,
      },
      NAMES,
    );
  for (const river of [false, true])
    add(
      // A river has few places along its line, an area's name has many around its own.
      river ? 'first-labels' : 'labels',
      'water-name',
      {
        id: river ? 'base-river-name' : 'base-canal-name',
        type: 'symbol',
        minzoom: z(river ? 11 : 13.4),
        filter: [river ? 'in' : '!in', 'c', 'river', 'lake'],
        layout: {
          ...text,
          'symbol-placement': 'line',
          // Within a tile, 512 px, the first name stands half of it from the edge: on a large wall there were none.
          'symbol-spacing': wall ? Math.min(420 * scale, 500) : zoomed(river ? [[11, 340], [13, 240], [14, 420], [17, 640]] : [[13.4, 420], [17, 900]], scene), // prettier-ignore
          'text-max-angle': 30,
          ...(river ? { 'text-offset': besideMidStream(z) } : {}),
          'text-size': wall ? (en ? 18 : 22) * scale : zoomed(river ? RIVER_PX : [[13.4, 11.5], [16, 13], [18, 17]], scene), // prettier-ignore
          'text-letter-spacing': river ? ['step', ['zoom'], en ? 0.06 : 0.2, z(14), en ? 0.16 : 0.4] : en ? 0.16 : 0.25, // prettier-ignore
          'text-padding': 4,
        },
        paint: waterText,
      },
      NAMES,
    );
}

const RIVER_PX: Stops = [[11, 13], [14, 18], [17, 22]]; // prettier-ignore

/**
 * A border often runs in mid stream: a name stands beside it, far out on the bank, and is offset by tiles, of
 * whole zooms.
 */
function besideMidStream(z: Sheet['z']): ExpressionSpecification {
  const offsets = [[14, 0.8], [15, 0.95]]; // prettier-ignore
  return [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...offsets.flatMap(([zoom, down]) => [z(zoom!), ['literal', [0, down]]]),
  ] as unknown as ExpressionSpecification;
}

const WATERS = ['pond', 'canal', 'moat', 'river', 'lake'].map((c) => `water-${c}`);

/** Whether a place of `a` square metres is so many px across at the zoom of the tile, at middle latitudes. */
function isAcross(px: number): ExpressionSpecification {
  const metresAPx = 66_378;
  return ['>=', ['*', ['sqrt', ['get', 'a']], ['^', 2, ['zoom']]], px * metresAPx];
}

/** Whether the nearest larger place that is called alike stands so many px off, at the zoom of the tile. */
function standsApart(px: number): ExpressionSpecification {
  const unitsAPx = WORLD / 512;
  return ['>=', ['*', ['get', 'd'], ['^', 2, ['zoom']]], px * unitsAPx];
}
