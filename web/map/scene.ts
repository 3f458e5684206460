import type { Measure } from '#data/areas/area-standing.ts';

import type { Opacities } from './opacity.ts';
import type { Seams } from './seams.ts';

/** What is selected, on the map and in the lists alike. Areas, buildings, sites and units by number, incidents by uuid. */
export type Selection =
  | { noun: 'areas' | 'buildings' | 'sites' | 'units'; id: number }
  | { noun: 'incidents'; id: string };

/** The layers a person can switch, in the order of the legend. */
export const LAYER_KEYS = [
  'incidents',
  'heat',
  'units',
  'cameras',
  'stations',
  'points',
  'areas',
  'buildings',
  'captains',
  'base',
  'raster',
] as const;
export type LayerKey = (typeof LAYER_KEYS)[number];

/** What layers draw besides, each with a switch of its own: the selected one's track, and what cameras see. */
export const PART_KEYS = ['tracks', 'wedges'] as const;
export type PartKey = (typeof PART_KEYS)[number];

/** All that a screen asks of the map: a value. mapView.show(scene) does the least work. */
export interface Scene {
  screen: 'watch' | 'wall' | 'patrol';
  theme: 'dark' | 'light';
  language: 'zh-CN' | 'en';
  /** Text, symbols and lines are multiplied by it on a wall. */
  scale: number;
  layers: Record<LayerKey, boolean>;
  /** Parts of layers that are not drawn; none where it is left out. */
  without?: readonly PartKey[];
  /** How plain layers are, per cent; what is left out is 100. */
  opacity?: Opacities;
  selection: Selection | null;
  /** Unit the camera follows. */
  follow: number | null;
  /** Only these units are drawn (patrol: the team); null = all. */
  onlyUnits: ReadonlySet<number> | null;
  /** Areas that are outlined and framed (patrol). */
  focusAreas: readonly number[];
  /** What areas are coloured by; none where it is left out. */
  shade?: Measure | null;
  /** The level whose areas the pointer reads though nothing is coloured; none where it is left out. */
  readLevel?: number | null;
  /** Area that something beside the map points at. */
  lit?: number | null;
  /** Today's track of one unit, [lng, lat] with ms since 1970. */
  track: { unitId: number; points: [number, number, number][] } | null;
  /** Where panels of a video wall meet: no name and no symbol lies across. */
  seams?: Seams | null;
  /** Where a report is being placed; null when none. */
  pin: [number, number] | null;
}

/** Nothing selected, followed or being placed: what a screen begins with, and a wall keeps. */
export const NOTHING_CHOSEN = {
  selection: null,
  follow: null,
  onlyUnits: null,
  focusAreas: [],
  track: null,
  pin: null,
} satisfies Partial<Scene>;

/** Which layers are on: these. */
export function layersOn(keys: readonly LayerKey[]): Scene['layers'] {
  return Object.fromEntries(LAYER_KEYS.map((key) => [key, keys.includes(key)])) as Scene['layers'];
}

/** Where the map looks. */
export interface MapCamera {
  lng: number;
  lat: number;
  zoom: number;
}
