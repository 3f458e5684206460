import { toDegrees } from '#data/geo/lattice.ts';
import type { MultiPolygonCoordinates, Position, Ring } from '#data/geo/geometry.ts';
import type { Coverage } from './coverage.ts';
import { traceRings } from './trace-rings.ts';

/**
 * The shapes of labels, each the union of its cells, by cancelling the arcs whose two sides bear the
 * same label: never a polygon boolean, so a shape's vertices are its cells' own. Label 0 has no
 * shape. Outer rings run counter-clockwise and holes clockwise (RFC 7946); each begins at its least
 * vertex (by longitude, then latitude); polygons and holes are in order of it.
 */
export function dissolve(
  c: Coverage,
  labelOf: (cellId: number) => number,
): Map<number, MultiPolygonCoordinates> {
  const labels = new Map<number, number>([[0, 0]]);
  const labelled = (id: number) => {
    let label = labels.get(id);
    if (label === undefined) labels.set(id, (label = labelOf(id)));
    return label;
  };
  const toRing = (ring: readonly number[]): Ring => {
    const out: Ring = [];
    for (let i = 0; i < ring.length; i += 2)
      out.push([toDegrees(ring[i]! + c.originX), toDegrees(ring[i + 1]! + c.originY)]);
    out.push([...out[0]!] as Position);
    return out;
  };
  const shapes = new Map<number, MultiPolygonCoordinates>();
  const traced = traceRings(
    c,
    Uint32Array.from(c.left, labelled),
    Uint32Array.from(c.right, labelled),
  );
  for (const label of [...traced.keys()].sort((a, b) => a - b))
    shapes.set(
      label,
      traced.get(label)!.map((polygon) => polygon.map(toRing)),
    );
  return shapes;
}
