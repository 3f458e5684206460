import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';
import type { Feature, FeatureCollection } from 'geojson';
import type { FilterSpecification, Map as MapLibre } from 'maplibre-gl';

import { LABEL_FONT } from './expressions.ts';
import type { StylePart } from './map-layer.ts';
import { squaresOf } from './rooms-under.ts';
import type { SourceNews } from './source-news.ts';
import { widthInEms } from './text-width.ts';
import { placeAtPx, worldPx } from './world-px.ts';

const ID = 'drawn-room';
/** Around a text or a symbol, px. */
const PADDING_PX = 2;
/** Coordinates are kept to a tenth of a metre: what moves by less than a pixel is where it was. */
const STEPS_A_DEGREE = 1e6;
/** What moves of its own makes names be placed anew this often at most. */
const EACH_MS = 1_000;
const SQUARE = '■';
const NONE: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** Unseen letters or squares, placed before every label. */
const unseen = (
  id: string,
  rest: object,
  filter?: FilterSpecification,
): StylePart['layers'][number] => ({
  slot: 'rooms',
  layer: {
    id,
    type: 'symbol',
    source: ID,
    ...(filter ? { filter } : {}),
    layout: {
      'text-field': ['get', 't'],
      'text-font': LABEL_FONT,
      'text-size': ['get', 's'],
      'text-offset': ['array', 'number', 2, ['get', 'o']],
      // A square is as high as its letter is wide.
      'text-line-height': 1,
      'text-max-width': 100,
      'text-padding': PADDING_PX,
      ...rest,
    },
    paint: { 'text-opacity': 0.001 },
  },
});

/**
 * Unseen letters where deck writes the same ones, and squares where its symbols stand: a name of the map yields to both.
 * An icon that may lie on a symbol but on no name (`cooperative`) is told of letters once more, as of names.
 */
export const DRAWN_ROOM: StylePart = {
  sources: { [ID]: { type: 'geojson', data: NONE } },
  layers: [
    unseen(ID, { 'text-overlap': 'always' }),
    unseen(`${ID}-words`, { 'text-overlap': 'never' }, ['!=', ['get', 't'], SQUARE]),
  ],
};

/** A square that something drawn takes around its place: so many px across. */
export interface Room {
  at: [number, number];
  px: number;
  /** An alarm's: no squad is drawn in it either. */
  alarm?: true;
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
  /** Whether a row is an alarm. */
  roomOfAlarm?: unknown;
}

/** The square that is taken by what is within a step of a place. */
function inSteps({ at, px }: Room, step: number, zoom: number): Room {
  const [x, y] = worldPx(at, zoom).map((way) => step * Math.round(way / step)) as [number, number];
  return { at: placeAtPx([x, y], zoom), px: px + step };
}

/** The squares of a text that stands aside of its place, px. */
function roomsOfText(
  { at, px }: Room,
  text: string,
  [dx, dy]: readonly number[],
  zoom: number,
): Room[] {
  const [x, y] = worldPx(at, zoom);
  const box = { x: x + dx!, y: y + dy!, width: px * widthInEms(text), height: px };
  return squaresOf(box).map((one) => ({ at: placeAtPx([one.x, one.y], zoom), px: one.px }));
}

/**
 * What symbols take: those of layers that say how wide a row is; and words that say how high they are.
 *
 * @param zoom MapLibre's
 */
export function roomsOf(layers: readonly Layer[], zoom: number): Room[] {
  return layers.flatMap((layer) => {
    const { props } = layer;
    const { roomPx, roomStepPx, roomOfAlarm, getPosition, data } = props as unknown as RoomProps & {
      getPosition: unknown;
      data: readonly unknown[];
    };
    if (roomPx === undefined) return [];
    return data.flatMap((row) => {
      const px = valueOf<number>(roomPx, row);
      if (!(px > 0)) return [];
      const room: Room = { at: valueOf(getPosition, row), px };
      if (valueOf<boolean | undefined>(roomOfAlarm, row)) room.alarm = true;
      if (layer instanceof TextLayer)
        return roomsOfText(room, valueOf(layer.props.getText, row), valueOf(layer.props.getPixelOffset, row), zoom); // prettier-ignore
      return [roomStepPx ? inSteps(room, roomStepPx, zoom) : room];
    });
  });
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
   * What deck draws from now on, and what room else is taken. The map is told what has changed, and only once it rests: names are
   * placed anew for it, and what they then are changes nothing of what deck draws.
   */
  keep: (map: MapLibre, layers: readonly Layer[], taken: () => readonly Room[]) => void;
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
      const squares = taken().map(({ at, px }) => featureAt(at, { t: SQUARE, s: px, o: [0, 0] }));
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
