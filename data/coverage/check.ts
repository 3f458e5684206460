import { ringAreaM2 } from '#data/geo/area-m2.ts';
import { boundsOf } from '#data/geo/bounds.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import type { Bounds, Position } from '#data/geo/geometry.ts';
import { arrange, type Face, type WeightedEdge } from './arrangement.ts';
import type { CellShape, Fault } from './coverage.ts';
import { tableEdges, type EdgeTable } from './edge-table.ts';
import { pointInside } from './point-inside.ts';
import { readCells, type LatticeCells } from './read-cells.ts';
import { findRingFaults } from './ring-faults.ts';

/**
 * Finds every reason why cells are not seamless: empty where they are.
 *
 * How often a point is covered is the sum of the cells' windings, and that sum changes only across
 * edges that do not cancel. So matching edges by their ends leaves a few (a sound coverage: its
 * outline alone), and the faces between those say all: covered twice or more is an overlap, a
 * bounded one covered never is a gap (an enclave too: every point inside the outline belongs to a
 * cell), an edge across which nothing changes is unmatched, for a vertex is missing on one side.
 * What is open to the outside, however narrow, is outside: no cell lacks it. Exact; m² are geodesic. Bounds and thrown errors as `readCells` has them.
 */
export function check(shapes: readonly CellShape[]): Fault[] {
  const { cells, faults } = readCells(shapes);
  return cells ? [...faults, ...checkCells(cells, tableEdges(cells), shapes)] : faults;
}

/** The same, of cells that have been read and matched. */
export function checkCells(
  cells: LatticeCells,
  table: EdgeTable,
  shapes: readonly CellShape[],
): Fault[] {
  const place = (x: number, y: number): Position => [
    toDegrees(Math.round(x) + cells.originX),
    toDegrees(Math.round(y) + cells.originY),
  ];
  const faults: Fault[] = findRingFaults(cells).map((f) => ({
    kind: f.kind,
    at: place(cells.xs[f.point]!, cells.ys[f.point]!),
    areaM2: 0,
    cells: [cells.ids[f.cell]!],
  }));
  const { edges, owners } = netEdges(cells, table);
  const { faces, idle } = arrange(edges);
  const named = (indices: readonly number[]) => {
    const ids = new Set<number>();
    for (const i of indices) for (const cell of owners(i)) ids.add(cells.ids[cell]!);
    return ids;
  };
  let bounded: BoundedShape[] | undefined;
  for (const face of faces) {
    if (face.winding === 1 || face.winding < 0) continue;
    const inside = pointInside(face.loops);
    const at: Position = [(inside[0] + cells.originX) / 1e7, (inside[1] + cells.originY) / 1e7];
    const ids = named(face.edges);
    if (face.winding > 1) {
      bounded ??= shapes.map((shape) => ({ shape, bounds: boundsOf(shape.coordinates) }));
      for (const id of covering(bounded, at)) ids.add(id);
    }
    faults.push({
      kind: face.winding === 0 ? 'gap' : 'overlap',
      at,
      areaM2: faceAreaM2(face, cells),
      cells: [...ids].sort((a, b) => a - b),
    });
  }
  for (const group of idle)
    faults.push({
      kind: 'unmatched',
      at: place(group.at.x, group.at.y),
      areaM2: 0,
      cells: [...named(group.edges)].sort((a, b) => a - b),
    });
  return faults;
}

/** Edges that do not cancel, the more covered side on the left of each. */
function netEdges(
  cells: LatticeCells,
  table: EdgeTable,
): { edges: WeightedEdge[]; owners: (i: number) => number[] } {
  const edges: WeightedEdge[] = [];
  const tableIndex: number[] = [];
  const { xs, ys } = cells;
  for (let e = 0; e < table.count; e++) {
    const weight = table.lefts[e]! - table.rights[e]!;
    if (weight === 0) continue;
    const a = table.from[e]!;
    const b = table.to[e]!;
    edges.push({ ax: xs[a]!, ay: ys[a]!, bx: xs[b]!, by: ys[b]!, weight });
    tableIndex.push(e);
  }
  const more = new Map<number, number[]>();
  for (const [edge, cell] of table.more) more.set(edge, [...(more.get(edge) ?? []), cell]);
  const owners = (i: number) => {
    const e = tableIndex[i]!;
    return [table.left[e]!, table.right[e]!, ...(more.get(e) ?? [])].filter((cell) => cell >= 0);
  };
  return { edges, owners };
}

function faceAreaM2(face: Face, cells: LatticeCells): number {
  let sum = 0;
  for (const loop of face.loops) {
    const ring: Position[] = [];
    for (let i = 0; i < loop.length; i += 2)
      ring.push([(loop[i]! + cells.originX) / 1e7, (loop[i + 1]! + cells.originY) / 1e7]);
    sum += ringAreaM2(ring);
  }
  return Math.max(0, sum);
}

interface BoundedShape {
  shape: CellShape;
  bounds: Bounds;
}

/** The cells around a point, to name them: not exact, which a point well inside does not need. */
function covering(shapes: readonly BoundedShape[], [x, y]: Position): number[] {
  const ids: number[] = [];
  for (const { shape, bounds } of shapes) {
    if (x < bounds[0] || y < bounds[1] || x > bounds[2] || y > bounds[3]) continue;
    let inside = false;
    for (const polygon of shape.coordinates)
      for (const ring of polygon)
        for (let i = 1; i < ring.length; i++) {
          const [ax, ay] = ring[i - 1]!;
          const [bx, by] = ring[i]!;
          if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
        }
    if (inside) ids.push(shape.id);
  }
  return ids;
}
