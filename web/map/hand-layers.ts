import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

/** Layers that deck has not had yet take buffers, attributes and programs: so many a frame, or a hand on the map waits. */
const NEW_A_FRAME = 2;

/**
 * Hands deck what it draws from now on, and answers whether that is all: `inSteps`, of layers that it does not hold yet
 * some are left for the next time. Deck puts its layers among the map's only while nothing of the map is loading: at
 * the first picture that is after all tiles have come, and costs one more frame of everything. They need no more than
 * the style that is there, so deck is told that nothing is.
 */
export function createHandLayers(): (
  map: MapLibre,
  overlay: MapLibreOverlay,
  layers: readonly Layer[],
  inSteps: boolean,
) => boolean {
  let ids: ReadonlySet<string> = new Set();
  return (map, overlay, layers, inSteps) => {
    let left = inSteps ? NEW_A_FRAME : Infinity;
    const handed = layers.filter((layer) => ids.has(layer.id) || left-- > 0);
    ids = new Set(handed.map((layer) => layer.id));
    map.isStyleLoaded = () => true;
    overlay.setProps({ interleaved: true, layers: handed });
    // The map's own verb is its class's, and is there again.
    delete (map as { isStyleLoaded?: unknown }).isStyleLoaded;
    return handed.length === layers.length;
  };
}
