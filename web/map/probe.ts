import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

import * as stores from '../live/stores.ts';

import type { Selection } from './scene.ts';

/** What a test may look at on a page opened with `?probe`. */
export interface Probe {
  map: MapLibre;
  overlay: MapLibreOverlay;
  /** What a click at these pixels of the map's container would select. */
  pick: (x: number, y: number) => Selection | null;
  /** Whether the last frame held all that the scene asks for. */
  isWhole: () => boolean;
}

/** Lets tests look at the map of a page that was opened with `?probe`; otherwise does nothing. */
export function exposeProbe(probe: Probe): void {
  if (!new URLSearchParams(window.location.search).has('probe')) return;
  const value = Object.freeze({ ...probe, stores, columns: stores.unitColumns });
  Object.defineProperty(window, '__jingwei', { value, configurable: true });
}
