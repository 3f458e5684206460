import { EDGE, type BorderEdges } from './border-edges.ts';
import type { Coverage } from './coverage.ts';
import { MARGIN, type Raster } from './raster.ts';
import { walkWest } from './walk-west.ts';

/** More pixels touch fewer borders but fall out of the processor's caches: 4 times as many are half as fast. */
const PIXELS_PER_CELL = 300;
const MOST_PIXELS = 2 ** 20;

/** Lays edges over the pixels, then fills those without any from the pixel west or south of them. */
export function createRaster(c: Coverage, edges: BorderEdges, limit?: number): Raster {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < c.vertices.length; i += 2) {
    minX = Math.min(minX, c.vertices[i]!);
    maxX = Math.max(maxX, c.vertices[i]!);
    minY = Math.min(minY, c.vertices[i + 1]!);
    maxY = Math.max(maxY, c.vertices[i + 1]!);
  }
  if (edges.edges.length === 0) [minX, minY, maxX, maxY] = [0, 0, 0, 0];
  const most = limit ?? Math.min(MOST_PIXELS, Math.max(4096, PIXELS_PER_CELL * edges.ids.length));
  // A pixel of room around, so that no border lies on the raster's own edge.
  const spanX = maxX - minX + 4 * MARGIN;
  const spanY = maxY - minY + 4 * MARGIN;
  const side = Math.max(
    4 * MARGIN,
    Math.sqrt((spanX * spanY) / most),
    spanX / 2 ** 15,
    spanY / 2 ** 15,
  );
  const width = Math.ceil(spanX / side) + 2;
  const height = Math.ceil(spanY / side) + 2;
  const raster: Raster = {
    minX: Math.floor(minX - 2 * MARGIN - side),
    minY: Math.floor(minY - 2 * MARGIN - side),
    width,
    height,
    perStep: 1 / side,
    pixels: new Int32Array(width * height),
    lists: new Uint32Array(1),
    listed: new Uint32Array(0),
  };
  layEdges(raster, edges, side);
  fill(raster, edges, side);
  return raster;
}

function layEdges(raster: Raster, edges: BorderEdges, side: number): void {
  const { pixels } = raster;
  forEachTouch(raster, edges, side, (pixel) => pixels[pixel]!++);
  let lists = 0;
  let total = 0;
  for (const n of pixels)
    if (n > 0) {
      lists++;
      total += n;
    }
  raster.lists = new Uint32Array(lists + 1);
  raster.listed = new Uint32Array(total);
  const fillAt = new Uint32Array(lists);
  let list = 0;
  let at = 0;
  for (let p = 0; p < pixels.length; p++) {
    const n = pixels[p]!;
    if (n === 0) continue;
    fillAt[list] = at;
    at += n;
    raster.lists[list + 1] = at;
    pixels[p] = ~list++;
  }
  forEachTouch(raster, edges, side, (pixel, e) => {
    raster.listed[fillAt[~pixels[pixel]!]!++] = e;
  });
}

/** Calls back for every pixel that an edge passes within the margin (and some that it just misses). */
function forEachTouch(
  raster: Raster,
  { edges }: BorderEdges,
  side: number,
  touch: (pixel: number, edge: number) => void,
): void {
  const { minX, minY, width } = raster;
  for (let e = 0; e < edges.length; e += EDGE) {
    const ax = edges[e]! - minX;
    const ay = edges[e + 1]! - minY;
    const bx = edges[e + 2]! - minX;
    const by = edges[e + 3]! - minY;
    const slope = by > ay ? (bx - ax) / (by - ay) : 0;
    const first = Math.floor((ay - MARGIN) / side);
    const last = Math.floor((by + MARGIN) / side);
    for (let row = first; row <= last; row++) {
      let x0 = ax;
      let x1 = bx;
      if (by > ay) {
        x0 = ax + slope * (Math.max(ay, row * side - MARGIN) - ay);
        x1 = ax + slope * (Math.min(by, (row + 1) * side + MARGIN) - ay);
      }
      const west = Math.floor((Math.min(x0, x1) - 1.5 * MARGIN) / side);
      const east = Math.floor((Math.max(x0, x1) + 1.5 * MARGIN) / side);
      for (let column = west; column <= east; column++) touch(row * width + column, e);
    }
  }
}

function fill(raster: Raster, edges: BorderEdges, side: number): void {
  const { pixels, width, height, minX, minY } = raster;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const p = row * width + column;
      if (pixels[p]! < 0) continue;
      if (row === 0 || column === 0) pixels[p] = 0;
      else if (pixels[p - 1]! >= 0) pixels[p] = pixels[p - 1]!;
      else if (pixels[p - width]! >= 0) pixels[p] = pixels[p - width]!;
      else {
        const x = Math.floor(minX + (column + 0.5) * side);
        const y = Math.floor(minY + (row + 0.5) * side);
        pixels[p] = walkWest(edges, raster, x, y, row, column - 1);
      }
    }
}
