import type { BorderEdges } from './border-edges.ts';
import { MARGIN, type Raster } from './raster.ts';

/**
 * The cell (index) just east and north of a point in a pixel: the east side of the first edge that a
 * ray to the west meets, or the cell of the first pixel without edges that it reaches.
 */
export function walkWest(
  edges: BorderEdges,
  raster: Raster,
  x: number,
  y: number,
  row: number,
  column: number,
): number {
  const { pixels, width, lists, listed, minX, perStep } = raster;
  for (; column >= 0; column--) {
    const pixel = pixels[row * width + column]!;
    if (pixel >= 0) return pixel;
    const list = ~pixel;
    let best = -1;
    for (let k = lists[list]!; k < lists[list + 1]!; k++) {
      const e = listed[k]!;
      if (edges.isWestOf(e, x, y) && (best < 0 || edges.isEastOfEdge(e, best))) best = e;
    }
    if (best >= 0 && (column === 0 || edges.reaches(best, minX + column / perStep - MARGIN / 2, y)))
      return edges.east[best]!;
  }
  return 0;
}
