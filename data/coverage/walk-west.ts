import { isEastOf, type BorderEdges } from './border-edges.ts';
import { MARGIN, type Raster } from './raster.ts';

/**
 * The cell (index) just east and north of a point in a pixel: the east side of the first edge that a
 * ray to the west meets, or the cell of the first pixel without edges that it reaches.
 */
export function walkWest(
  { edges }: BorderEdges,
  raster: Raster,
  x: number,
  y: number,
  row: number,
  column: number,
): number {
  const { pixels, width, lists, listed, minX, perStep } = raster;
  const wx = Math.floor(x);
  const wy = Math.floor(y);
  const fx = x - wx;
  const fy = y - wy;
  for (; column >= 0; column--) {
    const pixel = pixels[row * width + column]!;
    if (pixel >= 0) return pixel;
    const list = ~pixel;
    const end = lists[list + 1]!;
    let best = -1;
    for (let k = lists[list]!; k < end; k++) {
      const e = listed[k]!;
      const ay = edges[e + 1]!;
      const by = edges[e + 3]!;
      // Only an edge that passes just north of the point's latitude, and on it or to its west
      // (`sideOf`, written out: this is the hot loop).
      if (y < ay || y >= by) continue;
      const ax = edges[e]!;
      const dx = edges[e + 2]! - ax;
      const dy = by - ay;
      if (dx * (wy - ay) - dy * (wx - ax) + (dx * fy - dy * fx) > 0) continue;
      if (best < 0 || isEastOf(edges, e, best)) best = e;
    }
    if (best < 0) continue;
    // Nearer edges may lie in the next pixel where the best one is beyond this pixel's own.
    const ay = edges[best + 1]!;
    const dx = edges[best + 2]! - edges[best]!;
    const crossing = edges[best]! + ((y - ay) * dx) / (edges[best + 3]! - ay);
    if (column === 0 || crossing >= minX + column / perStep - MARGIN / 2) return edges[best + 5]!;
  }
  return 0;
}
