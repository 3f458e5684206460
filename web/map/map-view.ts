import type { Bounds, MapLayer } from './map-layer.ts';
import type { MapCamera, Scene, Selection } from './scene.ts';
import type { HandEvent, HandMode } from './watch-hand.ts';

/** A camera, or [west, south, east, north] to be framed. */
export type MapTarget = Partial<MapCamera> | Bounds;

/** A picture of the map. */
export interface MapSnapshot {
  /** A data URL. */
  url: string;
  /** CSS px of the map's box. */
  width: number;
  height: number;
  /** Degrees clockwise from north to what is up. */
  bearing: number;
}

export interface MapView {
  /** Do the least work that makes the map show the scene. */
  show: (scene: Scene) => void;
  /** At most 600 ms; at once where motion is to be reduced. */
  flyTo: (target: MapTarget) => void;
  /** Pixels within the container; null before the map is there. */
  project: (at: [number, number]) => { x: number; y: number } | null;
  /** [lng, lat] of pixels within the container; null before the map is there. */
  unproject: (x: number, y: number) => [number, number] | null;
  /** Moves what is seen by so many px, at once. */
  panBy: (dx: number, dy: number) => void;
  /** While something is drawn on the map a hand's clicks and drags are told to `onHand`, and select nothing. null: not any more. */
  setHand: (mode: HandMode | null) => void;
  /** Frame this while nobody has moved the map and no camera was given. */
  setHome: (bounds: Bounds) => void;
  /** The map as it is seen, once all that is asked for is drawn, or after a while; null before the map is there. */
  snapshot: () => Promise<MapSnapshot | null>;
  remove: () => void;
}

export interface MapViewOptions {
  scene: Scene;
  layers: readonly MapLayer[];
  initialCamera: MapCamera | null;
  padding?: { top: number; right: number; bottom: number; left: number } | undefined;
  onPick: (selection: Selection | null, at: [number, number]) => void;
  /** A right click or a long press. */
  onContext: (at: [number, number]) => void;
  /** `at`: where the pointer rests, [lng, lat]. */
  onHover: (selection: Selection | null, at: [number, number] | null) => void;
  /** What a hand does while something is drawn on the map. */
  onHand?: (event: HandEvent) => void;
  onMove: (camera: MapCamera, bounds: Bounds) => void;
  onUnfollow: () => void;
  onUnsupported: () => void;
}

/** Where no map can be drawn. */
export const NO_MAP: MapView = {
  show: () => undefined,
  flyTo: () => undefined,
  project: () => null,
  unproject: () => null,
  panBy: () => undefined,
  setHand: () => undefined,
  setHome: () => undefined,
  snapshot: () => Promise.resolve(null),
  remove: () => undefined,
};
