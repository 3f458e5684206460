import type { Layer, PickingInfo } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

import type { MapLayer } from './map-layer.ts';
import type { Scene, Selection } from './scene.ts';

/** The map as it is drawn at this moment. */
export interface Pickable {
  map: MapLibre | null;
  overlay: MapLibreOverlay | null;
  deckLayers: readonly Layer[];
  /** Whether the map's own layers are there yet. */
  styled: boolean;
  scene: Scene;
  layers: readonly MapLayer[];
}

/** px around the pointer in which a symbol is hit. */
const REACH_PX = 10;

function selectionOf(layers: readonly MapLayer[], info: PickingInfo | null): Selection | null {
  if (!info?.layer) return null;
  for (const layer of layers) {
    if (!info.layer.id.startsWith(`${layer.key}-`) && info.layer.id !== layer.key) continue;
    const selection = layer.pick?.(info);
    if (selection) return selection;
  }
  return null;
}

/** The symbol at these pixels of the map's container. */
function pickDeck(on: Pickable, x: number, y: number): Selection | null {
  if (!on.overlay || on.deckLayers.length === 0) return null;
  const radius = Math.round(REACH_PX * Math.max(1, on.scene.scale));
  try {
    return selectionOf(on.layers, on.overlay.pickObject({ x, y, radius }));
  } catch {
    return null; // deck's device is not there yet
  }
}

/** What the pointer reads at these pixels: a symbol, else what a layer says of the place. */
export function readOnMap(on: Pickable, x: number, y: number): Selection | null {
  const hit = pickDeck(on, x, y);
  if (hit || !on.map || !on.styled) return hit;
  const { lng, lat } = on.map.unproject([x, y]);
  for (const layer of [...on.layers].reverse()) {
    const read = layer.hoverAt?.([lng, lat], on.map.getZoom(), on.scene);
    if (read) return read;
  }
  return null;
}

/** What a click at these pixels selects: a symbol, else what lies under it, the topmost layer first. */
export function pickOnMap(on: Pickable, x: number, y: number): Selection | null {
  const hit = pickDeck(on, x, y);
  const { map } = on;
  if (hit || !map || !on.styled) return hit;
  const { lng, lat } = map.unproject([x, y]);
  const ask = (ids: string[]): number[] => {
    const there = ids.filter((id) => map.getLayer(id));
    if (there.length === 0) return [];
    return map.queryRenderedFeatures([x, y], { layers: there }).map((f) => Number(f.id));
  };
  for (const layer of [...on.layers].reverse()) {
    const found = layer.pickAt?.([lng, lat], map.getZoom(), on.scene, ask);
    if (found) return found;
  }
  return null;
}
