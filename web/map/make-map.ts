import 'maplibre-gl/dist/maplibre-gl.css';
import './map.css';

import { MapLibreOverlay } from '@deck.gl/maplibre';
import { Map as MapLibre, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

import { wordsOf, type Language } from '../words/words.ts';

import type { Bounds } from './map-layer.ts';
import type { MapCamera } from './scene.ts';
import { holdPartial, leaveOutSky, placeNamesOnce } from './spare-frames.ts';

setWorkerUrl(workerUrl);

/** What this browser draws with: asked once, for a context to ask it of is dear. */
let graphics: { isSoftware: boolean } | null | undefined;

function graphicsHere(): { isSoftware: boolean } | null {
  if (graphics !== undefined) return graphics;
  const context = document.createElement('canvas').getContext('webgl2');
  const told = context?.getExtension('WEBGL_debug_renderer_info');
  const name = String(
    context?.getParameter(told ? told.UNMASKED_RENDERER_WEBGL : context.RENDERER),
  );
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  graphics = context && {
    isSoftware: /swiftshader|llvmpipe|softpipe|basic render|software/i.test(name),
  };
  return graphics;
}

/** Whether this browser can draw a map at all. */
export const hasWebGL2 = (): boolean => graphicsHere() !== null;

/**
 * Whether edges are smoothed by drawing each pixel several times. The map's lines, its symbols and texts smooth their
 * own: it is for the sides of buildings, fills, and what deck draws as lines (a track, an outline), which are stepped
 * without. Without a graphics card it is half of every frame, and where pixels are small none sees it.
 */
export const isMultisampled = (): boolean => window.devicePixelRatio < 2 && graphicsHere()?.isSoftware === false; // prettier-ignore

export function boundsOf(map: MapLibre): Bounds {
  const b = map.getBounds();
  return [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()];
}

export function cameraOf(map: MapLibre): MapCamera {
  const { lng, lat } = map.getCenter();
  return { lng, lat, zoom: map.getZoom() };
}

/** A bare map in `container`, north up, deck.gl interleaved; nothing is on it yet. */
export function makeMap(
  container: HTMLElement,
  camera: MapCamera | null,
  still: boolean,
  scaleBar: boolean,
): { map: MapLibre; overlay: MapLibreOverlay; scale: ScaleControl | null } {
  const start = camera ?? { lng: 0, lat: 0, zoom: 1 };
  const map = new MapLibre({
    container,
    style: { version: 8, sources: {}, layers: [] },
    center: [start.lng, start.lat],
    zoom: start.zoom,
    minZoom: 1,
    maxZoom: 20,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: still ? 0 : 160,
    validateStyle: false,
    canvasContextAttributes: { antialias: isMultisampled() },
  });
  leaveOutSky(map);
  placeNamesOnce(map);
  if (graphicsHere()?.isSoftware) holdPartial(map);
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const scale = scaleBar ? new ScaleControl({ maxWidth: 120, unit: 'metric' }) : null;
  if (scale) map.addControl(scale, 'bottom-right');
  // The map asks what is where itself, once the pointer rests. Of its own accord deck would draw all symbols once
  // more at each move of the pointer and at each press, and hold up the page until they are drawn.
  const pickAsync = null as never;
  // In each frame deck writes a cursor of its own: the one that is there stays.
  const getCursor = (): string => map.getCanvas().style.cursor;
  const overlay = new MapLibreOverlay({ interleaved: true, layers: [], pickAsync, getCursor });
  map.addControl(overlay);
  return { map, overlay, scale };
}

/** Write the scale bar in a language; the map itself takes its words only when it is made. */
export function nameScale(map: MapLibre, scale: ScaleControl | null, language: Language): void {
  const { metre, kilometre } = wordsOf(language).map;
  map._locale['ScaleControl.Meters'] = metre;
  map._locale['ScaleControl.Kilometers'] = kilometre;
  scale?.setUnit('metric');
}
