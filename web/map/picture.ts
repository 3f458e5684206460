import type { Map as MapLibre } from 'maplibre-gl';
import { createStore } from 'zustand/vanilla';

import type { MapLayer, StylePart } from './map-layer.ts';
import type { Scene } from './scene.ts';

/** Set when the page has first shown all that it was asked for: in its own timeline, for whoever measures. */
const MARK = 'jingwei:picture';

/** Whether the page has once shown all that it was asked for. */
export const hasShown = (): boolean => performance.getEntriesByName(MARK).length > 0;

/** Whether the map shows all that it is asked for. */
export interface Picture {
  /** Everything asked for was in the last frame, names placed. */
  whole: boolean;
  /** Keys of the layers of which something is still to come, in their order. */
  lacking: readonly string[];
}
export const pictureStore = createStore<Picture>(() => ({ whole: false, lacking: [] }));

/** Watches what the frames of one map hold. */
export interface PictureWatch {
  /** What each layer asks of the style from now on, in the order of the layers: something else than before. */
  styled: (parts: readonly StylePart[]) => void;
  /** The scene or the camera asks for something else. */
  asked: () => void;
  /** What there is to draw has been handed to the map. True: something was asked for, and the next frame holds it. */
  handed: () => boolean;
  /** A frame has been drawn; `due`: the style has changes to come, asked for or not. */
  rendered: (map: MapLibre, scene: Scene, due: boolean) => void;
  /** Whether the last frame held all that is asked for now. */
  isWhole: () => boolean;
  /** There is no map any more. */
  gone: () => void;
}

/** Keeps `pictureStore` true; sets the mark `jingwei:picture` at the first whole picture of the page. */
export function watchPicture(layers: readonly MapLayer[]): PictureWatch {
  let parts: readonly StylePart[] = [];
  let styled = false;
  let stage: 'asked' | 'handed' | 'shown' = 'asked';
  const tell = (whole: boolean, lacking: readonly string[]): void => {
    const was = pictureStore.getState();
    if (was.whole === whole && was.lacking.join() === lacking.join()) return;
    pictureStore.setState({ whole, lacking });
    if (whole && !hasShown()) performance.mark(MARK);
  };
  return {
    styled: (next) => {
      parts = next;
      styled = true;
      // No frame holds it yet, also where nothing but the style is news.
      stage = 'asked';
    },
    asked: () => {
      stage = 'asked';
    },
    handed: () => {
      if (stage !== 'asked') return false;
      stage = 'handed';
      return true;
    },
    isWhole: () => stage === 'shown' && pictureStore.getState().whole,
    rendered: (map, scene, due) => {
      if (stage === 'handed') stage = 'shown';
      const isThere = (layer: MapLayer, part: StylePart | undefined): boolean =>
        (layer.ready?.(scene) ?? true) &&
        Object.keys(part?.sources ?? {}).every((id) => map.getSource(id) && map.isSourceLoaded(id));
      const lacking = layers.filter((layer, i) => !isThere(layer, parts[i])).map(({ key }) => key);
      // Names are placed in slices after their tiles have come; MapLibre says nowhere else that it is at it.
      const placing = (map as unknown as { _placementDirty?: boolean })._placementDirty === true;
      const whole =
        styled && !due && stage === 'shown' && lacking.length === 0 && map.loaded() && !placing;
      tell(whole, lacking);
    },
    gone: () => {
      styled = false;
      stage = 'asked';
      tell(false, []);
    },
  };
}
