import type { Ring } from '#data/geo/geometry.ts';

export const FEATURE_KINDS = ['road', 'rail', 'water', 'green', 'built', 'wall', 'gate'] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Classes by kind, in the order in which they are drawn (first lowest). */
export const FEATURE_CLASSES = {
  road: ['path', 'lane', 'minor', 'secondary', 'arterial', 'motorway'],
  rail: ['rail', 'metro'],
  water: ['pond', 'canal', 'river', 'lake'],
  green: ['park', 'wood', 'grass', 'verge'],
  built: ['residential', 'commercial', 'industrial', 'campus', 'public'],
  wall: ['compound', 'city'],
  gate: ['compound', 'city'],
} as const satisfies Record<FeatureKind, readonly string[]>;

export type FeatureGeometry =
  | { type: 'Point'; coordinates: [number, number] }
  | { type: 'LineString'; coordinates: [number, number][] }
  | { type: 'MultiLineString'; coordinates: [number, number][][] }
  | { type: 'Polygon'; coordinates: Ring[] }
  | { type: 'MultiPolygon'; coordinates: Ring[][] };

/** A piece of the base map: [lng, lat] degrees. */
export interface Feature {
  id: number;
  kind: FeatureKind;
  class: string;
  name: string | null;
  nameEn: string | null;
  geometry: FeatureGeometry;
}

/** A walled estate: buildings name it, planners keep it whole. */
export interface Compound {
  id: number;
  code: string;
  name: string;
  ring: Ring;
}
