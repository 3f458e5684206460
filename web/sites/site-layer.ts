import type { Layer, PickingInfo } from '@deck.gl/core';
import { IconLayer, ScatterplotLayer } from '@deck.gl/layers';
import type { FeatureCollection } from 'geojson';

import { CAMERA_STATES, SITE_CLASSES, SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { areaStore, siteStore } from '../live/stores.ts';
import { ABOVE } from '../map/above.ts';
import { countChips } from '../map/count-chips.ts';
import { LABEL_FONT } from '../map/expressions.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import {
  cameraForm,
  countLevel,
  designZoom,
  inBounds,
  mapZoom,
  POINTS_FROM,
  STATIONS_FROM,
} from '../map/lod.ts';
import type { DrawContext, MapLayer, StylePart } from '../map/map-layer.ts';
import type { Scene } from '../map/scene.ts';
import { atZoom, CAPS, colour, rgba, SIZES, type Theme } from '../ui/tokens.ts';

import { cameraToken, SITE_SYMBOLS } from './site-symbols.ts';

const NAMES_FROM = 17;
const WEDGES_FROM = 16.6;
const WEDGE_M = 34;

/** Sites by kind, as positions and indices into the packed ones, faulty cameras last (on top). */
interface Sorted {
  packed: PackedSites;
  cameras: Uint32Array;
  stations: Uint32Array;
  points: Uint32Array;
}

function sortSites(packed: PackedSites): Sorted {
  const by: number[][] = [[], [], []];
  for (let i = 0; i < packed.count; i++) by[packed.kind[i]!]!.push(i);
  const of = (kind: (typeof SITE_KINDS)[number]) => Uint32Array.from(by[SITE_KINDS.indexOf(kind)]!);
  return { packed, cameras: of('camera'), stations: of('station'), points: of('management-point') };
}

/** A camera's state now: what was told last, else what was packed. */
function stateOf(packed: PackedSites, i: number): CameraState {
  return (
    siteStore.getState().states.get(packed.ids[i]!)?.state ??
    CAMERA_STATES[packed.state[i]!] ??
    'unreachable'
  );
}

function at(packed: PackedSites, i: number): [number, number] {
  return [packed.positions[2 * i]!, packed.positions[2 * i + 1]!];
}

const NO_NAMES: FeatureCollection = { type: 'FeatureCollection', features: [] };

function stationNames(packed: PackedSites): FeatureCollection {
  const features: FeatureCollection['features'] = [];
  for (const i of sortSites(packed).stations)
    features.push({
      type: 'Feature',
      properties: { n: packed.names[i] ?? '' },
      geometry: { type: 'Point', coordinates: at(packed, i) },
    });
  return { type: 'FeatureCollection', features };
}

