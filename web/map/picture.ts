import type { Map as MapLibre } from 'maplibre-gl';
import { createStore } from 'zustand/vanilla';

import type { MapLayer, StylePart } from './map-layer.ts';
import type { Scene } from './scene.ts';

/** Set when the page has first shown all that it was asked for: in its own timeline, for whoever measures. */
const MARK = 'jingwei:picture';

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
  /** What each layer asks of the style from now on, in the order of the layers. */
  styled: (parts: readonly StylePart[]) => void;
  /** A frame has been drawn; `due`: and does not hold all that was asked for by then. */
  rendered: (map: MapLibre, scene: Scene, due: boolean) => void;
  /** There is no map any more. */
  gone: () => void;
}

/** Keeps `pictureStore` true; sets the mark `jingwei:picture` at the first whole picture of the page. */
export function watchPicture(layers: readonly MapLayer[]): PictureWatch {
  let parts: readonly StylePart[] = [];
  let styled = false;
  const tell = (whole: boolean, lacking: readonly string[]): void => {
    const was = pictureStore.getState();
    if (was.whole === whole && was.lacking.join() === lacking.join()) return;
    pictureStore.setState({ whole, lacking });
    if (whole && performance.getEntriesByName(MARK).length === 0) performance.mark(MARK);
  };
  return {
    styled: (next) => {
      parts = next;
      styled = true;
    },
    rendered: (map, scene, due) => {
      const isThere = (layer: MapLayer, part: StylePart | undefined): boolean =>
        (layer.ready?.(scene) ?? true) &&
        Object.keys(part?.sources ?? {}).every((id) => map.getSource(id) && map.isSourceLoaded(id));
      const lacking = layers.filter((layer, i) => !isThere(layer, parts[i])).map(({ key }) => key);
      // Names are placed in slices after their tiles have come; MapLibre says nowhere else that it is at it.
      const placing = (map as unknown as { _placementDirty?: boolean })._placementDirty === true;
      const whole = styled && !due && lacking.length === 0 && map.loaded() && !placing;
      tell(whole, lacking);
    },
    gone: () => {
      styled = false;
      tell(false, []);
    },
  };
}
