import type { Ring } from '#data/geo/geometry.ts';

export const FEATURE_KINDS = ['road', 'rail', 'water', 'green', 'built', 'wall', 'gate', 'bridge'] as const; // prettier-ignore
export type FeatureKind = (typeof FEATURE_KINDS)[number];

/** Classes by kind, in the order in which they are drawn (first lowest). */
export const FEATURE_CLASSES = {
  road: ['path', 'lane', 'minor', 'secondary', 'arterial', 'motorway'],
  rail: ['siding', 'rail', 'metro'],
  water: ['pond', 'canal', 'moat', 'river', 'lake'],
  green: ['park', 'wood', 'grass', 'verge', 'pitch'],
  built: ['residential', 'commercial', 'industrial', 'campus', 'public', 'square', 'platform'],
  wall: ['compound', 'city'],
  gate: ['compound', 'city'],
  // The piece of a road or railway that is carried over water or another road: the same line again, drawn over what it crosses.
  bridge: ['path', 'lane', 'minor', 'secondary', 'arterial', 'motorway', 'rail'],
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
