import type { Map as MapLibre } from 'maplibre-gl';

import { pictureStore } from './picture.ts';

/** What of MapLibre decides what is drawn, and how often; it offers no switch for any of it, and without these it draws as ever. */
interface Inside {
  painter?: { drawFunctions?: object; render?: (style: Style, ...rest: unknown[]) => void };
  style?: Style;
  _fadeDuration?: number;
  _idleTriggered?: boolean;
  _placementDirty?: boolean;
}
interface Style {
  loaded: () => boolean;
  placement?: { stale?: boolean };
  pauseablePlacement?: { isDone: () => boolean };
}
const inside = (map: MapLibre): Inside => map as unknown as Inside;

/**
 * MapLibre draws its sky over the whole picture in every frame, though none is seen from straight above:
 * an eighth of a frame where it is drawn in software.
 */
export function leaveOutSky(map: MapLibre): void {
  const { painter } = inside(map);
  if (painter?.drawFunctions)
    painter.drawFunctions = { ...painter.drawFunctions, sky: () => undefined };
}

/**
 * In the frame in which tiles have come MapLibre places all names, and where none fades in it is done with them; yet it
 * draws everything once more to place them again. Names that fade, once a map has been still, are placed little by little and left alone.
 */
export function placeNamesOnce(map: MapLibre): void {
  const at = inside(map);
  map.on('render', () => {
    const { placement, pauseablePlacement } = at.style ?? {};
    const fades = at._idleTriggered !== false && at._fadeDuration !== 0;
    if (fades || !placement?.stale || !pauseablePlacement?.isDone()) return;
    placement.stale = false;
    at._placementDirty = false;
  });
}

/** A picture that is not whole yet is drawn anew so often at most. */
const EACH_MS = 3_000;

/**
 * Until the first whole picture each tile that comes asks for a frame. Drawn in software one takes as long as tiles take
 * to come, and holds them up: what is there so far is drawn every three seconds, and at once when all has come. Of four
 * warm loads of a district none came in less than 3.7 s with a frame every 1.6 s; with this they came in 3.0 to 3.4 s.
 */
export function holdPartial(map: MapLibre): void {
  const { painter } = inside(map);
  if (!painter?.render) return;
  const draw = painter.render.bind(painter);
  let drawnAt = -Infinity;
  let due: ReturnType<typeof setTimeout> | undefined;
  let whole = false;
  painter.render = (style, ...rest) => {
    whole ||= pictureStore.getState().whole;
    const leftMs = drawnAt + EACH_MS - performance.now();
    if (!whole && leftMs > 0 && !style.loaded()) {
      due ??= setTimeout(() => {
        due = undefined;
        map.triggerRepaint();
      }, leftMs);
      return;
    }
    drawnAt = performance.now();
    draw(style, ...rest);
  };
}
