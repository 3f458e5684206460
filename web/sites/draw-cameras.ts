import type { Layer } from '@deck.gl/core';

import type { CameraState } from '#data/sites/site.ts';
import type { PackedAreas } from '#data/wire/packed.ts';

import { countByArea } from '../live/count-by-area.ts';
import { areaStore } from '../live/stores.ts';
import { DotMarks, IconMarks } from '../map/mark-layers.ts';
import type { CountChip } from '../map/draw-counts.ts';
import { ATLAS_TEXTURE, atlasOf, CELL_PER_SYMBOL } from '../map/icon-atlas.ts';
import { cameraForm, countLevel, createHeldFrame, inBounds, widen } from '../map/lod.ts';
import type { Bounds, DrawContext } from '../map/map-layer.ts';
import { above, dotsAmongNames, overNames } from '../map/opacity.ts';
import { remember } from '../map/remember.ts';
import { atZoom, CAPS, rgba, SIZES, type Theme } from '../ui/tokens.ts';

import type { CameraIcons } from './camera-icons.ts';
import { cameraToken, SITE_SYMBOLS, siteSymbol } from './site-symbols.ts';
import { placeOfSite, type SortedSites } from './sort-sites.ts';

/** From this zoom of the design what a camera sees is drawn. */
export const WEDGES_FROM = 16.6;
const WEDGE_M = 34;
/** The dot of one that fails is so many times as large. */
const FAULTY_DOT = 1.5;
/** What is left of an icon that yields to a name, and lies unseen under it else. */
const SPECK_PX = 1.8;

/** Cameras as they are now: a state each, in the order of `sites.cameras`; another array when any differs. */
export interface CamerasNow {
  sites: SortedSites;
  states: readonly CameraState[];
}

interface Dots {
  data: unknown;
  slots: Uint32Array;
}

/** How cameras are drawn: shares online far out, dots, icons with what they see. */
export interface CameraDrawing {
  /** @param selected place among `sites.cameras` of the one that is */
  draw: (c: DrawContext, cameras: CamerasNow, zoom: number, selected?: number) => Layer[];
  /** The site (index) of a picked dot. */
  siteOfDot: (index: number) => number | undefined;
}

/** @param restyle is called when there are other `icons` */
export function createCameraDrawing(icons: CameraIcons, restyle: () => void): CameraDrawing {
  const dotsOf = remember(makeDots);
  const frameOf = createHeldFrame();
  const sharesOf = remember((sites: SortedSites, states: readonly CameraState[], level: number, _: PackedAreas | null) => shareChips(sites, states, level)); // prettier-ignore
  /** What was drawn last: of these one is picked. */
  let dots: Dots | null = null;

  const countShares = (c: DrawContext, { sites, states }: CamerasNow, zoom: number): void => {
    const { packed } = areaStore.getState();
    const level = countLevel(zoom, packed?.areas ?? []);
    c.counts.push({
      id: 'sites-camera-shares',
      chips: sharesOf(sites, states, level, packed),
      token: 'camera.online',
      of: 'cameras',
      level,
    });
  };

  return {
    siteOfDot: (index) => dots?.slots[index],
    draw: (c, cameras, zoom, selected) => {
      const { sites } = cameras;
      const form = cameraForm(zoom);
      if (form === 'none') return [];
      if (form === 'share') {
        countShares(c, cameras, zoom);
        return [];
      }
      const near = camerasAsIcons(sites, zoom, c.bounds);
      if (form === 'icon' && icons.hold(near && cameras, c.bounds)) restyle();
      if (near) return drawIcons(c, cameras, near, zoom, selected);
      dots = dotsOf(sites, cameras.states, c.scene.theme, frameOf(c.bounds));
      return [drawDots(c, dots.data, zoom)];
    },
  };
}

/** Those within the map's frame, as places among `sites.cameras`, where they are near enough and few enough to be drawn as icons; else null. */
export function camerasAsIcons(
  { packed, cameras }: SortedSites,
  zoom: number,
  bounds: Bounds,
): number[] | null {
  if (cameraForm(zoom) !== 'icon') return null;
  const [west, south, east, north] = widen(bounds, 0.06);
  const near: number[] = [];
  // Each frame asks it of every camera.
  for (let k = 0; k < cameras.length; k++) {
    const lng = packed.positions[2 * cameras[k]!]!;
    const lat = packed.positions[2 * cameras[k]! + 1]!;
    if (!(lng >= west && lng <= east && lat >= south && lat <= north)) continue;
    if (near.length === CAPS.cameraIcons) return null;
    near.push(k);
  }
  return near;
}

/** Whether a camera, by its place among `sites.cameras`, has a direction and can see: only then it has a wedge. */
export function sees({ sites: { packed, cameras }, states }: CamerasNow, k: number): boolean {
  return states[k] === 'online' && !Number.isNaN(packed.azimuthDeg[cameras[k]!]!);
}

