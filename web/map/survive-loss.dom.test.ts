import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { surviveLoss } from './survive-loss.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A container with a map's canvas, and what happens to the map. */
function watched() {
  const container = document.createElement('div');
  const done: string[] = [];
  const make = (): HTMLCanvasElement => {
    const canvas = document.createElement('canvas');
    canvas.addEventListener('webglcontextlost', () => done.push('heard by the map'));
    container.append(canvas);
    return canvas;
  };
  const canvas = make();
  const stop = surviveLoss(
    container,
    () => done.push('down'),
    () => {
      make();
      done.push('built');
    },
  );
  const lose = (of: HTMLCanvasElement): Event => {
    const event = new Event('webglcontextlost', { bubbles: false, cancelable: true });
    of.dispatchEvent(event);
    return event;
  };
  return { container, canvas, done, stop, lose };
}

it('takes a map down whose context is lost, and builds one anew once that rests', () => {
  const { container, canvas, done, lose } = watched();
  const event = lose(canvas);
  // The old map is taken down whole; it does not hear of it, and the browser may give a context again.
  expect([done, event.defaultPrevented]).toEqual([['down'], true]);
  vi.runAllTimers();
  expect(done).toEqual(['down', 'down', 'built']);
  expect([container.contains(canvas), container.children.length]).toEqual([false, 1]);
});

it('builds once for contexts that are lost one after the other, and again for the new map', () => {
  const { container, canvas, done, lose } = watched();
  lose(canvas);
  vi.advanceTimersByTime(100);
  lose(canvas);
  vi.advanceTimersByTime(100);
  expect(done).not.toContain('built');
  vi.runAllTimers();
  expect(done.filter((one) => one === 'built')).toHaveLength(1);
  lose(container.querySelector('canvas')!);
  vi.runAllTimers();
  expect(done.filter((one) => one === 'built')).toHaveLength(2);
});

it('builds nothing after it was stopped', () => {
  const { canvas, done, stop, lose } = watched();
  lose(canvas);
  stop();
  vi.runAllTimers();
  lose(canvas);
  vi.runAllTimers();
  expect(done.filter((one) => one !== 'heard by the map')).toEqual(['down']);
});
