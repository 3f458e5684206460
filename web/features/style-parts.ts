import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';

import { mapZoom } from '../map/lod.ts';
import type { Slot, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';

/** Source of everything but names, and of names. */
export const GROUND = 'base';
export const NAMES = 'base-names';

/** What the parts of the base map's style are written with. */
export interface Sheet {
  scene: Scene;
  /** A zoom of the design as MapLibre's. */
  z: (zoom: number) => number;
  /** Put a layer over those before it in its slot; `from` is the layer of the tiles. */
  add: (slot: Slot, from: string, layer: Record<string, unknown>, source?: string) => void;
  layers: StylePart['layers'];
}

export function createSheet(scene: Scene): Sheet {
  const layers: StylePart['layers'] = [];
  const visibility = scene.layers.base ? 'visible' : 'none';
  return {
    scene,
    layers,
    z: (zoom) => mapZoom(zoom, scene),
    add: (slot, from, layer, source = GROUND) => {
      const layout = { visibility, ...(layer['layout'] as object | undefined) };
      layers.push({
        slot,
        layer: { source, 'source-layer': from, ...layer, layout } as unknown as LayerSpecification,
      });
    },
  };
}

export const ofClass = (...classes: readonly string[]): FilterSpecification =>
  (classes.length === 1
    ? ['==', ['get', 'c'], classes[0]]
    : ['in', ['get', 'c'], ['literal', classes]]) as never;

/** The classes that a filter of `ofClass` lets through; null where there is none, and so all. */
export function classesOf(filter: unknown): readonly string[] | null {
  if (!filter) return null;
  const [operator, , which] = filter as [string, unknown, string | ['literal', string[]]];
  return operator === 'in' ? (which as ['literal', string[]])[1] : [which as string];
}

/** The property that holds names in the scene's language. */
export const nameIn = (scene: Pick<Scene, 'language'>): ExpressionSpecification => [
  'get',
  scene.language === 'en' ? 'e' : 'n',
];
