import type { Layer } from '@deck.gl/core';
import type { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibre, ScaleControl } from 'maplibre-gl';

import { serverNow } from '../live/stores.ts';
import { colour } from '../ui/tokens.ts';

import { areasCounted, drawCounts, levelCounted } from './draw-counts.ts';
import { drawMarks } from './draw-marks.ts';
import { createFlight } from './flight.ts';
import { frameHome } from './frame-home.ts';
import { createGlideFrames } from './glide-frames.ts';
import { createHandLayers } from './hand-layers.ts';
import { keepFollowed } from './keep-followed.ts';
import { boundsOf, cameraOf, hasWebGL2, makeMap, nameScale } from './make-map.ts';
import type { Bounds, DrawContext } from './map-layer.ts';
import { NO_MAP, type MapView, type MapViewOptions } from './map-view.ts';
import { hasShown, watchPicture } from './picture.ts';
import { snapshotOf } from './snapshot.ts';
import type { Held } from './place-blocks.ts';
import { exposeProbe } from './probe.ts';
import { createRoomForDrawn, roomsOf, type Room, type RoomForDrawn } from './room-for-drawn.ts';
import type { MapCamera, Selection } from './scene.ts';
import { sameDrawing, sameStyle } from './scene-diff.ts';
import { createSourceNews, type SourceNews } from './source-news.ts';
import { surfaceOf } from './surface-of.ts';
import { roomsBeside, roomsUnder } from './rooms-under.ts';
import { surviveLoss } from './survive-loss.ts';
import { partsOf, syncStyle, wantedStyle, type WantedStyle } from './sync-style.ts';
import { tallyLayers } from './tally.ts';
import { watchHand } from './watch-hand.ts';
import { watchPointer } from './watch-pointer.ts';

