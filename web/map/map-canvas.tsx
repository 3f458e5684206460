import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';

import { createMapView } from './create-map-view.ts';
import type { Bounds, MapLayer } from './map-layer.ts';
import type { MapTarget, MapView } from './map-view.ts';
import type { MapCamera, Scene, Selection } from './scene.ts';
import type { HandEvent } from './watch-hand.ts';

export interface MapCanvasProps {
  scene: Scene;
  /** The nouns on the map: MAP_LAYERS of web/screens/map-layers.ts. The same array for the life of the canvas. */
  layers: readonly MapLayer[];
  /** Where the map looks first; without it the district's bounds as soon as they are known. */
  initialCamera?: MapCamera | undefined;
  /** [west, south, east, north] to frame when there is no initial camera. */
  home?: Bounds | null | undefined;
  /** px that panels cover at each side of the map. */
  padding?: { top: number; right: number; bottom: number; left: number } | undefined;
  /** A click: what was hit, or null with the place (a report's pin). */
  onPick?: (selection: Selection | null, at: [number, number]) => void;
  /** A right click or a long press: a report here. */
  onContext?: (at: [number, number]) => void;
  onHover?: (selection: Selection | null, at: [number, number] | null) => void;
  /** What a hand does while something is drawn on the map (`view.setHand`). */
  onHand?: (event: HandEvent) => void;
  /** After each move: for the page's address and for `link.setView`. */
  onMove?: (camera: MapCamera, bounds: Bounds) => void;
  /** The user took the map away from the unit it followed. */
  onUnfollow?: () => void;
  /** The browser has no WebGL2. */
  onUnsupported?: () => void;
  className?: string;
}

/** The map in a screen. The view is made once; a new scene is shown by the least work, outside React. */
export const MapCanvas = forwardRef<MapView | null, MapCanvasProps>(function MapCanvas(props, ref) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useImperativeHandle(ref, (): MapView => {
    const stable: MapView = {
      show: (scene) => view.current?.show(scene),
      flyTo: (target: MapTarget) => view.current?.flyTo(target),
      project: (at) => view.current?.project(at) ?? null,
      unproject: (x, y) => view.current?.unproject(x, y) ?? null,
      panBy: (dx, dy) => view.current?.panBy(dx, dy),
      setHand: (mode) => view.current?.setHand(mode),
      setHome: (bounds) => view.current?.setHome(bounds),
      snapshot: () => view.current?.snapshot() ?? Promise.resolve(null),
      remove: () => undefined,
    };
    return stable;
  }, []);

  useEffect(() => {
    const first = latest.current;
    view.current = createMapView(box.current!, {
      scene: first.scene,
      layers: first.layers,
      initialCamera: first.initialCamera ?? null,
      padding: first.padding,
      onPick: (selection, at) => latest.current.onPick?.(selection, at),
      onContext: (at) => latest.current.onContext?.(at),
      onHover: (selection, at) => latest.current.onHover?.(selection, at),
      onHand: (event) => latest.current.onHand?.(event),
      onMove: (camera, bounds) => latest.current.onMove?.(camera, bounds),
      onUnfollow: () => latest.current.onUnfollow?.(),
      onUnsupported: () => latest.current.onUnsupported?.(),
    });
    if (first.home) view.current?.setHome(first.home);
    return () => {
      view.current?.remove();
      view.current = null;
    };
  }, []);

  useEffect(() => {
    view.current?.show(props.scene);
  }, [props.scene]);
  useEffect(() => {
    if (props.home) view.current?.setHome(props.home);
  }, [props.home]);

  return <div ref={box} className={props.className} style={{ width: '100%', height: '100%' }} />;
});
