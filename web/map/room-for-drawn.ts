import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';
import type { Feature, FeatureCollection } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';

import { LABEL_FONT } from './expressions.ts';
import type { StylePart } from './map-layer.ts';
import type { SourceNews } from './source-news.ts';
import { placeAtPx, worldPx } from './world-px.ts';

const ID = 'drawn-room';
/** Around a text or a symbol, px. */
const PADDING_PX = 2;
/** Coordinates are kept to a tenth of a metre: what moves by less than a pixel is where it was. */
const STEPS_A_DEGREE = 1e6;
/** What moves of its own makes names be placed anew this often at most. */
const EACH_MS = 1_000;
const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Unseen letters where deck writes the same ones, and squares where its symbols stand, placed before every label: a name of the map yields to both. */
export const DRAWN_ROOM: StylePart = {
  sources: { [ID]: { type: 'geojson', data: NONE } },
  layers: [
    {
      slot: 'labels',
      layer: {
        id: ID,
        type: 'symbol',
        source: ID,
        layout: {
          'text-field': ['get', 't'],
          'text-font': LABEL_FONT,
          'text-size': ['get', 's'],
          'text-offset': ['array', 'number', 2, ['get', 'o']],
          // A square is as high as its letter is wide.
          'text-line-height': 1,
          'text-max-width': 100,
          'text-allow-overlap': true,
          'text-padding': PADDING_PX,
        },
        paint: { 'text-opacity': 0.001 },
      },
    },
  ],
};

/** A square that something drawn takes around its place: so many px across. */
export interface Room {
  at: [number, number];
  px: number;
}

/** What a property of a deck layer is for one of its rows. */
function valueOf<T>(given: unknown, row: unknown): T {
  return (typeof given === 'function' ? (given as (of: unknown) => T)(row) : given) as T;
}

/** What a deck layer says beside what deck asks of it. */
interface RoomProps {
  /** How many px across a row is; 0: it keeps nothing off. */
  roomPx?: unknown;
  /** Its rows walk: what keeps names off goes along in steps of so many px, or they would be placed anew all day. */
  roomStepPx?: number;
}

/** The square that is taken by what is within a step of a place. */
function inSteps({ at, px }: Room, step: number, zoom: number): Room {
  const [x, y] = worldPx(at, zoom).map((way) => step * Math.round(way / step)) as [number, number];
  return { at: placeAtPx([x, y], zoom), px: px + step };
}

/**
 * What symbols take: those of layers that say how wide a row is.
 *
 * @param zoom MapLibre's
 */
export function roomsOf(layers: readonly Layer[], zoom: number): Room[] {
  return layers.flatMap(({ props }) => {
    const { roomPx, roomStepPx, getPosition, data } = props as unknown as RoomProps & {
      getPosition: unknown;
      data: readonly unknown[];
    };
    if (roomPx === undefined) return [];
    return data.flatMap((row) => {
      const px = valueOf<number>(roomPx, row);
      if (!(px > 0)) return [];
      const room = { at: valueOf<Room['at']>(getPosition, row), px };
      return [roomStepPx ? inSteps(room, roomStepPx, zoom) : room];
    });
  });
}

/** MapLibre places what is as far as this beyond its frame, px. */
const BEYOND_PX = 96;

/** Squares all around what a map shows: a name that would be cut off by its edge stands within, or is left out. */
export function roomsBeyond(map: MapLibre): Room[] {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const half = BEYOND_PX / 2;
  const rooms: Room[] = [];
  const put = (x: number, y: number): void => {
    const { lng, lat } = map.unproject([x, y]);
    rooms.push({ at: [lng, lat], px: BEYOND_PX });
  };
  for (let x = half; x < width + half; x += BEYOND_PX) [-half, height + half].forEach((y) => put(x, y)); // prettier-ignore
  for (let y = half; y < height + half; y += BEYOND_PX) [-half, width + half].forEach((x) => put(x, y)); // prettier-ignore
  return rooms;
}

const rounded = (degrees: number): number => Math.round(degrees * STEPS_A_DEGREE) / STEPS_A_DEGREE;

function featureAt([lng, lat]: Room['at'], properties: Feature['properties']): Feature {
  const coordinates = [rounded(lng), rounded(lat)];
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates } };
}

function textsOf({ props }: TextLayer<unknown>): Feature[] {
  return (props.data as unknown[]).map((row) => {
    const s = valueOf<number>(props.getSize, row);
    const [x, y] = valueOf<[number, number]>(props.getPixelOffset, row);
    const t = valueOf<string>(props.getText, row);
    return featureAt(valueOf(props.getPosition, row), { t, s, o: [x / s, y / s] });
  });
}

/** Keeps one map's names off what deck draws. */
export interface RoomForDrawn {
  /**
   * What deck draws from now on. The map is told what has changed, and only once it rests: names are
   * placed anew for it, and what they then are changes nothing of what deck draws.
   */
  keep: (map: MapLibre, layers: readonly Layer[], taken: readonly Room[]) => void;
}

/** @param news of the same map: what it is told while its layers are made anew would be lost */
export function createRoomForDrawn(news: SourceNews): RoomForDrawn {
  let told = '[]';
  let toldAt = -Infinity;
  let cameraThen = '';
  return {
    keep: (map, layers, taken) => {
      if (!map.getSource(ID) || map.isMoving()) return;
      const { lng, lat } = map.getCenter();
      const camera = [lng, lat, map.getZoom()].join();
      if (camera === cameraThen && performance.now() - toldAt < EACH_MS) return;
      const texts = layers.flatMap((layer) => (layer instanceof TextLayer ? textsOf(layer) : []));
      const squares = taken.map(({ at, px }) => featureAt(at, { t: '■', s: px, o: [0, 0] }));
      const features = [...texts, ...squares];
      const now = JSON.stringify(features);
      cameraThen = camera;
      if (now === told) return;
      told = now;
      toldAt = performance.now();
      news.tell(ID, { type: 'geojson', data: { type: 'FeatureCollection', features } });
    },
  };
}
