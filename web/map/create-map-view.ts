import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre } from 'maplibre-gl';

import { serverNow } from '../live/stores.ts';
import { colour } from '../ui/tokens.ts';

import { drawMarks } from './draw-marks.ts';
import { createFlight } from './flight.ts';
import { createGlideFrames } from './glide-frames.ts';
import { keepFollowed } from './keep-followed.ts';
import { boundsOf, cameraOf, hasWebGL2, makeMap } from './make-map.ts';
import type { Bounds, DrawContext } from './map-layer.ts';
import { NO_MAP, type MapView, type MapViewOptions } from './map-view.ts';
import { watchPicture } from './picture.ts';
import { pickOnMap, readOnMap, type Pickable } from './pick-on-map.ts';
import { exposeProbe } from './probe.ts';
import type { MapCamera, Selection } from './scene.ts';
import { sameDrawing, sameSelection, sameStyle } from './scene-diff.ts';
import { createSourceNews, type SourceNews } from './source-news.ts';
import { surfaceOf } from './surface-of.ts';
import { partsOf, syncStyle, wantedStyle, type WantedStyle } from './sync-style.ts';
import { tallyLayers } from './tally.ts';

const HOVER_REST_MS = 60;
const AGE_TICK_MS = 1_000;
const deckGroup = (layer: Layer): string => {
  const before = (layer.props as { beforeId?: string }).beforeId;
  return before ? `deck-maplibre-layer-group-before:${before}` : 'deck-maplibre-layer-group-last';
};

/**
 * The one owner of a map: MapLibre with deck.gl interleaved, in `container`. Layers are handed in;
 * the scene says what is shown. A lost WebGL context is answered by building the map anew where it was.
 */
