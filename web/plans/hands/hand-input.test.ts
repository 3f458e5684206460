import { describe, expect, test } from 'vitest';

import type { HandEvent } from '../../map/watch-hand.ts';

import { handInput, metresPerPxAt } from './hand-input.ts';
import { arrowStep, moveCursor } from './map-cursor.ts';

const event = (kind: HandEvent['kind'], more: Partial<HandEvent> = {}): HandEvent => ({ kind, at: [118, 32], x: 5, y: 6, shift: false, alt: false, touch: false, ...more }); // prettier-ignore

describe('a hand on the map', () => {
  test('is told to the tool with what it held', () => {
    expect(handInput(event('tap', { shift: true }), 'split', 2)).toEqual({ kind: 'place', at: [118, 32], metresPerPx: 2, add: true, free: false }); // prettier-ignore
    expect(handInput(event('hover', { alt: true }), 'split', 2)).toMatchObject({ kind: 'hover', free: true }); // prettier-ignore
    expect(handInput(event('press'), 'vertex', 2)).toMatchObject({ kind: 'press' });
    expect(handInput(event('leave'), 'split', 2)).toBeNull();
  });

  test('ends a drawing by a double click or a finger that stays', () => {
    expect(handInput(event('double'), 'split', 2)).toEqual({ kind: 'finish' });
    expect(handInput(event('hold'), 'carve', 2)).toEqual({ kind: 'finish' });
  });

  test('adds to what is selected by a finger that stays', () => {
    expect(handInput(event('hold', { touch: true }), 'select', 2)).toMatchObject({ kind: 'place', add: true }); // prettier-ignore
    expect(handInput(event('double'), 'select', 2)).toBeNull();
  });

  test('knows how many metres a px is', () => {
    // A degree of latitude is some 111 km; the view is turned by a quarter.
    const unproject = (x: number): [number, number] => [118, 32 + x / 1e5];
    expect(metresPerPxAt({ unproject }, 400, 300)).toBeCloseTo(1.11, 2);
    expect(metresPerPxAt({ unproject: () => null }, 0, 0)).toBeNull();
  });
});

describe("the map's cursor", () => {
  const size = { width: 800, height: 600 };
  test('goes by arrows, farther with Shift', () => {
    expect(arrowStep('ArrowLeft', false)).toEqual([-8, 0]);
    expect(arrowStep('ArrowDown', true)).toEqual([0, 64]);
    expect(arrowStep('a', true)).toBeNull();
    expect(moveCursor({ x: 400, y: 300 }, [-8, 0], size)).toEqual({ cursor: { x: 392, y: 300 }, pan: [0, 0] }); // prettier-ignore
  });
  test('stays within, and the map moves under it', () => {
    expect(moveCursor({ x: 50, y: 300 }, [-64, 0], size)).toEqual({ cursor: { x: 48, y: 300 }, pan: [-62, 0] }); // prettier-ignore
    expect(moveCursor({ x: 400, y: 550 }, [0, 64], size)).toEqual({ cursor: { x: 400, y: 552 }, pan: [0, 62] }); // prettier-ignore
    expect(moveCursor({ x: 20, y: 20 }, [8, 8], { width: 60, height: 60 })).toEqual({ cursor: { x: 30, y: 30 }, pan: [-2, -2] }); // prettier-ignore
  });
});
