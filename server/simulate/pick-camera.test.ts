import { expect, it } from 'vitest';

import { createDraw } from '#data/sample/draw.ts';

import { pickCamera } from './pick-camera.ts';

it('keeps about as many cameras down as there were, however long it goes on', () => {
  const cameras = Array.from({ length: 1_000 }, (_, i) => ({ code: `${i}`, online: i >= 40 }));
  const draw = createDraw(1, 'cameras');
  const down = (): number => cameras.filter((camera) => !camera.online).length;
  let [least, most] = [down(), down()];
  const touched = new Set<string>();
  for (let i = 0; i < 10_000; i++) {
    const camera = pickCamera(cameras, 40, draw)!;
    camera.online = !camera.online;
    touched.add(camera.code);
    least = Math.min(least, down());
    most = Math.max(most, down());
  }
  expect(least).toBeGreaterThan(10);
  expect(most).toBeLessThan(80);
  expect(touched.size).toBeGreaterThan(900);
});

it('lets the only camera fail, and picks none where there is none', () => {
  const only = { code: '1', online: true };
  expect(pickCamera([only], 0, () => 0.5)).toBe(only);
  expect(pickCamera([], 0, () => 0.5)).toBeUndefined();
});
