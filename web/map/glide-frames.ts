import type { Map as MapLibre } from 'maplibre-gl';

/** Frames for what moves by itself. */
export interface GlideFrames {
  /** Draw on while something moves, that is until a moment (performance.now). */
  ask: (map: MapLibre, until: number) => void;
  stop: () => void;
}

/** Where a frame takes longer than this, frames are asked for with pauses between. */
const SLOW_MS = 50;

/** Asks for frames only while something glides, and for fewer where a frame takes long. `schedule` comes back to `ask`. */
export function createGlideFrames(schedule: () => void): GlideFrames {
  let lastFrameAt = 0;
  let frameMs = 16;
  let pause: ReturnType<typeof setTimeout> | undefined;
  return {
    ask: (map, until) => {
      if (pause !== undefined) return;
      const now = performance.now();
      if (until <= now) {
        lastFrameAt = 0;
        return;
      }
      if (lastFrameAt > 0) frameMs = 0.8 * frameMs + 0.2 * Math.min(1_000, now - lastFrameAt);
      lastFrameAt = now;
      map.triggerRepaint();
      if (frameMs > SLOW_MS) {
        pause = setTimeout(() => {
          pause = undefined;
          lastFrameAt = 0;
          frameMs *= 0.9;
          schedule();
        }, frameMs * 3);
      } else schedule();
    },
    stop: () => clearTimeout(pause),
  };
}
