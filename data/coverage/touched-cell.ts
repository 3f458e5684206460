import { compareDirections } from '#data/geo/orientation.ts';
import { sideOf, type BorderEdges } from './border-edges.ts';
import type { Raster } from './raster.ts';

/**
 * Of a point whose east and north lie outside: the cell (index) that it touches when it lies on the
 * outer line, the first one counter-clockwise from east where there are several; else 0.
 */
export function touchedCell(
  { edges }: BorderEdges,
  raster: Raster,
  x: number,
  y: number,
  list: number,
): number {
  // Each border that leaves the point: its direction, and the cell counter-clockwise of it.
  const leaving: { dx: number; dy: number; cell: number }[] = [];
  for (let k = raster.lists[list]!; k < raster.lists[list + 1]!; k++) {
    const e = raster.listed[k]!;
    const [ax, ay, bx, by] = [edges[e]!, edges[e + 1]!, edges[e + 2]!, edges[e + 3]!];
    if (y < ay || y > by || x < Math.min(ax, bx) || x > Math.max(ax, bx)) continue;
    if (sideOf(edges, e, x, y) !== 0) continue;
    if (x !== bx || y !== by) leaving.push({ dx: bx - ax, dy: by - ay, cell: edges[e + 4]! });
    if (x !== ax || y !== ay) leaving.push({ dx: ax - bx, dy: ay - by, cell: edges[e + 5]! });
  }
  // The point was looked at just north of due east, so a border that runs due east comes last.
  const dueEast = (d: { dx: number; dy: number }) => (d.dy === 0 && d.dx > 0 ? 1 : 0);
  leaving.sort((a, b) => dueEast(a) - dueEast(b) || compareDirections(a.dx, a.dy, b.dx, b.dy));
  return leaving.find((d) => d.cell !== 0)?.cell ?? 0;
}
