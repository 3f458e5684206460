import type { Layer } from '@deck.gl/core';
import { PathLayer } from '@deck.gl/layers';

import { toDegrees, toLattice } from '#data/geo/lattice.ts';
import type { PackedBuildings } from '#data/wire/packed.ts';

import { wantBuildings } from '../live/load-packed.ts';
import { buildingStore } from '../live/stores.ts';
import { ABOVE } from '../map/above.ts';
import { zoomed, zoomedColour } from '../map/expressions.ts';
import { designZoom, mapZoom } from '../map/lod.ts';
import type { Bounds, DrawContext, MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { countInFrame } from '../map/tally.ts';
import { createTileSource } from '../map/tile-source.ts';
import { colour, rgba } from '../ui/tokens.ts';

/** Seen from straight above full height leans too far over its neighbours. */
const RAISED = 0.45;
/** From this zoom of the design footprints are drawn. */
const FOOTPRINTS_FROM = 14.6;
/** Zoom of the map from which their tiles are cut, and all of them fetched: before it one comes near enough to see any. */
const TILES_FROM = 13;

/** Ring `r`, [lng, lat] in degrees. */
function ringAt(p: PackedBuildings, r: number): [number, number][] {
  const ring: [number, number][] = [];
  for (let v = 2 * p.ringStarts[r]!; v < 2 * p.ringStarts[r + 1]!; v += 2)
    ring.push([toDegrees(p.positions[v]!), toDegrees(p.positions[v + 1]!)]);
  return ring;
}

/** How many buildings have the first corner of a ring of theirs within the bounds. */
function countFootprints(p: PackedBuildings, bounds: Bounds): number {
  const [west, south, east, north] = bounds.map(toLattice);
  let n = 0;
  let last = -1;
  for (let r = 0; r < p.ringBuilding.length; r++) {
    if (p.ringBuilding[r] === last) continue;
    const x = p.positions[2 * p.ringStarts[r]!]!;
    const y = p.positions[2 * p.ringStarts[r]! + 1]!;
    if (x < west! || x > east! || y < south! || y > north!) continue;
    last = p.ringBuilding[r]!;
    n++;
  }
  return n;
}

function stylePart(scene: Scene, tiles: string[]): StylePart {
  const { theme, scale } = scene;
  const visibility: 'visible' | 'none' = scene.layers.buildings ? 'visible' : 'none';
  const z = (zoom: number): number => mapZoom(zoom, scene);
  const common = { source: 'buildings', 'source-layer': 'building', layout: { visibility } };
  return {
    sources: { buildings: { type: 'vector', tiles, minzoom: TILES_FROM, maxzoom: 16 } },
    fade: 'buildings',
    layers: [
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'building-shade',
          type: 'fill',
          minzoom: z(15.4),
          paint: {
            'fill-color': colour(theme, 'map.building.shade'),
            'fill-antialias': false,
            'fill-opacity': zoomed([[15.4, 0], [16.2, 0.5]], scene, 1), // prettier-ignore
            'fill-translate': ['interpolate', ['linear'], ['zoom'], z(15.4), ['literal', [0, 0]], z(17), ['literal', [1.5 * scale, 2 * scale]], z(19), ['literal', [4 * scale, 5 * scale]]], // prettier-ignore
            'fill-translate-anchor': 'viewport',
          },
        },
      },
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'building-flat',
          type: 'fill',
          minzoom: z(FOOTPRINTS_FROM),
          paint: {
            'fill-color': zoomedColour([[15.4, colour(theme, 'map.building.hint')], [16.2, colour(theme, 'map.building.fill')]], scene), // prettier-ignore
            // Lines round thousands of small houses would flicker: they come as the houses grow.
            'fill-outline-color': zoomedColour([[15.4, colour(theme, 'map.building.hint')], [16.2, colour(theme, 'map.building.line')]], scene), // prettier-ignore
            'fill-opacity': zoomed([[14.6, 0], [15, 1]], scene, 1), // prettier-ignore
          },
        },
      },
      {
        slot: 'buildings',
        layer: {
          ...common,
          id: 'building-raised',
          type: 'fill-extrusion',
          minzoom: z(15.8),
          paint: {
            // Three tones, or houses in a row would be one roof.
            'fill-extrusion-color': ['match', ['%', ['id'], 3], 0, colour(theme, 'map.building.roof'), 1, colour(theme, 'map.building.roof.2'), colour(theme, 'map.building.roof.3')], // prettier-ignore
            // They rise as one comes near, rather than standing there at once.
            'fill-extrusion-height': ['interpolate', ['linear'], ['zoom'], z(15.8), 0, z(16.4), ['*', RAISED, ['get', 'h']]], // prettier-ignore
            'fill-extrusion-vertical-gradient': true,
          },
        },
      },
    ],
  };
}

