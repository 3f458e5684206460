import type { TextLayer } from '@deck.gl/layers';
import { expect, it } from 'vitest';

import { drawCounts, type CountRow } from './draw-counts.ts';
import type { DrawContext } from './map-layer.ts';
import { LAYER_KEYS, type Scene } from './scene.ts';
import { placeAtPx, worldPx } from './world-px.ts';

const HERE: [number, number] = [118.8, 32];
const THERE: [number, number] = [118.9, 32];
const ZOOM = 10;

const scene = {
  screen: 'watch',
  theme: 'dark',
  scale: 1,
  layers: Object.fromEntries(LAYER_KEYS.map((key) => [key, true])),
} as Scene;

const row = (of: CountRow['of'], ...chips: CountRow['chips']): CountRow => ({
  id: `${of}-counts`,
  chips,
  token: 'area.label',
  of,
});

/** What is written and how far below its place, top down. */
function written(counts: CountRow[], taken: Parameters<typeof drawCounts>[1] = []) {
  const layers = drawCounts({ scene, zoom: ZOOM, counts } as unknown as DrawContext, taken);
  return layers
    .flatMap(
      (layer) =>
        (layer as TextLayer<{ at: number[]; text: string; below: number }>).props.data as {
          at: number[];
          text: string;
          below: number;
        }[],
    ) // prettier-ignore
    .sort((a, b) => a.at[0]! - b.at[0]! || a.below - b.below);
}

it("writes an area's counts line under line in one order, whoever counted first, and leaves no line free", () => {
  const lines = written([
    row('captains', { at: HERE, text: '■ 9' }, { at: THERE, text: '■ 8' }),
    row('units', { at: HERE, text: '● 3' }),
    row('incidents', { at: HERE, text: '▲ 1' }),
  ]);
  expect(lines.map(({ text }) => text)).toEqual(['▲ 1', '● 3', '■ 9', '■ 8']);
  // What stands alone stands where the first line of the others does: under the name.
  expect(lines[3]!.below).toBe(lines[0]!.below);
  expect(lines[1]!.below - lines[0]!.below).toBeCloseTo(lines[2]!.below - lines[1]!.below);
});

it('goes lower where a symbol stands, and stays where it is when all of its room is taken', () => {
  const counts = [row('incidents', { at: HERE, text: '▲ 1' })];
  const [free] = written(counts);
  const [x, y] = worldPx(HERE, ZOOM);
  const symbol = { at: placeAtPx([x, y + free!.below], ZOOM), px: 16 };
  const [lower] = written(counts, [symbol]);
  expect(lower!.below).toBeGreaterThan(free!.below + 8);
  expect(written(counts, [{ at: HERE, px: 400 }])[0]!.below).toBe(free!.below);
});
