import { EXTENT, WORLD } from './project.ts';
import type { Shapes } from './shapes.ts';

/** Tiles may reach so far beyond their edge, in units, and still find all that is on them by the index. */
const REACH = 512;
/** The index has at most so many squares a side, and none smaller than a tile of this zoom. */
const SQUARES = 64;
const FINEST = 14;

/** Shapes with the box of each feature, its first part, and which features are where. */
export interface Cuttable {
  shapes: Shapes;
  /** west, north, east, south of each feature. */
  boxes: Int32Array;
  /** Feature f has parts parts[f] … parts[f + 1] − 1. */
  parts: Uint32Array;
  /** Of each part the square of a tolerance below which no vertex of it is left out, as far as is known: what is plain already is not simplified tile after tile. */
  plain: Float64Array;
  index: SquareIndex;
}

/** Features by the tiles of one zoom on which, or within REACH of which, their box lies, in their own order. */
interface SquareIndex {
  zoom: number;
  /** Of the square in the north-west, as a tile. */
  x: number;
  y: number;
  columns: number;
  rows: number;
  /** Square s holds features[starts[s]] … features[starts[s + 1] − 1]. */
  starts: Uint32Array;
  features: Uint32Array;
}

export function makeCuttable(shapes: Shapes): Cuttable {
  const { positions, starts, of } = shapes.parts;
  const count = shapes.from.length;
  const boxes = new Int32Array(4 * count);
  const parts = new Uint32Array(count + 1);
  for (let b = 0; b < boxes.length; b += 4) {
    boxes[b] = WORLD - 1;
    boxes[b + 1] = WORLD - 1;
  }
  for (let p = 0; p < of.length; p++) {
    const b = 4 * of[p]!;
    parts[of[p]! + 1] = p + 1;
    let west = boxes[b]!;
    let north = boxes[b + 1]!;
    let east = boxes[b + 2]!;
    let south = boxes[b + 3]!;
    for (let v = 2 * starts[p]!; v < 2 * starts[p + 1]!; v += 2) {
      const x = positions[v]!;
      const y = positions[v + 1]!;
      if (x < west) west = x;
      if (y < north) north = y;
      if (x > east) east = x;
      if (y > south) south = y;
    }
    boxes[b] = west;
    boxes[b + 1] = north;
    boxes[b + 2] = east;
    boxes[b + 3] = south;
  }
  for (let f = 0; f < count; f++) if (parts[f + 1] === 0) parts[f + 1] = parts[f]!;
  return { shapes, boxes, parts, plain: new Float64Array(of.length), index: indexSquares(boxes) };
}

function indexSquares(boxes: Int32Array): SquareIndex {
  let [west, north, east, south] = [WORLD - 1, WORLD - 1, 0, 0];
  for (let b = 0; b < boxes.length; b += 4) {
    west = Math.min(west, boxes[b]!);
    north = Math.min(north, boxes[b + 1]!);
    east = Math.max(east, boxes[b + 2]!);
    south = Math.max(south, boxes[b + 3]!);
  }
  if (west > east) [west, north, east, south] = [0, 0, 0, 0];
  const wide = Math.max(1, east - west, south - north);
  const zoom = Math.max(0, Math.min(FINEST, Math.floor(Math.log2((SQUARES * WORLD) / wide))));
  const side = WORLD / 2 ** zoom;
  const reach = (REACH * side) / EXTENT;
  const x = Math.floor((west - reach) / side);
  const y = Math.floor((north - reach) / side);
  const columns = Math.floor((east + reach) / side) - x + 1;
  const rows = Math.floor((south + reach) / side) - y + 1;
  const starts = new Uint32Array(columns * rows + 1);
  const each = (visit: (square: number, feature: number) => void): void => {
    for (let f = 0, b = 0; b < boxes.length; f++, b += 4) {
      const right = Math.floor((boxes[b + 2]! + reach) / side) - x;
      const bottom = Math.floor((boxes[b + 3]! + reach) / side) - y;
      for (let row = Math.floor((boxes[b + 1]! - reach) / side) - y; row <= bottom; row++)
        for (let column = Math.floor((boxes[b]! - reach) / side) - x; column <= right; column++)
          visit(row * columns + column, f);
    }
  };
  each((square) => starts[square + 1]!++);
  for (let s = 0; s < columns * rows; s++) starts[s + 1]! += starts[s]!;
  const features = new Uint32Array(starts.at(-1)!);
  const at = starts.slice();
  each((square, f) => (features[at[square]!++] = f));
  return { zoom, x, y, columns, rows, starts, features };
}

/**
 * The features that may be on a tile, in their own order: those of its square, or null for all where
 * the tile is larger than a square or reaches farther than the index does.
 */
export function featuresNear(
  { index }: Cuttable,
  z: number,
  x: number,
  y: number,
  buffer: number,
): Uint32Array | null {
  if (z < index.zoom || buffer > REACH) return null;
  const scale = 2 ** (z - index.zoom);
  const column = Math.floor(x / scale) - index.x;
  const row = Math.floor(y / scale) - index.y;
  if (column < 0 || row < 0 || column >= index.columns || row >= index.rows) return NONE;
  const square = row * index.columns + column;
  return index.features.subarray(index.starts[square], index.starts[square + 1]);
}
const NONE = new Uint32Array(0);
