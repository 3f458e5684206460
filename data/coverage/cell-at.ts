import type { Coverage } from './coverage.ts';
import { createEdges, type BorderEdges } from './border-edges.ts';
import { createRaster } from './cell-raster.ts';
import type { Raster } from './raster.ts';
import { touchedCell } from './touched-cell.ts';
import { walkWest } from './walk-west.ts';

/** A lattice step is divided by this where points are compared: 10 nanometres. */
const GRAIN = 2 ** 20;

export interface CellAtOptions {
  /** The most pixels that the raster may have; by default 300 a cell, at most 2²⁰. */
  pixels?: number;
}

/**
 * Makes the one function that says whose a point is: `(lng, lat)` in degrees → cell id, 0 outside.
 *
 * A point on a border belongs to the cell just east of it or, where the border runs east–west, just
 * north of it; on the outer line to the cell it touches (of several, the first one counter-clockwise
 * from east). A point is taken to the nearest 2⁻²⁰ of a lattice step, which makes a lattice point
 * read from degrees exact; all after that is exact.
 *
 * Most pixels of a raster lie wholly in one cell and answer at once; the others list their edges,
 * and the answer is the east side of the nearest one going west, or the next pixel's. Memory: 4
 * bytes a pixel and about 60 an edge.
 */
export function createCellAt(
  c: Coverage,
  options: CellAtOptions = {},
): (lng: number, lat: number) => number {
  return cellAtIn(createCellIndex(c, options));
}

/** What `cellAtIn` looks points up in: plain numbers and typed arrays, so that a worker can make it and hand it over. */
export interface CellIndex {
  originX: number;
  originY: number;
  edges: BorderEdges;
  raster: Raster;
}

/** The costly half of `createCellAt`. */
export function createCellIndex(c: Coverage, options: CellAtOptions = {}): CellIndex {
  const edges = createEdges(c);
  const raster = createRaster(c, edges, options.pixels);
  return { originX: c.originX, originY: c.originY, edges, raster };
}

/** The function that `createCellAt` makes, of an index that is there. */
export function cellAtIn(index: CellIndex): (lng: number, lat: number) => number {
  const { originX, originY, edges, raster } = index;
  const { ids } = edges;
  const { minX, minY, width, height, perStep, pixels } = raster;
  const shiftX = originX + minX;
  const shiftY = originY + minY;
  return (lng, lat) => {
    const px = (lng * 1e7 - shiftX) * perStep;
    const py = (lat * 1e7 - shiftY) * perStep;
    if (!(px >= 0 && px < width && py >= 0 && py < height)) return 0;
    const column = px | 0;
    const row = py | 0;
    const pixel = pixels[row * width + column]!;
    if (pixel >= 0) return pixel === 0 ? 0 : ids[pixel]!;
    const x = Math.round(lng * 1e7 * GRAIN) / GRAIN - originX;
    const y = Math.round(lat * 1e7 * GRAIN) / GRAIN - originY;
    const cell = walkWest(edges, raster, x, y, row, column);
    return cell !== 0 ? ids[cell]! : ids[touchedCell(edges, raster, x, y, ~pixel)]!;
  };
}
