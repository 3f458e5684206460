import type { MapLayer } from '../map/map-layer.ts';

/** The nouns on every screen's map, bottom to top. The map knows none of them: they are handed to it here. */
export const MAP_LAYERS: readonly MapLayer[] = [];
