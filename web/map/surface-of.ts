import type { Layer } from '@deck.gl/core';

/**
 * What deck draws on, as its layers know it. On a canvas of MapLibre's deck leaves it behind when it ends, and that still
 * listens for another pixel ratio: with it the canvas, the map and everything on it would be held for good.
 */
export function surfaceOf(layers: readonly Layer[]): { destroy: () => void } | null {
  for (const { context } of layers) if (context) return context.device.canvasContext;
  return null;
}