export function createMapView(container: HTMLElement, options: MapViewOptions): MapView {
  if (!hasWebGL2()) {
    options.onUnsupported();
    return NO_MAP;
  }
  const stillness = window.matchMedia('(prefers-reduced-motion: reduce)');
  let scene = options.scene;
  let map: MapLibre | null = null;
  let overlay: MapLibreOverlay | null = null;
  let news: SourceNews | null = null;
  let held: WantedStyle | null = null;
  let deckLayers: Layer[] = [];
  let surface: ReturnType<typeof surfaceOf> = null;
  let hovered: Selection | null = null;
  let home: Bounds | null = null;
  let camera: MapCamera | null = options.initialCamera;
  let touched = options.initialCamera !== null;
  let following = scene.follow;
  let styleReady = false;
  let styleDue = true;
  let drawDue = true;
  let frame = 0;
  let removed = false;
  let rebuildTimer: ReturnType<typeof setTimeout> | undefined;
  let hoverTimer: ReturnType<typeof setTimeout> | undefined;

  const place = (selection: Selection): [number, number] | null => {
    for (const layer of options.layers) {
      const at = layer.place?.(selection);
      if (at) return at;
    }
    return null;
  };

  const schedule = (): void => {
    if (frame === 0 && !removed) frame = requestAnimationFrame(tick);
  };
  const tick = (): void => {
    frame = 0;
    const m = map;
    if (!m || !overlay || !news || !styleReady) return;
    if (styleDue) {
      styleDue = false;
      const parts = partsOf(options.layers, scene);
      const wanted = wantedStyle(parts, colour(scene.theme, 'map.outside'));
      picture.styled(parts);
      syncStyle(m, news, held, wanted);
      held = wanted;
      drawDue = true;
    }
    if (drawDue && held) {
      drawDue = false;
      draw(m, overlay);
      if (picture.handed()) m.triggerRepaint();
    }
    if (stillness.matches) return;
    const zoom = m.getZoom();
    gliding.ask(m, Math.max(0, ...options.layers.map((l) => l.movingUntil?.(zoom) ?? 0)));
  };

  const contextOf = (m: MapLibre): DrawContext => ({
    scene,
    zoom: m.getZoom(),
    bounds: boundsOf(m),
    hovered,
    now: serverNow(),
    still: stillness.matches,
    pixelRatio: window.devicePixelRatio,
  });
  const draw = (m: MapLibre, o: MapLibreOverlay): void => {
    const context = contextOf(m);
    deckLayers = options.layers.flatMap((layer) => layer.draw?.(context) ?? []);
    deckLayers.push(...drawMarks(context, place));
    o.setProps({ interleaved: true, layers: deckLayers });
    if (following !== null)
      keepFollowed(m, place({ noun: 'units', id: following }), stillness.matches);
  };
  const tally = (): void => {
    // Only a screen with a column of layers reads it.
    if (map && held && scene.screen === 'watch') tallyLayers(options.layers, contextOf(map));
  };

  const gliding = createGlideFrames(schedule);
  const picture = watchPicture(options.layers);
  const flight = createFlight(() => stillness.matches);
  const pickable = (): Pickable => ({ map, overlay, deckLayers, styled: held !== null, scene, layers: options.layers }); // prettier-ignore
  const pick = (x: number, y: number): Selection | null => pickOnMap(pickable(), x, y);

  const frameHome = (): void => {
    if (!map || !home || touched) return;
    const [west, south, east, north] = home;
    const box = container.getBoundingClientRect();
    const side = Math.min(box.width, box.height) * 0.03;
    const p = options.padding ?? { top: 0, right: 0, bottom: 0, left: 0 };
    map.fitBounds([west, south, east, north], {
      padding: {
        top: p.top + side,
        right: p.right + side,
        bottom: p.bottom + side,
        left: p.left + side,
      },
      duration: 0,
    });
  };

  const build = (): void => {
    held = null;
    styleReady = false;
    styleDue = true;
    drawDue = true;
    const made = makeMap(container, camera, stillness.matches, scene.screen !== 'wall');
    const { map: m, overlay: o } = made;
    map = m;
    overlay = o;
    news = createSourceNews(m);
    const moved = (): void => {
      camera = cameraOf(m);
      options.onMove(camera, boundsOf(m));
      drawDue = true;
      schedule();
    };
    m.once('style.load', () => {
      styleReady = true;
      m.setLight({ anchor: 'map', position: [1.2, 200, 25], color: '#ffffff', intensity: 0.08 });
      frameHome();
      // A camera that was given is no move: say where the map looks all the same.
      if (touched) moved();
      schedule();
    });
    // deck's group is silently lost while a source loads: put it back as soon as it can be.
    m.on('render', () => {
      picture.rendered(m, scene, styleDue);
      surface ??= surfaceOf(deckLayers);
      if (deckLayers.length === 0 || !m.isStyleLoaded()) return;
      if (deckLayers.some((l) => !m.getLayer(deckGroup(l))))
        o.setProps({ interleaved: true, layers: deckLayers });
    });
    m.on('click', (e) => {
      options.onPick(pick(e.point.x, e.point.y), [e.lngLat.lng, e.lngLat.lat]);
    });
    m.on('contextmenu', (e) => {
      e.preventDefault();
      options.onContext([e.lngLat.lng, e.lngLat.lat]);
    });
    m.on('mousemove', (e) => {
      clearTimeout(hoverTimer);
      const read = (): void => {
        // While the map moves under it the pointer does not rest.
        if (m.isMoving()) hoverTimer = setTimeout(read, HOVER_REST_MS);
        else {
          const { lng, lat } = m.unproject(e.point);
          setHovered(readOnMap(pickable(), e.point.x, e.point.y), [lng, lat]);
        }
      };
      hoverTimer = setTimeout(read, HOVER_REST_MS);
    });
    m.on('mouseout', () => {
      clearTimeout(hoverTimer);
      setHovered(null);
    });
    m.on('dragstart', () => {
      touched = true;
      flight.over();
      if (following !== null) {
        following = null;
        options.onUnfollow();
      }
    });
    m.on('zoomstart', (e) => {
      if (!e.originalEvent) return;
      touched = true;
      flight.over();
    });
    m.on('move', () => {
      drawDue = true;
      picture.asked();
      schedule();
    });
    m.on('resize', () => {
      frameHome();
      flight.resized(m);
    });
    m.on('moveend', moved);
    m.on('moveend', flight.over);
    m.on('moveend', tally);
    const isWhole = (): boolean => picture.isWhole() && !styleDue;
    exposeProbe({ map: m, overlay: o, pick, isWhole });
  };

  const takeDown = (): void => {
    const m = map;
    map = null;
    try {
      if (m && overlay) m.removeControl(overlay);
      m?.remove();
    } catch {
      // A lost context cannot be freed twice.
    }
    surface?.destroy();
    surface = null;
    overlay = null;
    deckLayers = [];
    picture.gone();
  };
  const rebuild = (): void => {
    if (removed) return;
    takeDown();
    container.replaceChildren();
    build();
  };

  // MapLibre would drop its style of a lost context but not what that listens to, and the old map were held for good:
  // it does not hear of it, and is taken down whole.
  const lost = (event: Event): void => {
    event.stopPropagation();
    event.preventDefault();
    takeDown();
    clearTimeout(rebuildTimer);
    rebuildTimer = setTimeout(rebuild, 200);
  };
  container.addEventListener('webglcontextlost', lost, true);

  const setHovered = (selection: Selection | null, at: [number, number] | null = null): void => {
    if (sameSelection(hovered, selection)) {
      // An area is read where the pointer is, for it is everywhere in it.
      if (selection?.noun === 'areas') options.onHover(selection, at);
      return;
    }
    hovered = selection;
    if (map) map.getCanvas().style.cursor = selection ? 'pointer' : '';
    drawDue = true;
    schedule();
    options.onHover(selection, at);
  };

  const stops = options.layers.map((layer) =>
    layer.watch((what) => {
      if (what === 'style') styleDue = true;
      else drawDue = true;
      schedule();
    }),
  );
  const aging = setInterval(() => {
    drawDue = true;
    schedule();
    tally();
  }, AGE_TICK_MS);
  build();

  return {
    show: (next) => {
      const before = scene;
      scene = next;
      if (next.follow !== before.follow) following = next.follow;
      if (!sameStyle(before, next)) styleDue = true;
      if (!sameDrawing(before, next)) {
        drawDue = true;
        picture.asked();
      }
      if (styleDue || drawDue) schedule();
    },
    flyTo: (target) => {
      touched = true;
      if (map) flight.to(map, target);
    },
    project: (at) => {
      const p = map?.project(at);
      return p ? { x: p.x, y: p.y } : null;
    },
    setHome: (bounds) => {
      home = bounds;
      frameHome();
    },
    remove: () => {
      removed = true;
      container.removeEventListener('webglcontextlost', lost, true);
      cancelAnimationFrame(frame);
      clearInterval(aging);
      clearTimeout(rebuildTimer);
      clearTimeout(hoverTimer);
      gliding.stop();
      for (const stop of stops) stop();
      takeDown();
    },
  };
}
