import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

/**
 * Hands deck what it draws from now on. It puts its layers among the map's only while nothing of the map is loading: at
 * the first picture that is after all tiles have come, and costs one more frame of everything. They need no more than
 * the style that is there, so deck is told that nothing is.
 */
export function handLayers(map: MapLibre, overlay: MapLibreOverlay, layers: Layer[]): void {
  map.isStyleLoaded = () => true;
  overlay.setProps({ interleaved: true, layers });
  // The map's own verb is its class's, and is there again.
  delete (map as { isStyleLoaded?: unknown }).isStyleLoaded;
}
