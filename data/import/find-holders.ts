import { boundsOf } from '#data/geo/bounds.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { toLattice } from '#data/geo/lattice.ts';
import { pointInRing } from '#data/geo/ring.ts';

/** A shape with a code, [lng, lat] degrees. */
interface CodedShape {
  code: string;
  coordinates: MultiPolygonCoordinates;
}

/**
 * Tells by place which of some shapes an area belongs to: the codes of all that hold its inmost point, in the order
 * given. Exactly on a border is in neither; so where the shapes are seamless there is one, or none. Shapes may be as
 * large as 3°, the area a little outside.
 */
export function createFindHolders(
  shapes: readonly CodedShape[],
): (area: MultiPolygonCoordinates) => string[] {
  const held = shapes.map(({ code, coordinates }) => {
    const bounds = boundsOf(coordinates);
    const [x0, y0] = [toLattice(bounds[0]), toLattice(bounds[1])];
    const rings = coordinates.flat().map((ring) => ring.flatMap(([lng, lat]) => [toLattice(lng) - x0, toLattice(lat) - y0])); // prettier-ignore
    return { code, bounds, x0, y0, rings };
  });
  return (area) => {
    const [lng, lat] = labelPoint(area);
    const [x, y] = [toLattice(lng), toLattice(lat)];
    const codes: string[] = [];
    for (const { code, bounds, x0, y0, rings } of held) {
      if (lng < bounds[0] || lat < bounds[1] || lng > bounds[2] || lat > bounds[3]) continue;
      const sides = rings.map((ring) => pointInRing(x - x0, y - y0, ring));
      // A hole is a ring more around the point: an odd number of them is inside.
      if (!sides.includes(0) && sides.filter((side) => side === 1).length % 2 === 1) codes.push(code); // prettier-ignore
    }
    return codes;
  };
}
