import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { watchHand, type HandEvent, type HandWatch } from './watch-hand.ts';

let container: HTMLDivElement;
let canvas: HTMLDivElement;
let told: HandEvent[];
let hand: HandWatch;
let panned: [number, number][];
/** What the map itself hears. */
let heard: string[];

beforeEach(() => {
  vi.useFakeTimers();
  container = document.createElement('div');
  canvas = document.createElement('div');
  container.append(canvas);
  document.body.append(container);
  [told, panned, heard] = [[], [], []];
  const map = {
    getCanvasContainer: () => canvas,
    getCanvas: () => canvas,
    unproject: ([x, y]: [number, number]) => ({ lng: x / 10, lat: y / 10 }),
    panBy: (by: [number, number]) => panned.push(by),
  };
  for (const type of ['mousedown', 'click', 'dblclick', 'touchstart'])
    canvas.addEventListener(type, () => heard.push(type));
  hand = watchHand(container, () => map as never, (event) => told.push(event)); // prettier-ignore
});
afterEach(() => {
  hand.stop();
  container.remove();
  vi.useRealTimers();
});

function point(type: string, x: number, y: number, more: PointerEventInit = {}): void {
  const event = new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: more.button ?? 0, shiftKey: more.shiftKey ?? false }); // prettier-ignore
  const { pointerId = 1, pointerType = 'mouse' } = more;
  Object.defineProperties(event, { pointerId: { value: pointerId }, pointerType: { value: pointerType } }); // prettier-ignore
  canvas.dispatchEvent(event);
}
const kinds = (): string[] => told.map(({ kind }) => kind);
const finger = (pointerId: number): PointerEventInit => ({ pointerId, pointerType: 'touch' });

test('while nothing is drawn the map has every click, and nothing is told', () => {
  point('pointerdown', 10, 10);
  point('pointerup', 10, 10);
  point('click', 10, 10);
  expect([told, heard]).toEqual([[], ['click']]);
});

test('a click, a click that strays a little, and a second one', () => {
  hand.setMode('tool');
  for (const [x, y] of [
    [10, 20],
    [10, 21],
  ] as const) {
    // prettier-ignore
    point('pointerdown', 10, 20);
    point('pointermove', x, y);
    point('pointerup', x, y);
  }
  expect(kinds()).toEqual(['tap', 'double']);
  expect(told[0]).toMatchObject({ at: [1, 2], x: 10, y: 20, touch: false });
  point('mousedown', 10, 20);
  point('dblclick', 10, 20);
  expect(heard).toEqual([]);
});

test('a drag begins where it was pressed', () => {
  hand.setMode('tool');
  point('pointerdown', 10, 10);
  point('pointermove', 30, 10);
  point('pointerup', 40, 10);
  expect(told.map(({ kind, x }) => [kind, x])).toEqual([['press', 10], ['drag', 30], ['drop', 40]]); // prettier-ignore
});

test('where a drag moves the map it is not told, but with Shift', () => {
  hand.setMode('map');
  point('mousedown', 10, 10);
  point('pointerdown', 10, 10);
  point('pointermove', 30, 10);
  point('pointerup', 30, 10);
  expect([kinds(), heard]).toEqual([[], ['mousedown']]);
  point('mousedown', 10, 10, { shiftKey: true });
  point('pointerdown', 10, 10, { shiftKey: true });
  point('pointermove', 30, 10, { shiftKey: true });
  point('pointerup', 30, 10, { shiftKey: true });
  expect([kinds(), heard]).toEqual([['press', 'drag', 'drop'], ['mousedown']]);
});

test('the right button moves the map, and so does the left one while Space is held', () => {
  hand.setMode('tool');
  point('pointerdown', 10, 10, { button: 2 });
  point('pointermove', 15, 12, { button: 2 });
  point('pointerup', 15, 12, { button: 2 });
  expect(panned).toEqual([[-5, -2]]);
  window.dispatchEvent(new KeyboardEvent('keydown', { key: ' ' }));
  point('mousedown', 10, 10);
  point('pointerdown', 10, 10);
  point('pointermove', 30, 10);
  point('pointerup', 30, 10);
  expect([kinds(), heard]).toEqual([[], ['mousedown']]);
});

test('a finger that stays is a hold, and no tap besides', () => {
  hand.setMode('tool');
  point('pointerdown', 10, 10, finger(1));
  vi.advanceTimersByTime(600);
  point('pointerup', 10, 10, finger(1));
  expect(kinds()).toEqual(['hold']);
});

test('two fingers are neither a tap nor a drag; the next finger alone is one again', () => {
  hand.setMode('tool');
  point('pointerdown', 10, 10, finger(1));
  point('pointerdown', 60, 10, finger(2));
  point('pointermove', 90, 10, finger(2));
  point('pointerup', 90, 10, finger(2));
  point('pointerup', 10, 10, finger(1));
  expect(told).toEqual([]);
  point('pointerdown', 10, 10, finger(3));
  point('pointerup', 10, 10, finger(3));
  expect(kinds()).toEqual(['tap']);
});
