import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

export const BUILDING_USES = [
  'residential',
  'commercial',
  'industrial',
  'public',
  'other',
] as const;
export type BuildingUse = (typeof BUILDING_USES)[number];

/** 单元: a stairwell with its door, [lng, lat]. */
export interface Entrance {
  no: number;
  label: string;
  at: [number, number];
}

/** A footprint with who lives in it. Households and residents are null where the source does not say. */
export interface Building {
  id: number;
  code: string;
  name: string | null;
  address: string | null;
  compoundId: number | null;
  use: BuildingUse;
  floors: number | null;
  heightM: number | null;
  households: number | null;
  residents: number | null;
  coordinates: MultiPolygonCoordinates;
  entrances: Entrance[];
}
