import type { Map as MapLibre } from 'maplibre-gl';

const pixel = new Uint8Array(4);

/** Waits until all that a map has asked of its canvas is drawn: reading a pixel back takes as long. */
export function finishDrawing(map: MapLibre): void {
  const gl = map.getCanvas().getContext('webgl2');
  gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
}
