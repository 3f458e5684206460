import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import { FONT_FAMILY, rgba, type ColourToken } from '../ui/tokens.ts';

import type { DrawContext } from './map-layer.ts';
import { above } from './opacity.ts';
import type { Room } from './room-for-drawn.ts';
import type { LayerKey } from './scene.ts';
import { besideSeams } from './seams.ts';
import { worldPx } from './world-px.ts';

export interface CountChip {
  at: [number, number];
  text: string;
}

/** What one layer counts in place of drawing symbols: a number an area. */
export interface CountRow {
  /** Of the deck layer that writes it. */
  id: string;
  chips: readonly CountChip[];
  token: ColourToken;
  of: LayerKey;
}

/** Which counts of an area stand over which, from its name down. */
const ORDER: readonly LayerKey[] = ['incidents', 'units', 'cameras', 'captains'];
const LINE = 1.36;
/** Between a name and the first line under it, px: what MapLibre keeps free around both. */
const GAP_PX = 7;
/** About half as wide as a letter of a count, ems. */
const HALF_LETTER = 0.32;
/** So many lines farther down the counts of an area may go to be read. */
const LOWEST = 3;

/** The counts of one area: a column whose first line stands under the area's name. */
interface Column {
  at: [number, number];
  lines: { row: CountRow; text: string }[];
  /** By how much it is lower than that, px. */
  lower: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const touch = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/**
 * Writes what layers have counted, an area's counts line by line and no line left free; lower where
 * a symbol (`taken`) or another area's counts stand.
 */
export function drawCounts(c: DrawContext, taken: readonly Room[]): Layer[] {
  const { scene, zoom } = c;
  const columns = columnsOf(c.counts);
  if (columns.length === 0) return [];
  // On a wall nothing is smaller than can be read from its farthest seat.
  const size = (scene.screen === 'wall' ? 27 : 12.5) * scene.scale;
  const boxOf = ({ at, lines, lower }: Column): Box => {
    const wide = HALF_LETTER * size * Math.max(...lines.map(({ text }) => text.length));
    const [x, y] = worldPx(at, zoom);
    const top = y + lower + GAP_PX * scene.scale + (LINE - 0.7) * size;
    return { left: x - wide, right: x + wide, top, bottom: top + LINE * size * lines.length };
  };
  const full = taken.map(({ at, px }): Box => {
    const [x, y] = worldPx(at, zoom);
    return { left: x - px / 2, right: x + px / 2, top: y - px / 2, bottom: y + px / 2 };
  });
  for (const column of columns) {
    const step = (LINE * size) / 2;
    while (column.lower <= LOWEST * LINE * size && full.some((box) => touch(box, boxOf(column))))
      column.lower += step;
    if (column.lower > LOWEST * LINE * size) column.lower = 0;
    full.push(boxOf(column));
    const [x, y] = worldPx(column.at, zoom);
    const { left, right, top, bottom } = boxOf(column);
    const extent = { left: x - left, right: right - x, up: y - top, down: bottom - y };
    column.at = besideSeams(column.at, extent, scene.seams);
  }
  const below = (line: number): number => GAP_PX * scene.scale + LINE * size * (line + 1);
  return c.counts.flatMap((row) => {
    if (row.chips.length === 0) return [];
    const data = columns.flatMap(({ at, lines, lower }) =>
      lines.flatMap((line, i) =>
        line.row === row ? [{ at, text: line.text, below: lower + below(i) }] : [],
      ),
    );
    return new TextLayer<(typeof data)[number]>({
      id: row.id,
      data,
      getPosition: (d) => d.at,
      getText: (d) => d.text,
      getSize: size,
      getPixelOffset: (d) => [0, d.below],
      getColor: rgba(scene.theme, row.token),
      outlineColor: rgba(scene.theme, 'map.label.halo'),
      outlineWidth: 3,
      fontFamily: FONT_FAMILY,
      fontWeight: 600,
      fontSettings: { sdf: true, fontSize: 48, buffer: 6, radius: 14 },
      // Filled marks: of so small a size an outline is not seen.
      characterSet: '0123456789%.,●▲■ ',
      updateTriggers: { getColor: scene.theme, getSize: size },
      ...above(scene, row.of),
    });
  });
}

/** Counts by the area they are of, each area's in their order. */
function columnsOf(rows: readonly CountRow[]): Column[] {
  const columns = new Map<string, Column>();
  for (const row of [...rows].sort((a, b) => ORDER.indexOf(a.of) - ORDER.indexOf(b.of)))
    for (const { at, text } of row.chips) {
      const key = at.join();
      let column = columns.get(key);
      if (!column) columns.set(key, (column = { at, lines: [], lower: 0 }));
      column.lines.push({ row, text });
    }
  return [...columns.values()];
}