/** Those within a frame, one data object for as long as states and frame stay; faulty ones last, so that they lie on top. All 17,000 took a third of a second to be asked which of them is under the pointer. */
function makeDots(
  { packed, cameras }: SortedSites,
  states: readonly CameraState[],
  theme: Theme,
  frame: Bounds,
): Dots {
  const here = [...cameras.keys()].filter((k) => inBounds(placeOfSite(packed, cameras[k]!), frame));
  const n = here.length;
  const order = here.sort((a, b) => Number(states[a] !== 'online') - Number(states[b] !== 'online')); // prettier-ignore
  const positions = new Float64Array(2 * n);
  const fill = new Uint8Array(4 * n);
  const radius = new Float32Array(n);
  const slots = new Uint32Array(n);
  order.forEach((k, j) => {
    const i = cameras[k]!;
    slots[j] = i;
    positions[2 * j] = packed.positions[2 * i]!;
    positions[2 * j + 1] = packed.positions[2 * i + 1]!;
    fill.set(rgba(theme, cameraToken(states[k]!)), 4 * j);
    radius[j] = states[k] === 'online' ? 1 : FAULTY_DOT;
  });
  const attributes = {
    getPosition: { value: positions, size: 2 },
    getFillColor: { value: fill, size: 4, normalized: true },
    getRadius: { value: radius, size: 1 },
  };
  return { slots, data: { length: n, attributes } };
}

function drawDots({ scene }: DrawContext, data: unknown, zoom: number): Layer {
  const radius = atZoom(SIZES['camera.dotRadius'], zoom) * 1.1 * scene.scale;
  return new DotMarks({
    id: 'sites-camera-dots',
    data: data as never,
    radiusUnits: 'pixels',
    radiusScale: radius,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: 0.8 * scene.scale,
    getLineColor: rgba(scene.theme, 'signal.halo', 0.8),
    billboard: true,
    pickable: true,
    ...dotsAmongNames(scene, 'cameras', FAULTY_DOT * radius),
  } as never);
}

/**
 * Icons of those that fail, and what the others see; of these the map has the icons (`camera-icons`), and deck what is
 * picked: a dot under each, which is all that is seen of one whose icon yields to a name.
 *
 * @param near places among `sites.cameras`
 */
function drawIcons(
  { scene }: DrawContext,
  now: CamerasNow,
  near: number[],
  zoom: number,
  selected?: number,
): Layer[] {
  const { sites, states } = now;
  const { packed, cameras } = sites;
  const atlas = atlasOf('sites', SITE_SYMBOLS, scene.theme, scene.scale);
  const getPosition = (k: number) => placeOfSite(packed, cameras[k]!);
  const icon = {
    iconAtlas: atlas.canvas as never,
    iconMapping: atlas.mapping,
    getPosition,
    billboard: true,
    ...ATLAS_TEXTURE,
    ...overNames(scene, 'cameras'),
  };
  const plain = (k: number): boolean => states[k] !== 'online' || k === selected;
  const size = atZoom(SIZES['camera.icon'], zoom) * scene.scale;
  const layers: Layer[] = [];
  if (zoom >= WEDGES_FROM && !scene.without?.includes('wedges'))
    layers.push(
      new IconMarks<number>({
        ...icon,
        id: 'sites-camera-wedges',
        data: near.filter((k) => sees(now, k)),
        getIcon: () => 'wedge',
        getAngle: (k: number) => -packed.azimuthDeg[cameras[k]!]!,
        getSize: WEDGE_M * CELL_PER_SYMBOL,
        sizeUnits: 'meters',
        alphaCutoff: 0,
        ...above(scene, 'wedges'),
      } as never),
    );
  layers.push(
    new DotMarks<number>({
      id: 'sites-camera-specks',
      data: near.filter((k) => !plain(k)),
      getPosition,
      getRadius: SPECK_PX * scene.scale,
      getFillColor: rgba(scene.theme, cameraToken('online')),
      radiusUnits: 'pixels',
      billboard: true,
      pickable: true,
      ...above(scene, 'cameras'),
    } as never),
    new IconMarks<number>({
      ...icon,
      id: 'sites-camera-icons',
      data: near.filter(plain),
      getIcon: (k: number) => siteSymbol(packed, cameras[k]!, states[k]!),
      getSize: size * CELL_PER_SYMBOL,
      roomPx: size,
      sizeUnits: 'pixels',
      pickable: true,
      updateTriggers: { getIcon: states },
    } as never),
  );
  return layers;
}

/** How many per cent of an area's cameras are online. */
function shareChips(
  { packed, cameras }: SortedSites,
  states: readonly CameraState[],
  level: number,
): CountChip[] {
  const { cellAt } = areaStore.getState();
  const cells = Array.from(cameras, (i) => cellAt(...placeOfSite(packed, i)));
  const online = new Map(
    countByArea(
      cells.filter((_, k) => states[k] === 'online'),
      level,
    ),
  );
  return countByArea(cells, level).map(([area, all]) => ({
    area,
    text: `◉ ${Math.floor((100 * (online.get(area) ?? 0)) / all)}%`,
  }));
}