const startWorker = (): Worker =>
  new Worker(new URL('./buildings-worker.ts', import.meta.url), { type: 'module' });

/** Buildings, cut into tiles by a worker: footprints from 14.6, raised from 15.8; the selected one is outlined. */
export function createBuildingsLayer(): MapLayer {
  const tiles = createTileSource<PackedBuildings>('buildings', startWorker);
  let held: PackedBuildings | null = null;
  let near = false;
  const indexOf = (id: number): number => buildingStore.getState().packed?.ids.indexOf(id) ?? -1;
  const ringsOf = (id: number): [number, number][][] => {
    const p = buildingStore.getState().packed;
    const index = indexOf(id);
    const rings: [number, number][][] = [];
    if (!p || index < 0) return rings;
    for (let r = 0; r < p.ringBuilding.length; r++) {
      if (p.ringBuilding[r] !== index) continue;
      rings.push(ringAt(p, r));
    }
    return rings;
  };
  const countHere = countInFrame(countFootprints);
  let outlined: { id: number; of: PackedBuildings | null; rings: [number, number][][] } | null =
    null;
  return {
    key: 'buildings',
    style: (scene) => {
      const { packed } = buildingStore.getState();
      if (packed && packed !== held) {
        held = packed;
        tiles.hold(packed);
      }
      if (!held) return { sources: {}, layers: [] };
      return stylePart(scene, tiles.tiles('all'));
    },
    ready: ({ layers, selection }) =>
      !((layers.buildings && near) || selection?.noun === 'buildings') ||
      buildingStore.getState().load === 'ready',
    draw: ({ scene, zoom }: DrawContext): Layer[] => {
      near = zoom >= TILES_FROM;
      if ((near && scene.layers.buildings) || scene.selection?.noun === 'buildings')
        wantBuildings();
      if (scene.selection?.noun !== 'buildings') return [];
      const { id } = scene.selection;
      const { packed } = buildingStore.getState();
      if (outlined?.id !== id || outlined.of !== packed)
        outlined = { id, of: packed, rings: ringsOf(id) };
      const path = { data: outlined.rings, getPath: (r: [number, number][]) => r, widthUnits: 'pixels', jointRounded: true, ...ABOVE } as const; // prettier-ignore
      return [
        new PathLayer({ ...path, id: 'buildings-selected-casing', getColor: rgba(scene.theme, 'map.label.halo', 0.9), getWidth: 5 * scene.scale }), // prettier-ignore
        new PathLayer({ ...path, id: 'buildings-selected', getColor: rgba(scene.theme, 'select'), getWidth: 2.4 * scene.scale }), // prettier-ignore
      ];
    },
    pickAt: (_at, _zoom, _scene, hit) => {
      const id = hit(['building-raised', 'building-flat'])[0];
      return id === undefined ? null : { noun: 'buildings', id };
    },
    tally: ({ scene, zoom, bounds }) => {
      const { packed } = buildingStore.getState();
      if (!packed) return {};
      const inView = countHere(packed, bounds);
      const drawn = scene.layers.buildings && designZoom(zoom, scene) >= FOOTPRINTS_FROM;
      return { buildings: { shown: drawn ? inView : 0, inView } };
    },
    place: (selection) => {
      if (selection.noun !== 'buildings') return null;
      const ring = ringsOf(selection.id)[0];
      if (!ring) return null;
      const sum = ring.slice(1).reduce((s, [x, y]) => [s[0] + x, s[1] + y] as [number, number], [0, 0] as [number, number]); // prettier-ignore
      return [sum[0] / (ring.length - 1), sum[1] / (ring.length - 1)];
    },
    watch: (changed) =>
      buildingStore.subscribe((s, was) => {
        if (s.packed !== was.packed) changed('style');
      }),
  };
}
