import { toDegrees } from '#data/geo/lattice.ts';
import type { PackedAreas } from '#data/wire/packed.ts';

import { captainStore, wantCaptains } from '../live/load-captains.ts';
import { wantBuildings } from '../live/load-packed.ts';
import { countByArea } from '../live/count-by-area.ts';
import { areaStore, buildingStore } from '../live/stores.ts';
import type { CountChip } from '../map/draw-counts.ts';
import { LABEL_FONT, zoomed } from '../map/expressions.ts';
import { CAPTAINS_FROM, countLevel, designZoom, mapZoom, singlesFrom } from '../map/lod.ts';
import type { MapLayer, StylePart } from '../map/map-layer.ts';
import { remember } from '../map/remember.ts';
import type { Scene } from '../map/scene.ts';
import { countInFrame, countWithin } from '../map/tally.ts';
import { createTileSource, type TileSource } from '../map/tile-source.ts';
import { colour, type Stops, type Theme } from '../ui/tokens.ts';
import { formatCount } from '../words/format.ts';

import { captainPoints, type CaptainPoints } from './captain-points.ts';
import { captainImage, CAPTAIN_PX } from './captain-symbol.ts';

const SOURCE = 'captains';
/** From this zoom of the design a building has a mark and its captain's name instead of a dot: before, the small houses of an old town have no room for them. */
const MARKS_FROM = 17.4;
/** From this one a dot is more than a speck: it is left out where a name stands. */
const YIELDS_FROM = 16;
/** Radius of a dot without its edge, px. */
const DOT: Stops = [[CAPTAINS_FROM, 1.1], [MARKS_FROM, 3]]; // prettier-ignore
const EDGE_PX = 0.8;

interface Shown extends CaptainPoints {
  degrees: Float64Array;
  each: Uint32Array;
}

const startWorker = (): Worker =>
  new Worker(new URL('./captain-worker.ts', import.meta.url), { type: 'module' });

/** Buildings that have a captain: how many an area far out, near by dots, then an armband with the captain's name. */
export function createCaptainsLayer(): MapLayer {
  // Not before it is needed: its worker starts with it, and few look at captains. They are counted without it.
  let tiles: TileSource<CaptainPoints> | null = null;
  let held: Shown | null = null;
  let key: readonly unknown[] = [];
  let shown: Shown | null = null;
  const countHere = countInFrame(({ degrees, each }: Shown, bounds) => countWithin(degrees, each, bounds)); // prettier-ignore

  const prepare = (): Shown | null => {
    const [buildings, captains] = [buildingStore.getState().packed, captainStore.getState().packed];
    if (key[0] !== buildings || key[1] !== captains) {
      key = [buildings, captains];
      shown = null;
      if (buildings && captains) {
        const points = captainPoints(buildings, captains);
        shown = {
          ...points,
          degrees: Float64Array.from(points.positions, toDegrees),
          each: Uint32Array.from(points.ids, (_, i) => i),
        };
      }
    }
    return shown;
  };
  const marksOf = remember((theme: Theme, scale: number) => ({
    armband: captainImage('armband', theme, scale),
    dot: captainImage('dot', theme, scale),
  }));
  const chipsOf = remember((points: Shown, level: number, _: PackedAreas | null) => countBuildings(points, level)); // prettier-ignore

  return {
    key: 'captains',
    style: (scene) => {
      if (!scene.layers.captains) return { sources: {}, layers: [] };
      wantCaptains();
      wantBuildings();
      const points = prepare();
      if (!points) return { sources: {}, layers: [] };
      tiles ??= createTileSource<CaptainPoints>(SOURCE, startWorker);
      if (held !== points) tiles.hold((held = points));
      return stylePart(scene, tiles.tiles('all'), marksOf(scene.theme, scene.scale));
    },
    // Where each stands is known by the buildings.
    ready: ({ layers }) =>
      !layers.captains ||
      (captainStore.getState().load === 'ready' && buildingStore.getState().load === 'ready'),
    draw: (c) => {
      const zoom = designZoom(c.zoom, c.scene);
      if (!c.scene.layers.captains || zoom >= singlesFrom(c.scene.screen === 'wall')) return [];
      const points = prepare();
      if (!points) return [];
      const { packed } = areaStore.getState();
      const level = countLevel(zoom, packed?.areas ?? []);
      c.counts.push({ id: 'captains-counts', chips: chipsOf(points, level, packed), token: 'unit.volunteer', of: 'captains', level }); // prettier-ignore
      return [];
    },
    pickAt: (_at, _zoom, scene, hit) => {
      const id = scene.layers.captains
        ? hit(['captains-mark', 'captains-point', 'captains-dot'])[0]
        : undefined;
      return id === undefined ? null : { noun: 'buildings', id };
    },
    tally: ({ scene, zoom, bounds }) => {
      const points = prepare();
      if (!points) return {};
      const inView = countHere(points, bounds);
      const at = designZoom(zoom, scene);
      const drawn = scene.layers.captains && at >= CAPTAINS_FROM;
      const byArea = scene.layers.captains && at < singlesFrom(scene.screen === 'wall');
      return { captains: { shown: drawn ? inView : 0, inView, byArea } };
    },
    watch: (changed) => {
      const look = (s: { packed: unknown }, was: { packed: unknown }): void => {
        if (s.packed !== was.packed) changed('style');
      };
      const stops = [captainStore.subscribe(look), buildingStore.subscribe(look)];
      return () => stops.forEach((stop) => stop());
    },
  };
}