const AGE_TICK_MS = 1_000;
/** While the camera moves over one zoom, what is drawn is looked at anew so often: as often as MapLibre places its names thrice. */
const PAN_REDRAW_MS = 100;

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
  let scale: ScaleControl | null = null;
  let news: SourceNews | null = null;
  let room: RoomForDrawn | null = null;
  let held: WantedStyle | null = null;
  let deckLayers: Layer[] = [];
  let taken: readonly Room[] = [];
  let surface: ReturnType<typeof surfaceOf> = null;
  let home: Bounds | null = null;
  let camera: MapCamera | null = options.initialCamera;
  let touched = options.initialCamera !== null;
  let following = scene.follow;
  let styleReady = false;
  let styleDue = true;
  let drawDue = true;
  let [drawnAt, drawnZoom] = [-Infinity, NaN];
  /** What is drawn has not all been handed to deck yet. */
  let handDue = false;
  let hand = createHandLayers();
  /** The level whose areas' names stand over their counts. */
  let written: number | null = null;
  /** Where their blocks stand. */
  const blocksAt: Held = new Map();
  let frame = 0;
  let removed = false;

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
  const redraw = (): void => {
    drawDue = true;
    schedule();
  };
  const tick = (): void => {
    frame = 0;
    const m = map;
    if (!m || !overlay || !news || !styleReady) return;
    if (styleDue) {
      styleDue = false;
      const parts = partsOf(options.layers, scene, written);
      const wanted = wantedStyle(parts, colour(scene.theme, 'map.outside'));
      picture.styled(parts);
      syncStyle(m, news, held, wanted);
      held = wanted;
      drawDue = true;
    }
    if (drawDue && held) {
      drawDue = false;
      draw(m);
      [drawnAt, drawnZoom] = [performance.now(), m.getZoom()];
      handDue = true;
    }
    if (handDue) {
      handDue = !hand(m, overlay, deckLayers, hasShown());
      if (handDue) schedule();
      else if (picture.handed()) m.triggerRepaint();
    }
    if (stillness.matches) return;
    const zoom = m.getZoom();
    gliding.ask(m, Math.max(0, ...options.layers.map((l) => l.movingUntil?.(zoom) ?? 0)));
  };

  const contextOf = (m: MapLibre): DrawContext => ({
    scene,
    zoom: m.getZoom(),
    bounds: boundsOf(m),
    hovered: pointer.hovered(),
    now: serverNow(),
    still: stillness.matches,
    pixelRatio: window.devicePixelRatio,
    taken,
    counts: [],
    named: new Set(),
  });
  const draw = (m: MapLibre): void => {
    const context = contextOf(m);
    deckLayers = options.layers.flatMap((layer) => layer.draw?.(context) ?? []);
    taken = roomsOf(deckLayers, context.zoom);
    const level = levelCounted(context.counts);
    if (level !== written) {
      written = level;
      styleDue = true;
      schedule();
    }
    if (level !== null) {
      const counted = areasCounted(context.counts);
      const names = options.layers
        .flatMap((l) => l.namesOf?.(level, counted, context) ?? [])
        .filter(({ area }) => !context.named.has(area));
      deckLayers.push(
        ...drawCounts(context, [...taken, ...roomsUnder(m, container)], names, blocksAt),
      );
    }
    deckLayers.push(...drawMarks(context, place));
    const beside = () => roomsBeside(m, container, scene.screen === 'wall');
    room?.keep(m, deckLayers, () => [...taken, ...beside()]);
    if (following !== null)
      keepFollowed(m, place({ noun: 'units', id: following }), stillness.matches);
  };
  const tally = (): void => {
    // Only a screen with a column of layers reads it.
    if (map && held && scene.screen === 'watch') tallyLayers(options.layers, contextOf(map));
  };
  let tallyDue: ReturnType<typeof setTimeout> | undefined;
  /** In a task of its own, for where a move ends a frame is drawn. */
  const tallySoon = (): void => {
    tallyDue ??= setTimeout(() => {
      tallyDue = undefined;
      tally();
    });
  };

  const gliding = createGlideFrames(schedule);
  const picture = watchPicture(options.layers);
  const flight = createFlight(() => stillness.matches);
  const pointer = watchPointer(
    options,
    () => ({ map, overlay, deckLayers, styled: held !== null, scene, layers: options.layers }),
    redraw,
  );

  const drawing = watchHand(
    container,
    () => map,
    (event) => options.onHand?.(event),
  );
  const goHome = (): void => {
    if (map && home && !touched) frameHome(map, home, options.padding);
  };

  const unfollow = (): void => {
    if (following === null) return;
    following = null;
    options.onUnfollow();
  };

  const build = (): void => {
    held = null;
    styleReady = false;
    styleDue = true;
    drawDue = true;
    hand = createHandLayers();
    const made = makeMap(container, camera, stillness.matches, scene.screen !== 'wall');
    const { map: m, overlay: o } = made;
    nameScale(m, made.scale, scene.language);
    scale = made.scale;
    map = m;
    overlay = o;
    news = createSourceNews(m);
    room = createRoomForDrawn(news);
    const moved = (): void => {
      camera = cameraOf(m);
      options.onMove(camera, boundsOf(m));
      redraw();
    };
    m.once('style.load', () => {
      styleReady = true;
      m.setLight({ anchor: 'map', position: [1.2, 200, 25], color: '#ffffff', intensity: 0.08 });
      goHome();
      // A camera that was given is no move: say where the map looks all the same.
      if (touched) moved();
      schedule();
    });
    m.on('render', () => {
      picture.rendered(m, scene, styleDue);
      surface ??= surfaceOf(deckLayers);
    });
    pointer.listen(m);
    m.on('movestart', ({ originalEvent: by }) => {
      // A hand or a key of the map, not a flight, nor another size.
      if (!by) return;
      touched = true;
      flight.over();
      if (by instanceof KeyboardEvent && by.key.startsWith('Arrow')) unfollow();
    });
    m.on('dragstart', unfollow);
    m.on('move', () => {
      picture.asked();
      // What is drawn goes along by itself; only what comes into view waits a little, until the end of the move at most.
      const isFresh = performance.now() - drawnAt < PAN_REDRAW_MS;
      if (isFresh && m.getZoom() === drawnZoom) return;
      drawDue = true;
      schedule();
    });
    m.on('resize', () => {
      goHome();
      flight.resized(m);
    });
    m.on('moveend', moved);
    m.on('moveend', flight.over);
    m.on('moveend', tallySoon);
    const isWhole = (): boolean => picture.isWhole() && !styleDue;
    exposeProbe({ map: m, overlay: o, pick: pointer.pick, isWhole });
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
  const stops = options.layers.map((layer) =>
    layer.watch((what) => {
      styleDue ||= what === 'style';
      redraw();
    }),
  );
  const aging = setInterval(() => {
    redraw();
    tally();
  }, AGE_TICK_MS);
  build();
  const stopSurviving = surviveLoss(container, takeDown, build);

  return {
    show: (next) => {
      const before = scene;
      scene = next;
      if (next.follow !== before.follow) following = next.follow;
      if (map && next.language !== before.language) nameScale(map, scale, next.language);
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
    unproject: (x, y) => {
      const at = map?.unproject([x, y]);
      return at ? [at.lng, at.lat] : null;
    },
    panBy: (dx, dy) => {
      touched = true;
      map?.panBy([dx, dy], { animate: false });
    },
    setHand: (mode) => {
      drawing.setMode(mode);
      pointer.setAside(mode !== null);
    },
    setHome: (bounds) => {
      home = bounds;
      goHome();
    },
    snapshot: () => snapshotOf(map, () => picture.isWhole() && !styleDue),
    remove: () => {
      removed = true;
      stopSurviving();
      cancelAnimationFrame(frame);
      clearInterval(aging);
      clearTimeout(tallyDue);
      pointer.stop();
      drawing.stop();
      gliding.stop();
      for (const stop of stops) stop();
      takeDown();
    },
  };
}
