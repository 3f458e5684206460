import type { Map as MapLibre } from 'maplibre-gl';

import type { MapViewOptions } from './map-view.ts';
import { pickOnMap, readOnMap, type Pickable } from './pick-on-map.ts';
import { sameSelection } from './scene-diff.ts';
import type { Selection } from './scene.ts';

const HOVER_REST_MS = 60;

/** What the pointer does on a map: a click picks, a rest reads, a right click or a long press asks. */
export interface PointerWatch {
  /** Listen to a map. */
  listen: (map: MapLibre) => void;
  /** What the pointer rests on. */
  hovered: () => Selection | null;
  /** What a click at these pixels of the map's container selects. */
  pick: (x: number, y: number) => Selection | null;
  /** While something is drawn on the map the pointer reads and selects nothing. */
  setAside: (aside: boolean) => void;
  stop: () => void;
}

/**
 * @param pickable the map as it is drawn now
 * @param changed the pointer rests on something else: it is drawn otherwise
 */
export function watchPointer(
  { onPick, onContext, onHover }: Pick<MapViewOptions, 'onPick' | 'onContext' | 'onHover'>,
  pickable: () => Pickable,
  changed: () => void,
): PointerWatch {
  let hovered: Selection | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAside = false;

  const rest = (selection: Selection | null, at: [number, number] | null): void => {
    if (sameSelection(hovered, selection)) {
      // An area is read where the pointer is, for it is everywhere in it.
      if (selection?.noun === 'areas') onHover(selection, at);
      return;
    }
    hovered = selection;
    const { map } = pickable();
    if (map) map.getCanvas().style.cursor = selection ? 'pointer' : '';
    changed();
    onHover(selection, at);
  };
  const pick = (x: number, y: number): Selection | null => pickOnMap(pickable(), x, y);

  return {
    listen: (map) => {
      map.on('click', ({ point, lngLat }) => {
        onPick(pick(point.x, point.y), [lngLat.lng, lngLat.lat]);
      });
      map.on('contextmenu', (event) => {
        event.preventDefault();
        onContext([event.lngLat.lng, event.lngLat.lat]);
      });
      map.on('mousemove', ({ point }) => {
        clearTimeout(timer);
        if (isAside) return;
        const read = (): void => {
          // While the map moves under it the pointer does not rest.
          if (map.isMoving()) timer = setTimeout(read, HOVER_REST_MS);
          else {
            const { lng, lat } = map.unproject(point);
            rest(readOnMap(pickable(), point.x, point.y), [lng, lat]);
          }
        };
        timer = setTimeout(read, HOVER_REST_MS);
      });
      map.on('mouseout', () => {
        clearTimeout(timer);
        rest(null, null);
      });
    },
    hovered: () => hovered,
    pick,
    setAside: (aside) => {
      isAside = aside;
      if (!aside) return;
      clearTimeout(timer);
      rest(null, null);
    },
    stop: () => clearTimeout(timer),
  };
}
