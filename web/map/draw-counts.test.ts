import type { TextLayer } from '@deck.gl/layers';
import { expect, it } from 'vitest';

import { areasCounted, drawCounts, levelCounted, type CountRow } from './draw-counts.ts';
import type { AreaName, DrawContext } from './map-layer.ts';
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
const bare: Scene = { ...scene, layers: { ...scene.layers, areas: false } };

const row = (of: CountRow['of'], ...chips: CountRow['chips']): CountRow => ({
  id: `${of}-counts`,
  chips,
  token: 'area.label',
  of,
  level: 2,
});
const name = (area: number, at: [number, number], text: string): AreaName => ({ area, at, text, size: 15, token: 'area.label' }); // prettier-ignore
const NAMES = [name(1, HERE, '青溪'), name(2, THERE, '南浦')];

interface Line {
  at: number[];
  text: string;
  offset: [number, number];
}

/** What is written and how far below its place, top down. */
function written(counts: CountRow[], taken: Parameters<typeof drawCounts>[1] = [], of = scene) {
  const context = { scene: of, zoom: ZOOM, counts } as unknown as DrawContext;
  return drawCounts(context, taken, NAMES, new Map())
    .flatMap((layer) => (layer as TextLayer<Line>).props.data as Line[])
    .map(({ at, text, offset }) => ({ x: at[0]!, text, below: offset[1] }))
    .sort((a, b) => a.x - b.x || a.below - b.below);
}
const textsOf = (lines: ReturnType<typeof written>) => lines.map(({ text }) => text);

it("writes an area's counts under its name, line under line in one order, whoever counted first, and leaves no line free", () => {
  const lines = written([
    row('captains', { area: 1, text: '■ 9' }, { area: 2, text: '■ 8' }),
    row('units', { area: 1, text: '● 3' }),
    row('incidents', { area: 1, text: '▲ 1' }),
  ]);
  expect(textsOf(lines)).toEqual(['青溪', '▲ 1', '● 3', '■ 9', '南浦', '■ 8']);
  const gaps = lines.slice(1, 4).map(({ below }, i) => below - lines[i]!.below);
  expect(gaps[1]).toBeCloseTo(gaps[2]!);
  // What stands alone stands where the first line of the others does: under the name.
  expect(lines[5]!.below - lines[4]!.below).toBeCloseTo(gaps[0]!);
});

it('names the areas that nothing is counted in only while borders are shown, and never leaves a count unnamed', () => {
  const counts = [row('incidents', { area: 1, text: '▲ 1' })];
  expect(textsOf(written(counts))).toEqual(['青溪', '▲ 1', '南浦']);
  expect(textsOf(written(counts, [], bare))).toEqual(['青溪', '▲ 1']);
  // An area that is not there any more has neither.
  expect(textsOf(written([row('incidents', { area: 9, text: '▲ 1' })], [], bare))).toEqual([]);
});

it('goes aside where a symbol stands, the name with its counts', () => {
  const counts = [row('incidents', { area: 1, text: '▲ 1' })];
  const [free, count] = written(counts, [], bare);
  const [x, y] = worldPx(HERE, ZOOM);
  const symbol = { at: placeAtPx([x, y + count!.below], ZOOM), px: 16 };
  const [named, counted] = written(counts, [symbol], bare);
  expect(Math.abs(counted!.below - count!.below)).toBeGreaterThan(8);
  expect(counted!.below - named!.below).toBeCloseTo(count!.below - free!.below);
});

it('says which areas and which level are counted, and that none is', () => {
  const counts = [row('units'), row('incidents', { area: 1, text: '▲ 1' }, { area: 7, text: '▲ 2' })]; // prettier-ignore
  expect([levelCounted(counts), [...areasCounted(counts)]]).toEqual([2, [1, 7]]);
  expect(levelCounted([row('units')])).toBeNull();
});

it('writes names as plainly as borders are, and counts as plainly as what they count', () => {
  const counts = [row('incidents', { area: 1, text: '▲ 1' })];
  const context = { scene: { ...scene, opacity: { areas: 20 } }, zoom: ZOOM, counts } as unknown as DrawContext; // prettier-ignore
  const plain = Object.fromEntries(
    drawCounts(context, [], NAMES, new Map()).map(({ id, props }) => [id, props.opacity]),
  );
  expect(plain['counts-names']).toBeCloseTo(0.2 ** 2.2);
  expect(plain['incidents-counts']).toBe(1);
});
