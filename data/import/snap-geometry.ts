import type { FeatureGeometry } from '#data/features/feature.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { toDegrees, toLattice } from '#data/geo/lattice.ts';

/** Why a geometry is not taken. */
export type GeometryRefusal =
  'no-geometry' | 'bad-geometry' | 'bad-coordinates' | 'too-many-vertices';

/** One thing has at most this many vertices; a longer one is refused, so that memory stays bounded. */
export const VERTICES_OF_ONE = 200_000;

/** Snapped to the lattice, and the largest move in degrees. */
export interface Snapped {
  geometry: FeatureGeometry;
  moveDeg: number;
}

/**
 * GeoJSON of unknown origin → a geometry that the database stores, on the lattice of 1e-7°. Vertices that fall
 * together become one; what has no extent left (a ring of two points) is refused. Third coordinates are dropped.
 */
export function snapGeometry(value: unknown): Snapped | GeometryRefusal {
  if (typeof value !== 'object' || value === null) return 'no-geometry';
  const { type, coordinates } = value as { type?: unknown; coordinates?: unknown };
  let moveDeg = 0;
  let vertices = 0;
  let refusal: GeometryRefusal | null = null;

  const position = (p: unknown): [number, number] | null => {
    if (!Array.isArray(p) || p.length < 2) return null;
    const [lng, lat] = p as unknown[];
    if (
      typeof lng !== 'number' ||
      typeof lat !== 'number' ||
      !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
    ) {
      refusal = 'bad-coordinates';
      return null;
    }
    const snapped: [number, number] = [toDegrees(toLattice(lng)), toDegrees(toLattice(lat))];
    moveDeg = Math.max(moveDeg, Math.abs(snapped[0] - lng), Math.abs(snapped[1] - lat));
    if (++vertices > VERTICES_OF_ONE) refusal = 'too-many-vertices';
    return snapped;
  };
  const line = (list: unknown, least: number, closed: boolean): [number, number][] | null => {
    if (!Array.isArray(list)) return null;
    const out: [number, number][] = [];
    for (const item of list) {
      const p = position(item);
      if (!p || refusal) return null;
      const last = out.at(-1);
      if (!last || last[0] !== p[0] || last[1] !== p[1]) out.push(p);
    }
    if (closed && out.length > 0) {
      const [first, last] = [out[0]!, out.at(-1)!];
      if (first[0] !== last[0] || first[1] !== last[1]) out.push([first[0], first[1]]);
    }
    return out.length >= least ? out : null;
  };
  const rings = (list: unknown): [number, number][][] | null => {
    if (!Array.isArray(list) || list.length === 0) return null;
    const outer = line(list[0], 4, true);
    if (!outer) return null;
    const holes: [number, number][][] = [];
    for (const hole of list.slice(1)) {
      const ring = line(hole, 4, true);
      if (refusal) return null;
      if (ring) holes.push(ring);
    }
    return [outer, ...holes];
  };
  const parts = <T>(list: unknown, one: (part: unknown) => T | null): T[] | null => {
    if (!Array.isArray(list)) return null;
    const out: T[] = [];
    for (const part of list) {
      const made = one(part);
      if (refusal) return null;
      if (made) out.push(made);
    }
    return out.length > 0 ? out : null;
  };
  const made = (): FeatureGeometry | null => {
    switch (type) {
      case 'Point': {
        const at = position(coordinates);
        return at && { type, coordinates: at };
      }
      case 'LineString': {
        const path = line(coordinates, 2, false);
        return path && { type, coordinates: path };
      }
      case 'MultiLineString': {
        const paths = parts(coordinates, (part) => line(part, 2, false));
        return paths && { type, coordinates: paths };
      }
      case 'Polygon': {
        const polygon = rings(coordinates);
        return polygon && { type, coordinates: polygon };
      }
      case 'MultiPolygon': {
        const polygons = parts(coordinates, rings);
        return polygons && { type, coordinates: polygons };
      }
      default:
        return null;
    }
  };
  const geometry = made();
  if (refusal) return refusal;
  return geometry ? { geometry, moveDeg } : 'bad-geometry';
}

/** A polygon or several as several; null for anything else. */
export function polygonsOf(geometry: FeatureGeometry): MultiPolygonCoordinates | null {
  if (geometry.type === 'Polygon') return [geometry.coordinates];
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : null;
}
