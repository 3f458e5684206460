import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

const groupOf = ({ props }: Layer): string => {
  const before = (props as { beforeId?: string }).beforeId;
  return before ? `deck-maplibre-layer-group-before:${before}` : 'deck-maplibre-layer-group-last';
};

/** Puts deck's layers back among the map's, asked after each frame: they are silently lost while a source loads. */
export function keepGroups(map: MapLibre, overlay: MapLibreOverlay, layers: Layer[]): void {
  if (layers.length === 0 || !map.isStyleLoaded()) return;
  if (layers.some((layer) => !map.getLayer(groupOf(layer))))
    overlay.setProps({ interleaved: true, layers });
}
