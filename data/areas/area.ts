import { Type, type Static } from 'typebox';

import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

export type { MultiPolygonCoordinates, Ring } from '#data/geo/geometry.ts';

/** What an area may be: comprehensive grids tessellate the district, dedicated ones are carved out for one owner. */
export const AREA_KINDS = ['comprehensive', 'dedicated'] as const;
export type AreaKind = (typeof AREA_KINDS)[number];

/** One of up to eight ordered levels; rank 1 is the district itself. */
export const Level = Type.Object({
  rank: Type.Integer({ minimum: 1, maximum: 8 }),
  key: Type.String({ pattern: '^[a-z][a-z-]{0,31}$' }),
  nameZh: Type.String(),
  nameEn: Type.String(),
});
export type Level = Static<typeof Level>;

/** One area of the edition in force. A cell is an area without children. */
export const Area = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  code: Type.String({ minLength: 1 }),
  parentId: Type.Union([Type.Integer(), Type.Null()]),
  level: Type.Integer({ minimum: 1, maximum: 8 }),
  kind: Type.Enum([...AREA_KINDS]),
  name: Type.String(),
  nameEn: Type.Union([Type.String(), Type.Null()]),
  /** The area's own count, only where its buildings carry none. */
  ownHouseholds: Type.Union([Type.Integer(), Type.Null()]),
  ownResidents: Type.Union([Type.Integer(), Type.Null()]),
  /** ISO date of that count. */
  ownCountedOn: Type.Union([Type.String(), Type.Null()]),
});
export type Area = Static<typeof Area>;

/** What an edition says of an area beside, as its planner did. */
export interface AreaSaid {
  /** Who was named to lead it; null leaves that to its posts. */
  leaderId: number | null;
  /** The organisation that a dedicated area is its own matter of. */
  ownerId: number | null;
  /** In place of its level's band; null for that. */
  band: Record<'households' | 'residents', { from: number; to: number }> | null;
  /** Its land, and that of all below it, stays as it is until it is unlocked. */
  locked: boolean;
}

/** An area with its border, as the sample and the importer hand it to the server. */
export type AreaWithBorder = Area & { coordinates: MultiPolygonCoordinates };
