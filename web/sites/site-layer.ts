import type { Layer, PickingInfo } from '@deck.gl/core';

import { SITE_KINDS, type CameraState } from '#data/sites/site.ts';
import type { PackedSites } from '#data/wire/packed.ts';

import { siteStore } from '../live/stores.ts';
import { OVER_NAMES } from '../map/above.ts';
import { DotMarks, IconMarks } from '../map/mark-layers.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import { cameraForm, designZoom, inBounds, POINTS_FROM, STATIONS_FROM, widen } from '../map/lod.ts';
import type { DrawContext, MapLayer } from '../map/map-layer.ts';
import { overNames } from '../map/opacity.ts';
import { atZoom, CAPS, rgba, SIZES } from '../ui/tokens.ts';

import { createCameraIcons } from './camera-icons.ts';
import { createCameraDrawing } from './draw-cameras.ts';
import { nearStations } from './near-stations.ts';
import { SITE_SYMBOLS, siteSymbol } from './site-symbols.ts';
import { placeOfSite, sortSites, stateOf, type SortedSites } from './sort-sites.ts';
import { namesPart, NO_NAMES, stationNames } from './station-names.ts';
import { tallySites } from './tally-sites.ts';

/** Cameras (shares online far out, dots, icons with what they see), stations by kind, management points near. */
export function createSiteLayer(): MapLayer {
  let restyle = (): void => undefined;
  const icons = createCameraIcons();
  const cameras = createCameraDrawing(icons, () => restyle());
  let sorted: SortedSites | null = null;
  let states: CameraState[] = [];
  let statesFor: unknown = null;
  let indexOf = new Map<number, number>();
  let names = NO_NAMES;
  let namesFor: PackedSites | null = null;

  const prepare = (): SortedSites | null => {
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
    }
    return sorted;
  };

  return {
    key: 'sites',
    style: (scene) => {
      const { packed } = siteStore.getState();
      if (packed !== namesFor) {
        namesFor = packed;
        names = packed ? stationNames(packed) : NO_NAMES;
      }
      const [onNames, onIcons] = [namesPart(scene, names), icons.part(scene)];
      return {
        ...onNames,
        sources: { ...onNames.sources, ...onIcons.sources },
        layers: [...onNames.layers, ...onIcons.layers],
        images: onIcons.images ?? {},
      };
    },
    ready: ({ layers }) =>
      !(layers.cameras || layers.stations || layers.points) ||
      siteStore.getState().load === 'ready',
    draw: (c) => {
      const s = prepare();
      if (!s) return [];
      const zoom = designZoom(c.zoom, c.scene);
      const { layers, selection } = c.scene;
      const selected = selection?.noun === 'sites' ? indexOf.get(selection.id) : undefined;
      const now = { sites: s, states };
      return [
        ...(layers.cameras
          ? cameras.draw(
              c,
              now,
              zoom,
              selected === undefined ? undefined : s.cameras.indexOf(selected),
            )
          : []),
        ...(layers.points ? drawPoints(c, s, zoom) : []),
        ...(layers.stations ? drawStations(c, s, zoom) : []),
        ...(selected === undefined ? [] : drawSelected(c, s, selected, zoom)),
      ];
    },
    tally: ({ scene, zoom, bounds }) => {
      const s = prepare();
      return s ? tallySites({ sites: s, states }, scene, designZoom(zoom, scene), bounds) : {};
    },
    pick: ({ layer, index, object }: PickingInfo) => {
      if (!sorted || index < 0) return null;
      const i =
        layer?.id === 'sites-camera-dots'
          ? cameras.siteOfDot(index)
          : ['sites-camera-icons', 'sites-camera-specks'].includes(layer?.id ?? '')
            ? sorted.cameras[object as number]
            : (object as number | undefined);
      return i === undefined ? null : { noun: 'sites', id: sorted.packed.ids[i]! };
    },
    place: (selection) => {
      if (selection.noun !== 'sites' || !sorted) return null;
      const i = indexOf.get(selection.id);
      return i === undefined ? null : placeOfSite(sorted.packed, i);
    },
    watch: (changed) => {
      restyle = () => changed('style');
      return siteStore.subscribe((now, was) => {
        if (now.packed !== was.packed) changed('style');
        changed('draw');
      });
    },
  };
}

function drawStations(c: DrawContext, sites: SortedSites, zoom: number): Layer[] {
  if (zoom < STATIONS_FROM) return [];
  return [
    new IconMarks<number>({
      ...iconsOf(c, sites.packed),
      id: 'sites-stations',
      data: nearStations(sites, c.bounds, CAPS.stations),
      getSize: atZoom(SIZES.station, zoom) * c.scene.scale * CELL_PER_SYMBOL,
      roomPx: atZoom(SIZES.station, zoom) * c.scene.scale,
      ...overNames(c.scene, 'stations'),
    } as never),
  ];
}

function drawPoints(c: DrawContext, { packed, points }: SortedSites, zoom: number): Layer[] {
  if (zoom < POINTS_FROM) return [];
  const wide = widen(c.bounds, 0.02);
  const near = [...points].filter((i) => inBounds(placeOfSite(packed, i), wide));
  return [new DotMarks<number>({ ...pointsOf(c, packed), id: 'sites-points', data: near, ...overNames(c.scene, 'points') })]; // prettier-ignore
}

/** The one that is selected, where its layer does not draw it: too far out for it, or switched off. */
function drawSelected(c: DrawContext, s: SortedSites, i: number, zoom: number): Layer[] {
  const { packed } = s;
  const { layers, scale } = c.scene;
  const kind = SITE_KINDS[packed.kind[i]!];
  if (kind === 'management-point')
    return layers.points && zoom >= POINTS_FROM
      ? []
      : [new DotMarks<number>({ ...pointsOf(c, packed), id: 'sites-selected', data: [i], ...OVER_NAMES })]; // prettier-ignore
  const camera = kind === 'camera';
  const drawn = camera
    ? layers.cameras && cameraForm(zoom) === 'icon'
    : layers.stations && zoom >= STATIONS_FROM;
  if (drawn) return [];
  const size = atZoom(SIZES[camera ? 'camera.icon' : 'station'], zoom);
  return [
    new IconMarks<number>({
      ...iconsOf(c, packed),
      id: 'sites-selected',
      data: [i],
      getSize: size * scale * CELL_PER_SYMBOL,
      updateTriggers: { getIcon: siteStore.getState().states },
      ...OVER_NAMES,
    } as never),
  ];
}

const iconsOf = ({ scene }: DrawContext, packed: PackedSites) => {
  const atlas = atlasOf('sites', SITE_SYMBOLS, scene.theme, scene.scale);
  return {
    iconAtlas: atlas.canvas as never,
    iconMapping: atlas.mapping,
    getPosition: (i: number) => placeOfSite(packed, i),
    getIcon: (i: number) => siteSymbol(packed, i, stateOf(packed, i)),
    sizeUnits: 'pixels',
    billboard: true,
    pickable: true,
    ...ATLAS_TEXTURE,
  } as const;
};

const pointsOf = ({ scene }: DrawContext, packed: PackedSites) =>
  ({
    getPosition: (i: number) => placeOfSite(packed, i),
    getRadius: 3.2 * scene.scale,
    getFillColor: rgba(scene.theme, 'signal.halo', 0.8),
    getLineColor: rgba(scene.theme, 'station'),
    getLineWidth: 1.4 * scene.scale,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    billboard: true,
    pickable: true,
  }) as const;
