import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';
import type { FeatureCollection, Point } from 'geojson';
import type { Map as MapLibre } from 'maplibre-gl';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createRoomForDrawn, DRAWN_ROOM, roomsOf, type Room } from './room-for-drawn.ts';
import { roomsBeyond } from './rooms-under.ts';
import { placeAtPx, worldPx } from './world-px.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HERE: [number, number] = [118.8, 32];
const layer = (props: object) => ({ props }) as unknown as Layer;
const text = (words: string) =>
  new TextLayer({ id: 'texts', data: [words], getPosition: () => HERE, getText: (d: string) => d, getSize: 20, getPixelOffset: [0, 10] }); // prettier-ignore

it('takes room where a row says how wide it is, and none where it says 0 or its layer nothing', () => {
  const rows = [
    { at: HERE, px: 12 },
    { at: HERE, px: 0 },
  ];
  const getPosition = (row: Room) => row.at;
  const layers = [
    layer({ data: rows, getPosition, roomPx: (row: Room) => row.px }),
    layer({ data: rows, getPosition }),
    layer({ data: [1], getPosition: () => HERE, roomPx: 5 }),
  ];
  expect(roomsOf(layers, 12)).toEqual([
    { at: HERE, px: 12 },
    { at: HERE, px: 5 },
  ]);
});

it('takes the room of words that say how high they are, where they stand aside of their place', () => {
  const ZOOM = 14;
  const words = new TextLayer({ id: 'words', data: ['未确认'], getPosition: () => HERE, getText: (d: string) => d, getPixelOffset: [0, 40], roomPx: 12 } as never); // prettier-ignore
  const [x, y] = worldPx(HERE, ZOOM);
  const from = ({ at, px }: Room) => [...worldPx(at, ZOOM), px];
  const rooms = roomsOf([words], ZOOM).map(from);
  expect(rooms).toHaveLength(3);
  rooms.forEach(([rx, ry, px], i) => {
    expect(rx).toBeCloseTo(x + 12 * (i - 1), 3);
    expect(ry).toBeCloseTo(y + 40, 3);
    expect(px).toBe(12);
  });
  expect(roomsOf([text('未确认')], ZOOM)).toEqual([]);
});

it('keeps the same room for who walks less than a step, and all of them within it', () => {
  const ZOOM = 14;
  const [x, y] = worldPx(HERE, ZOOM);
  const [left, top] = [Math.floor(x / 8) * 8, Math.floor(y / 8) * 8];
  const roomAt = (dx: number, dy: number): Room =>
    roomsOf([layer({ data: [0], getPosition: () => placeAtPx([left + dx, top + dy], ZOOM), roomPx: 16, roomStepPx: 8 })], ZOOM)[0]!; // prettier-ignore
  const rounded = ({ at, px }: Room) => [...at.map((d) => d.toFixed(7)), px];
  expect(rounded(roomAt(-3.9, 1))).toEqual(rounded(roomAt(3.9, -2)));
  expect(rounded(roomAt(4.1, 1))).not.toEqual(rounded(roomAt(3.9, 1)));
  for (const [dx, dy] of [
    [-3.9, 3.9],
    [0, 0],
    [3.5, -3.9],
  ] as const) {
    // prettier-ignore
    const { at, px } = roomAt(dx, dy);
    const [rx, ry] = worldPx(at, ZOOM);
    expect(Math.max(Math.abs(rx - left - dx), Math.abs(ry - top - dy)) + 8).toBeLessThanOrEqual(px / 2); // prettier-ignore
  }
});

/** A map that may move and lack the source, and what its source is told. */
function fakeMap() {
  const told: FeatureCollection[] = [];
  const state = { moving: false, there: true, zoom: 12 };
  const map = {
    getSource: () => (state.there ? {} : undefined),
    isMoving: () => state.moving,
    getCenter: () => ({ lng: HERE[0], lat: HERE[1] }),
    getZoom: () => state.zoom,
  } as unknown as MapLibre;
  const news = {
    stir: () => undefined,
    forget: () => undefined,
    tell: (id: string, source: object) => {
      expect(Object.keys(DRAWN_ROOM.sources)).toContain(id);
      told.push((source as { data: FeatureCollection }).data);
    },
  };
  return { map, news, told, state };
}

it('tells the map of texts as they are set and of symbols as squares, and of nothing twice', () => {
  const { map, news, told } = fakeMap();
  const room = createRoomForDrawn(news);
  room.keep(map, [text('● 12')], () => [{ at: HERE, px: 30 }]);
  vi.advanceTimersByTime(5_000);
  room.keep(map, [text('● 12')], () => [{ at: HERE, px: 30 }]);
  expect(told).toHaveLength(1);
  const [letters, square] = told[0]!.features;
  expect(letters!.properties).toEqual({ t: '● 12', s: 20, o: [0, 0.5] });
  expect(square!.properties).toEqual({ t: '■', s: 30, o: [0, 0] });
  expect((square!.geometry as Point).coordinates).toEqual(HERE);
});

it('waits until the map rests and has its source, then tells once a second at most while it looks at the same', () => {
  const { map, news, told, state } = fakeMap();
  const room = createRoomForDrawn(news);
  const keep = (words: string) => room.keep(map, [text(words)], () => []);
  state.there = false;
  keep('a');
  state.there = true;
  state.moving = true;
  keep('a');
  expect(told).toHaveLength(0);
  state.moving = false;
  keep('a');
  keep('b');
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1_001);
  keep('b');
  expect(told).toHaveLength(2);
  // Elsewhere it is told at once.
  state.zoom = 13;
  keep('c');
  expect(told.map(({ features }) => features[0]!.properties!['t'])).toEqual(['a', 'b', 'c']);
});

it('lies all around what a map shows, without a gap', () => {
  const [width, height] = [500, 300];
  const map = {
    getContainer: () => ({ clientWidth: width, clientHeight: height }),
    unproject: ([lng, lat]: [number, number]) => ({ lng, lat }),
  } as unknown as MapLibre;
  const rooms = roomsBeyond(map);
  const isFull = (x: number, y: number): boolean =>
    rooms.some(({ at, px }) => Math.abs(at[0] - x) <= px / 2 && Math.abs(at[1] - y) <= px / 2);
  for (let x = 0; x <= width; x += 10) expect([isFull(x, -1), isFull(x, height + 1)]).toEqual([true, true]); // prettier-ignore
  for (let y = 0; y <= height; y += 10) expect([isFull(-1, y), isFull(width + 1, y)]).toEqual([true, true]); // prettier-ignore
  expect(isFull(width / 2, height / 2)).toBe(false);
});
