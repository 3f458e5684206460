import { clipLine, clipRing, type Box } from './clip.ts';
import { WORLD } from './project.ts';
import type { Column, Shapes } from './shapes.ts';
import { simplify } from './simplify.ts';
import { createTileWriter, DOUBLE, key, VARINT, type TileWriter } from './tile-writer.ts';

/** Units across a tile: MapLibre's own, so that nothing is rounded twice. */
export const EXTENT = 8192;
/** Beyond a tile's edge so much is kept, in units: half the widest road at the closest zoom. */
const BUFFER = 128;
/** Below the deepest zoom a vertex may be this far off, in units: a quarter of a pixel of 512. */
const TOLERANCE = 4;
/** What is smaller than a pixel below the deepest zoom is not drawn. */
const SMALLEST = 16;

export interface CutOptions {
  /** The deepest zoom that is cut: its tiles have every vertex. */
  deepest: number;
  /** How far beyond their edge tiles reach, in units. */
  buffer?: number;
  /** What is too small to see is there all the same: where features are pieces of one line or cover the ground. */
  keepSmall?: boolean;
}

const KINDS = { point: 1, line: 2, polygon: 3 } as const;
const MOVE = 1;
const LINE = 2;
const CLOSE = 7;

/** Shapes with the box of each feature and its first part: what finding those of a tile needs. */
export interface Cuttable {
  shapes: Shapes;
  /** west, north, east, south of each feature. */
  boxes: Int32Array;
  /** Feature f has parts parts[f] … parts[f + 1] − 1. */
  parts: Uint32Array;
}

export function makeCuttable(shapes: Shapes): Cuttable {
  const { positions, starts, of } = shapes.parts;
  const count = shapes.from.length;
  const boxes = new Int32Array(4 * count);
  const parts = new Uint32Array(count + 1);
  for (let f = 0; f < count; f++) {
    boxes.set([WORLD - 1, WORLD - 1, 0, 0], 4 * f);
  }
  for (let p = 0; p < of.length; p++) {
    const b = 4 * of[p]!;
    parts[of[p]! + 1] = p + 1;
    for (let v = 2 * starts[p]!; v < 2 * starts[p + 1]!; v += 2) {
      const x = positions[v]!;
      const y = positions[v + 1]!;
      if (x < boxes[b]!) boxes[b] = x;
      if (y < boxes[b + 1]!) boxes[b + 1] = y;
      if (x > boxes[b + 2]!) boxes[b + 2] = x;
      if (y > boxes[b + 3]!) boxes[b + 3] = y;
    }
  }
  for (let f = 0; f < count; f++) if (parts[f + 1] === 0) parts[f + 1] = parts[f]!;
  return { shapes, boxes, parts };
}

/**
 * The vector tile (Mapbox Vector Tile 2.1) of z/x/y, its layers in the order given; no bytes where
 * it holds nothing. All boxes are looked at: a hundred thousand cost less than an index would save.
 */
export function cutTile(
  all: readonly Cuttable[],
  z: number,
  x: number,
  y: number,
  options: CutOptions,
): Uint8Array<ArrayBuffer> {
  const tile = createTileWriter(1 << 14);
  const scale = (EXTENT * 2 ** z) / WORLD;
  const buffer = options.buffer ?? BUFFER;
  const frame: Frame = {
    scale,
    left: x * EXTENT,
    top: y * EXTENT,
    box: { west: -buffer, north: -buffer, east: EXTENT + buffer, south: EXTENT + buffer },
    tolerance: z < options.deepest ? TOLERANCE : 0,
    smallest: z < options.deepest && !options.keepSmall ? SMALLEST : 0,
  };
  for (const one of all) writeLayer(tile, one, z, frame);
  return tile.finish();
}

interface Frame {
  scale: number;
  left: number;
  top: number;
  box: Box;
  tolerance: number;
  smallest: number;
}

function writeLayer(tile: TileWriter, one: Cuttable, z: number, frame: Frame): void {
  const { shapes, boxes, parts } = one;
  const { scale, left, top, box } = frame;
  // The box of the tile in the integers of the world.
  const west = (left + box.west) / scale;
  const north = (top + box.north) / scale;
  const east = (left + box.east) / scale;
  const south = (top + box.south) / scale;
  const least = frame.smallest / scale;
  const layer = createTileWriter(1 << 13);
  const feature = createTileWriter();
  const geometry = createTileWriter();
  const values = createValues(shapes.properties);
  let any = false;
  for (let f = 0; f < shapes.from.length; f++) {
    const b = 4 * f;
    if (shapes.from[f]! > z) continue;
    if (boxes[b]! > east || boxes[b + 2]! < west || boxes[b + 1]! > south || boxes[b + 3]! < north)
      continue;
    if (
      shapes.kind !== 'point' &&
      boxes[b + 2]! - boxes[b]! < least &&
      boxes[b + 3]! - boxes[b + 1]! < least
    )
      continue;
    const within = boxes[b]! >= west && boxes[b + 2]! <= east && boxes[b + 1]! >= north && boxes[b + 3]! <= south; // prettier-ignore
    geometry.clear();
    writeGeometry(geometry, shapes, parts[f]!, parts[f + 1]!, frame, within);
    if (geometry.length() === 0) continue;
    if (!any) {
      any = true;
      layer.varint(key(15, VARINT));
      layer.varint(2);
      layer.text(1, shapes.layer);
    }
    feature.clear();
    if (shapes.ids) {
      feature.varint(key(1, VARINT));
      feature.varint(shapes.ids[f]!);
    }
    feature.field(2, values.tagsOf(f));
    feature.varint(key(3, VARINT));
    feature.varint(KINDS[shapes.kind]);
    feature.field(4, geometry.view());
    layer.field(2, feature.view());
  }
  if (!any) return;
  values.writeTo(layer);
  layer.varint(key(5, VARINT));
  layer.varint(EXTENT);
  tile.field(3, layer.view());
}