/** Names of stations, near; the map's own labels, for they never move and must make room for others. */
function namesPart(scene: Scene, data: FeatureCollection): StylePart {
  const { theme, scale } = scene;
  return {
    sources: { stations: { type: 'geojson', data } },
    layers: [
      {
        slot: 'labels',
        layer: {
          id: 'sites-station-names',
          type: 'symbol',
          source: 'stations',
          minzoom: mapZoom(NAMES_FROM, scene),
          layout: {
            visibility: scene.layers.stations ? 'visible' : 'none',
            'text-field': ['get', 'n'],
            'text-font': LABEL_FONT,
            'text-size': 11.5 * scale,
            'text-anchor': 'top',
            'text-offset': [0, 0.9],
            'text-max-width': 8,
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

/** Cameras (shares online far out, dots, icons with what they see), stations by kind, management points near. */
export function createSiteLayer(): MapLayer {
  let sorted: Sorted | null = null;
  let dots: { key: unknown[]; data: unknown; slots: Uint32Array } | null = null;
  let states: CameraState[] = [];
  let statesFor: unknown = null;
  let indexOf = new Map<number, number>();
  let names = NO_NAMES;
  let namesFor: PackedSites | null = null;

  const prepare = (): Sorted | null => {
    const { packed, states: told } = siteStore.getState();
    if (!packed) return null;
    if (sorted?.packed !== packed) {
      sorted = sortSites(packed);
      statesFor = null;
      indexOf = new Map([...packed.ids].map((id, i) => [id, i]));
    }
    if (statesFor !== told) {
      statesFor = told;
      states = Array.from(sorted.cameras, (i) => stateOf(packed, i));
      dots = null;
    }
    return sorted;
  };

  const dotData = (s: Sorted, theme: Theme) => {
    const key = [theme, statesFor, s.packed];
    if (dots && dots.key.every((k, i) => k === key[i])) return dots;
    const n = s.cameras.length;
    // Faulty ones last, so that they lie on top.
    const order = [...s.cameras.keys()].sort((a, b) => Number(states[a] !== 'online') - Number(states[b] !== 'online')); // prettier-ignore
    const positions = new Float64Array(2 * n);
    const fill = new Uint8Array(4 * n);
    const radius = new Float32Array(n);
    const slots = new Uint32Array(n);
    order.forEach((k, j) => {
      const i = s.cameras[k]!;
      slots[j] = i;
      positions[2 * j] = s.packed.positions[2 * i]!;
      positions[2 * j + 1] = s.packed.positions[2 * i + 1]!;
      fill.set(rgba(theme, cameraToken(states[k]!)), 4 * j);
      radius[j] = states[k] === 'online' ? 1 : 1.5;
    });
    dots = {
      key,
      slots,
      data: {
        length: n,
        attributes: {
          getPosition: { value: positions, size: 2 },
          getFillColor: { value: fill, size: 4, normalized: true },
          getRadius: { value: radius, size: 1 },
        },
      },
    };
    return dots;
  };

  const drawCameras = (c: DrawContext, s: Sorted, zoom: number): Layer[] => {
    const { theme, scale } = c.scene;
    const form = cameraForm(zoom);
    if (form === 'none') return [];
    if (form === 'share') return drawShares(c, s, zoom);
    const near = form === 'icon' ? [...s.cameras.keys()].filter((k) => inBounds(at(s.packed, s.cameras[k]!), c.bounds, 0.06)) : []; // prettier-ignore
    if (form === 'dot' || near.length > CAPS.cameraIcons) {
      const { data } = dotData(s, theme);
      return [
        new ScatterplotLayer({
          id: 'sites-camera-dots',
          data: data as never,
          radiusUnits: 'pixels',
          radiusScale: atZoom(SIZES['camera.dotRadius'], zoom) * 1.1 * scale,
          stroked: true,
          lineWidthUnits: 'pixels',
          getLineWidth: 0.8 * scale,
          getLineColor: rgba(theme, 'signal.halo', 0.8),
          billboard: true,
          pickable: true,
          ...ABOVE,
        }),
      ];
    }
    const atlas = atlasOf('sites', SITE_SYMBOLS, theme, scale);
    const icon = {
      iconAtlas: atlas.canvas as never,
      iconMapping: atlas.mapping,
      getPosition: (k: number) => at(s.packed, s.cameras[k]!),
      billboard: true,
      ...ATLAS_TEXTURE,
      ...ABOVE,
    };
    const layers: Layer[] = [];
    if (zoom >= WEDGES_FROM)
      layers.push(
        new IconLayer<number>({
          ...icon,
          id: 'sites-camera-wedges',
          data: near.filter((k) => states[k] === 'online' && !Number.isNaN(s.packed.azimuthDeg[s.cameras[k]!]!)), // prettier-ignore
          getIcon: () => 'wedge',
          getAngle: (k: number) => -s.packed.azimuthDeg[s.cameras[k]!]!,
          getSize: WEDGE_M * CELL_PER_SYMBOL,
          sizeUnits: 'meters',
          alphaCutoff: 0,
        } as never),
      );
    layers.push(
      new IconLayer<number>({
        ...icon,
        id: 'sites-camera-icons',
        data: near,
        getIcon: (k: number) =>
          `${SITE_CLASSES.camera[s.packed.class[s.cameras[k]!]!] ?? 'fixed'}-${states[k]}`,
        getSize: atZoom(SIZES['camera.icon'], zoom) * scale * CELL_PER_SYMBOL,
        sizeUnits: 'pixels',
        pickable: true,
        updateTriggers: { getIcon: states },
      } as never),
    );
    return layers;
  };

  let shares: { key: unknown[]; chips: { at: [number, number]; text: string }[] } | null = null;
  const drawShares = (c: DrawContext, s: Sorted, zoom: number): Layer[] => {
    const { cellAt, chainOf, byId, packed } = areaStore.getState();
    const level = countLevel(zoom, packed?.areas ?? []);
    const key = [level, statesFor, s.packed, packed];
    if (!shares || !shares.key.every((k, i) => k === key[i])) {
      const online = new Map<number, [number, number]>();
      s.cameras.forEach((i, k) => {
        const area = chainOf(cellAt(...at(s.packed, i))).findLast((a) => a.level <= level);
        if (!area) return;
        const of = online.get(area.id) ?? [0, 0];
        of[0] += states[k] === 'online' ? 1 : 0;
        of[1] += 1;
        online.set(area.id, of);
      });
      shares = {
        key,
        chips: [...online].map(([id, [up, all]]) => ({
          at: byId.get(id)!.labelAt,
          text: `${Math.floor((100 * up) / all)}%`,
        })),
      };
    }
    return countChips('sites-camera-shares', c, shares.chips, { row: 3, token: 'camera.online' });
  };

  const drawStations = (c: DrawContext, s: Sorted, zoom: number): Layer[] => {
    if (zoom < STATIONS_FROM) return [];
    const { theme, scale } = c.scene;
    const near = [...s.stations].filter((i) => inBounds(at(s.packed, i), c.bounds, 0.05));
    const atlas = atlasOf('sites', SITE_SYMBOLS, theme, scale);
    const size = atZoom(SIZES.station, zoom) * scale;
    const layers: Layer[] = [
      new IconLayer<number>({
        id: 'sites-stations',
        data: near.slice(0, CAPS.stations),
        iconAtlas: atlas.canvas as never,
        iconMapping: atlas.mapping,
        getPosition: (i: number) => at(s.packed, i),
        getIcon: (i: number) => `station-${SITE_CLASSES.station[s.packed.class[i]!] ?? 'other'}`,
        getSize: size * CELL_PER_SYMBOL,
        sizeUnits: 'pixels',
        billboard: true,
        pickable: true,
        ...ATLAS_TEXTURE,
        ...ABOVE,
      } as never),
    ];
    return layers;
  };
  const drawPoints = (c: DrawContext, s: Sorted, zoom: number): Layer[] => {
    if (zoom < POINTS_FROM) return [];
    const near = [...s.points].filter((i) => inBounds(at(s.packed, i), c.bounds, 0.02));
    return [
      new ScatterplotLayer<number>({
        id: 'sites-points',
        data: near,
        getPosition: (i) => at(s.packed, i),
        getRadius: 3.2 * c.scene.scale,
        getFillColor: rgba(c.scene.theme, 'signal.halo', 0.8),
        getLineColor: rgba(c.scene.theme, 'station'),
        getLineWidth: 1.4 * c.scene.scale,
        stroked: true,
        radiusUnits: 'pixels',
        lineWidthUnits: 'pixels',
        billboard: true,
        pickable: true,
        ...ABOVE,
      }),
    ];
  };

  return {
    key: 'sites',
    style: (scene) => {
      const { packed } = siteStore.getState();
      if (packed !== namesFor) {
        namesFor = packed;
        names = packed ? stationNames(packed) : NO_NAMES;
      }
      return namesPart(scene, names);
    },
    ready: ({ layers }) =>
      !(layers.cameras || layers.stations || layers.points) ||
      siteStore.getState().load === 'ready',
    draw: (c) => {
      const s = prepare();
      if (!s) return [];
      const zoom = designZoom(c.zoom, c.scene);
      return [
        ...(c.scene.layers.cameras ? drawCameras(c, s, zoom) : []),
        ...(c.scene.layers.points ? drawPoints(c, s, zoom) : []),
        ...(c.scene.layers.stations ? drawStations(c, s, zoom) : []),
      ];
    },
    pick: ({ layer, index, object }: PickingInfo) => {
      if (!sorted || index < 0) return null;
      const i =
        layer?.id === 'sites-camera-dots'
          ? dots?.slots[index]
          : layer?.id === 'sites-camera-icons'
            ? sorted.cameras[object as number]
            : (object as number | undefined);
      return i === undefined ? null : { noun: 'sites', id: sorted.packed.ids[i]! };
    },
    place: (selection) => {
      if (selection.noun !== 'sites' || !sorted) return null;
      const i = indexOf.get(selection.id);
      return i === undefined ? null : at(sorted.packed, i);
    },
    watch: (changed) =>
      siteStore.subscribe((now, was) => {
        if (now.packed !== was.packed) changed('style');
        changed('draw');
      }),
  };
}