/** Under the symbols of what happens and over the roofs: a captain is background to an incident. */
function stylePart(
  scene: Scene,
  tiles: string[],
  marks: Record<'armband' | 'dot', ReturnType<typeof captainImage>>,
): StylePart {
  const { theme, scale } = scene;
  const z = (zoom: number): number => mapZoom(zoom, scene);
  const common = { source: SOURCE, 'source-layer': 'captain' };
  return {
    sources: { [SOURCE]: { type: 'vector', tiles, minzoom: 12, maxzoom: 14 } },
    fade: 'captains',
    images: Object.fromEntries(Object.values(marks).flatMap((mark) => (mark ? [[mark.name, mark.image]] : []))), // prettier-ignore
    layers: [
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'captains-dot',
          type: 'circle',
          minzoom: z(CAPTAINS_FROM),
          maxzoom: z(YIELDS_FROM),
          paint: {
            'circle-color': colour(theme, 'unit.volunteer'),
            'circle-radius': zoomed(DOT, scene),
            'circle-stroke-color': colour(theme, 'signal.halo'),
            'circle-stroke-width': EDGE_PX * scale,
          },
        },
      },
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'captains-point',
          type: 'symbol',
          minzoom: z(YIELDS_FROM),
          maxzoom: z(MARKS_FROM),
          layout: {
            ...(marks.dot ? { 'icon-image': marks.dot.name } : {}),
            'icon-size': zoomed(DOT.map(([at, r]) => [at, (2 * (r + EDGE_PX)) / CAPTAIN_PX] as const), scene), // prettier-ignore
            // On symbols, under which it lies, and on each other, but on no name.
            'icon-overlap': 'cooperative',
            'icon-padding': 0,
          },
        },
      },
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'captains-mark',
          type: 'symbol',
          minzoom: z(MARKS_FROM),
          layout: {
            ...(marks.armband ? { 'icon-image': marks.armband.name } : {}),
            'icon-size': zoomed([[MARKS_FROM, 10 / CAPTAIN_PX], [18.5, 14 / CAPTAIN_PX]], scene), // prettier-ignore
            // Background to what happens: where a name or a symbol stands there is none, and none is written on.
            'icon-padding': 1,
            'text-field': ['get', 'n'],
            'text-font': LABEL_FONT,
            'text-size': 11.5 * scale,
            'text-anchor': 'top',
            'text-offset': [0, 0.6],
            'text-optional': true,
            'text-padding': 4,
          },
          paint: {
            'text-color': colour(theme, 'map.label.2'),
            'text-halo-color': colour(theme, 'map.label.halo'),
            'text-halo-width': 1.4 * scale,
          },
        },
      },
    ],
  };
}

/** How many there are in each area of a level. */
function countBuildings({ degrees, each }: Shown, level: number): CountChip[] {
  const { cellAt } = areaStore.getState();
  const cells = Array.from(each, (i) => cellAt(degrees[2 * i]!, degrees[2 * i + 1]!));
  return countByArea(cells, level).map(([area, n]) => ({ area, text: `■ ${formatCount(n)}` }));
}
