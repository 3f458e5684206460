import type { Layer } from '@deck.gl/core';
import { TextLayer } from '@deck.gl/layers';

import { FONT_FAMILY, rgba, type ColourToken } from '../ui/tokens.ts';

import type { AreaName, DrawContext } from './map-layer.ts';
import { above } from './opacity.ts';
import { placeBlocks, type Block, type Held } from './place-blocks.ts';
import type { Room } from './room-for-drawn.ts';
import type { LayerKey } from './scene.ts';
import { besideSeams } from './seams.ts';
import { widthInEms } from './text-width.ts';
import { worldPx } from './world-px.ts';

export interface CountChip {
  /** The area's id. */
  area: number;
  text: string;
}

/** What one layer counts in place of drawing symbols: a number an area. */
export interface CountRow {
  /** Of the deck layer that writes it. */
  id: string;
  chips: readonly CountChip[];
  token: ColourToken;
  of: LayerKey;
  /** The level of the areas by which it is counted. */
  level: number;
}

/** Which counts of an area stand over which, from its name down. */
const ORDER: readonly LayerKey[] = ['incidents', 'units', 'cameras', 'captains'];
/** Lines are so far apart, and a name is as high, ems. */
const LINE = 1.3;
/** How wide a letter of a count is, ems. */
const LETTER = 0.64;

/** The level whose areas' names are written with their counts; null while nothing is counted. */
export function levelCounted(rows: readonly CountRow[]): number | null {
  return rows.find(({ chips }) => chips.length > 0)?.level ?? null;
}

/** Which areas have a count. */
export function areasCounted(rows: readonly CountRow[]): Set<number> {
  return new Set(rows.flatMap(({ chips }) => chips.map(({ area }) => area)));
}

/** An area's name and under it its counts, line by line and no line left free. */
interface Column extends Block {
  name: AreaName;
  lines: { row: CountRow; text: string }[];
}

interface Line {
  at: [number, number];
  text: string;
  size: number;
  /** From its place, px. */
  offset: [number, number];
  token: ColourToken;
}

/**
 * Writes what layers have counted under the names of the areas they are of: a number alone could be of
 * anything. Name and counts are one block, which goes aside where a symbol (`taken`) or another block
 * stands; where it finds no room neither is written.
 *
 * @param held where blocks stood the last time
 */
export function drawCounts(
  c: DrawContext,
  taken: readonly Room[],
  names: readonly AreaName[],
  held: Held,
): Layer[] {
  const { scene, zoom } = c;
  // On a wall nothing is smaller than can be read from its farthest seat.
  const size = (scene.screen === 'wall' ? 27 : 12.5) * scene.scale;
  const columns = columnsOf(c.counts, names, size, zoom)
    // A name alone is the map's borders' business.
    .filter(({ lines }) => lines.length > 0 || scene.layers.areas)
    // What says something is placed first.
    .sort((a, b) => Number(a.lines.length === 0) - Number(b.lines.length === 0));
  const full = taken.map(({ at, px }) => ({ ...pointOf(at, zoom), width: px, height: px }));
  const written: Line[] = [];
  const counted = new Map(c.counts.map((row) => [row, [] as Line[]]));
  for (const [column, [dx, dy]] of placeBlocks(columns, full, held)) {
    const { name, lines, width, height } = column;
    const extent = { left: width / 2 - dx, right: width / 2 + dx, up: height / 2 - dy, down: height / 2 + dy }; // prettier-ignore
    const at = besideSeams(name.at, extent, scene.seams);
    const top = dy - height / 2;
    written.push({ at, text: name.text, size: name.size, offset: [dx, top + (LINE / 2) * name.size], token: name.token }); // prettier-ignore
    lines.forEach(({ row, text }, i) => {
      const below = top + LINE * name.size + LINE * size * (i + 0.5);
      counted.get(row)!.push({ at, text, size, offset: [dx, below], token: row.token });
    });
  }
  const text = {
    getPosition: (d: Line) => d.at,
    getText: (d: Line) => d.text,
    getSize: (d: Line) => d.size,
    getPixelOffset: (d: Line) => d.offset,
    getColor: (d: Line) => rgba(scene.theme, d.token),
    outlineColor: rgba(scene.theme, 'map.label.halo'),
    // Of the radius below: as wide as the halo of the map's own names, 1.6 px of 12.
    outlineWidth: 8,
    fontFamily: FONT_FAMILY,
    updateTriggers: { getColor: scene.theme },
  } as const;
  return [
    new TextLayer<Line>({
      ...text,
      id: 'counts-names',
      data: written,
      fontSettings: { sdf: true, fontSize: 48, buffer: 10, radius: 14, smoothing: 0.12 },
      characterSet: 'auto',
      // As plain as the map's own names.
      ...above(scene, 'areas'),
    }),
    ...[...counted]
      .filter(([, lines]) => lines.length > 0)
      .map(
        ([row, data]) =>
          new TextLayer<Line>({
            ...text,
            id: row.id,
            data,
            fontWeight: 600,
            fontSettings: { sdf: true, fontSize: 48, buffer: 10, radius: 14 },
            // Filled marks: of so small a size an outline is not seen.
            characterSet: '0123456789%.,●▲▼■◉ ',
            ...above(scene, row.of),
          }),
      ),
  ];
}

function pointOf(at: readonly [number, number], zoom: number): { x: number; y: number } {
  const [x, y] = worldPx(at, zoom);
  return { x, y };
}

/** Names and what is counted of their areas, each area's counts in their order. */
function columnsOf(
  rows: readonly CountRow[],
  names: readonly AreaName[],
  size: number,
  zoom: number,
): Column[] {
  const inOrder = [...rows].sort((a, b) => ORDER.indexOf(a.of) - ORDER.indexOf(b.of));
  const byArea = new Map<number, Column['lines']>();
  for (const row of inOrder)
    for (const { area, text } of row.chips) {
      const lines = byArea.get(area);
      if (lines) lines.push({ row, text });
      else byArea.set(area, [{ row, text }]);
    }
  return names.map((name) => {
    const lines = byArea.get(name.area) ?? [];
    return {
      ...pointOf(name.at, zoom),
      key: name.area,
      name,
      lines,
      width: Math.max(
        name.size * widthInEms(name.text),
        ...lines.map(({ text }) => LETTER * size * text.length),
      ),
      height: LINE * (name.size + size * lines.length),
      stepPx: name.size,
    };
  });
}