/** Commands of all parts, each from where the last one ended. */
function writeGeometry(
  out: TileWriter,
  shapes: Shapes,
  firstPart: number,
  lastPart: number,
  frame: Frame,
  within: boolean,
): void {
  const { positions, starts, isHole } = shapes.parts;
  const { scale, left, top, box } = frame;
  const pen = { x: 0, y: 0 };
  let outerDrawn = false;
  for (let p = firstPart; p < lastPart; p++) {
    let line: number[] = [];
    for (let v = 2 * starts[p]!; v < 2 * starts[p + 1]!; v += 2)
      line.push(positions[v]! * scale - left, positions[v + 1]! * scale - top);
    if (shapes.kind === 'point') {
      const [x, y] = [Math.round(line[0]!), Math.round(line[1]!)];
      // A point belongs to one tile, or its label would be there twice.
      if (x < 0 || y < 0 || x >= EXTENT || y >= EXTENT) continue;
      draw(out, pen, [x, y], 1);
      continue;
    }
    line = simplify(line, frame.tolerance);
    if (shapes.kind === 'line') {
      for (const piece of within ? [line] : clipLine(line, box)) {
        const whole = rounded(piece);
        if (whole.length >= 4) draw(out, pen, whole, whole.length / 2);
      }
      continue;
    }
    const hole = isHole[p] === 1;
    if (hole && !outerDrawn) continue;
    const ring = rounded(within ? line : clipRing(line, box));
    const area = ring.length >= 8 ? twiceArea(ring) : 0;
    if (!hole) outerDrawn = area !== 0;
    if (area === 0) continue;
    // Outer rings clockwise on the screen, holes the other way.
    if (area > 0 === hole) reverse(ring);
    draw(out, pen, ring, ring.length / 2 - 1);
    out.varint(8 + CLOSE);
  }
}

function draw(out: TileWriter, pen: { x: number; y: number }, line: number[], count: number): void {
  for (let i = 0; i < count; i++) {
    if (i === 0) out.varint(8 + MOVE);
    if (i === 1) out.varint(8 * (count - 1) + LINE);
    out.signed(line[2 * i]! - pen.x);
    out.signed(line[2 * i + 1]! - pen.y);
    pen.x = line[2 * i]!;
    pen.y = line[2 * i + 1]!;
  }
}

/** Whole units, and no vertex twice in a row. */
function rounded(line: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const x = Math.round(line[i]!);
    const y = Math.round(line[i + 1]!);
    const n = out.length;
    if (n > 0 && out[n - 2] === x && out[n - 1] === y) continue;
    out.push(x, y);
  }
  return out;
}

/** Positive where a closed ring runs clockwise on the screen (y grows downward). */
function twiceArea(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i + 3 < ring.length; i += 2)
    sum += ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!;
  return sum;
}

function reverse(ring: number[]): void {
  for (let i = 0, j = ring.length - 2; i < j; i += 2, j -= 2) {
    [ring[i], ring[j]] = [ring[j]!, ring[i]!];
    [ring[i + 1], ring[j + 1]] = [ring[j + 1]!, ring[i + 1]!];
  }
}

/** The table of keys and values of a layer: a value stands in it once. */
function createValues(properties: Record<string, Column>) {
  const columns = Object.entries(properties);
  const places = new Map<string | number, number>();
  const tags = createTileWriter();
  const placeOf = (value: string | number): number => {
    let place = places.get(value);
    if (place === undefined) places.set(value, (place = places.size));
    return place;
  };
  return {
    /** Pairs of key and value of a feature; an empty word is no property. */
    tagsOf: (f: number): Uint8Array => {
      tags.clear();
      columns.forEach(([, column], k) => {
        const value = 'numbers' in column ? column.numbers[f]! : column.words[column.at[f]!]!;
        if (value === '') return;
        tags.varint(k);
        tags.varint(placeOf(value));
      });
      return tags.view();
    },
    writeTo: (layer: TileWriter): void => {
      for (const [name] of columns) layer.text(3, name);
      const value = createTileWriter(256);
      for (const one of places.keys()) {
        value.clear();
        if (typeof one === 'string') value.text(1, one);
        else if (Number.isInteger(one) && one >= 0) {
          value.varint(key(5, VARINT));
          value.varint(one);
        } else {
          value.varint(key(3, DOUBLE));
          value.double(one);
        }
        layer.field(4, value.view());
      }
    },
  };
}
