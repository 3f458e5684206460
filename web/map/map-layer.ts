import type { Layer, PickingInfo } from '@deck.gl/core';
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';

import type { ColourToken } from '../ui/tokens.ts';

import type { CountRow } from './draw-counts.ts';
import type { FadeKey } from './opacity.ts';
import type { Room } from './room-for-drawn.ts';
import type { Scene, Selection } from './scene.ts';
import type { Tallies } from './tally.ts';

/**
 * Where in the stack a style layer lies, bottom to top. Water lies over the minor borders, so that they
 * rest at the bank, and bridges over the water. deck's layers lie between `major-borders` and `icons`, which are
 * symbols that yield to every name. `first-labels` are placed before the other names, and before them the unseen `rooms`
 * of what no name may lie on.
 */
export const SLOTS = [
  'ground',
  'land',
  'fabric',
  'raster',
  'heat',
  'roads',
  'minor-borders',
  'water',
  'bridges',
  'buildings',
  'major-borders',
  'icons',
  'labels',
  'first-labels',
  'rooms',
] as const;
export type Slot = (typeof SLOTS)[number];

export type Bounds = [west: number, south: number, east: number, north: number];

/** The first of the icons and labels: what deck draws lies under it. */
export const UNDER_LABELS = 'labels-begin';

export interface StyleImage {
  width: number;
  height: number;
  data: Uint8ClampedArray;
  pixelRatio: number;
}

export interface StylePart {
  sources: Record<string, SourceSpecification>;
  /** `plain`: drawn as it is, however faint its layer was made; `names`: these are the names of the areas of a level. */
  layers: { slot: Slot; layer: LayerSpecification; plain?: boolean; names?: number }[];
  /** Whose opacity these have; without it none. */
  fade?: FadeKey;
  /** Patterns of fills by name; one of a name is never another. */
  images?: Record<string, StyleImage>;
}

/** What a layer is drawn for. */
export interface DrawContext {
  scene: Scene;
  zoom: number;
  bounds: Bounds;
  hovered: Selection | null;
  /** The server's clock, ms. */
  now: number;
  /** No glide and no flight. */
  still: boolean;
  /** Symbols are drawn at this many device pixels a px. */
  pixelRatio: number;
  /** What symbols took of the map in the drawing before this one. */
  taken: readonly Room[];
  /** What layers have counted in place of drawing it: theirs is added by each, and written once all have drawn. */
  counts: CountRow[];
  /** Areas whose names a layer writes itself: neither name nor count of theirs is written besides. */
  named: Set<number>;
}

/** How an area's name is written on the map. */
export interface AreaName {
  area: number;
  at: [number, number];
  text: string;
  /** px */
  size: number;
  token: ColourToken;
}

/**
 * A noun on the map. The map knows no noun: layers are handed in and asked to describe themselves.
 * `style` is asked when the scene or the layer's data changes, `draw` also on each tick.
 */
export interface MapLayer {
  key: string;
  /** Layers of the map's own style (base map, borders, labels). */
  style?: (scene: Scene) => StylePart;
  /** Whether all that this scene asks of it has come from the server; it has where this is left out. */
  ready?: (scene: Scene) => boolean;
  /** deck layers, bottom to top; their ids begin with `key`. */
  draw?: (context: DrawContext) => Layer[];
  /** The names of the areas of a level, and of those besides, for what is written under each. */
  namesOf?: (
    level: number,
    besides: ReadonlySet<number>,
    context: DrawContext,
  ) => readonly AreaName[];
  /** Milliseconds (performance.now) until which something moves by itself at this zoom. */
  movingUntil?: (zoom: number) => number;
  /** How much of what lies within the map's frame is drawn; asked at most once a second, and not on each frame. */
  tally?: (context: DrawContext) => Tallies;
  /** What a deck layer's picked row is. */
  pick?: (info: PickingInfo) => Selection | null;
  /** What lies at a place where no deck layer was hit; style layers may be asked through `hit`. */
  pickAt?: (
    at: [number, number],
    zoom: number,
    scene: Scene,
    hit: (layerIds: string[]) => number[],
  ) => Selection | null;
  /** What the pointer reads at a place where it is on no deck layer; without it nothing. */
  hoverAt?: (at: [number, number], zoom: number, scene: Scene) => Selection | null;
  /** Where a selection is now, for the ring and for following; null when it is not this noun's. */
  place?: (selection: Selection) => [number, number] | null;
  /** Calls back when what it draws has changed; returns how to stop. */
  watch: (changed: (what: 'style' | 'draw') => void) => () => void;
}
