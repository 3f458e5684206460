import { Type, type Static, type TSchema } from 'typebox';

/** What a screen shows of one thing that is selected: GET /api/areas/:id, /api/buildings/:id, /api/sites/:id. */

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Count = orNull(Type.Integer());
const Place = Type.Tuple([Type.Number(), Type.Number()]);

/** An area as a step of the chain from the district down. */
export const AreaStep = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  level: Type.Integer(),
  name: Type.String(),
  nameEn: orNull(Type.String()),
});
export type AreaStep = Static<typeof AreaStep>;

/** Whose a place was at a time: GET /api/areas/at. */
export const AreasAt = Type.Object({
  /** The edition in force then; null before the first. */
  editionId: Count,
  /** From the district down to the cell; empty where the place lay in none. */
  areas: Type.Array(AreaStep),
  /** To the nearest border of the cell; null where there is none. */
  borderM: orNull(Type.Number()),
});
export type AreasAt = Static<typeof AreasAt>;

export const PostOnCard = Type.Object({
  role: Type.String(),
  personId: Type.Integer(),
  name: Type.String(),
  phone: orNull(Type.String()),
});
export type PostOnCard = Static<typeof PostOnCard>;

/** Households and residents; `estimated`: made by sharing a higher area's count, and to be shown as such. */
export const FiguresOnCard = Type.Object({
  households: Count,
  residents: Count,
  estimated: Type.Boolean(),
  countedOn: orNull(Type.String()),
});
export type FiguresOnCard = Static<typeof FiguresOnCard>;

export const AreaCard = Type.Object({
  area: Type.Intersect([AreaStep, Type.Object({ kind: Type.String() })]),
  /** From the district down to the parent. */
  parents: Type.Array(AreaStep),
  areaM2: Type.Number(),
  /** null for who may not see them, and so are the counts. */
  figures: orNull(FiguresOnCard),
  leader: orNull(PostOnCard),
  posts: Type.Array(PostOnCard),
  counts: orNull(
    Type.Object({
      children: Type.Integer(),
      cells: Type.Integer(),
      buildings: Type.Integer(),
      /** Each of these null for who may not see what is counted. */
      cameras: orNull(Type.Integer()),
      camerasOnline: orNull(Type.Integer()),
      stations: Type.Integer(),
      managementPoints: Type.Integer(),
      units: orNull(Type.Integer()),
      openIncidents: orNull(Type.Integer()),
    }),
  ),
  /** Of one that is no more: since when, and which areas in force have its land, the one with most of its people first. */
  ended: orNull(
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      /** The edition that it is not in any more. */
      editionId: Type.Integer(),
      successors: Type.Array(AreaStep),
    }),
  ),
});
export type AreaCard = Static<typeof AreaCard>;

export const BuildingCard = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  name: orNull(Type.String()),
  address: orNull(Type.String()),
  use: Type.String(),
  floors: Count,
  heightM: orNull(Type.Number()),
  households: Count,
  residents: Count,
  compound: orNull(Type.Object({ id: Type.Integer(), code: Type.String(), name: Type.String() })),
  entrances: Type.Array(Type.Object({ no: Type.Integer(), label: Type.String(), at: Place })),
  at: Place,
  /** From the district down to its cell; empty outside every area. */
  areas: Type.Array(AreaStep),
  captain: orNull(PostOnCard),
});
export type BuildingCard = Static<typeof BuildingCard>;

export const SiteCard = Type.Object({
  id: Type.Integer(),
  code: Type.String(),
  kind: Type.String(),
  class: Type.String(),
  name: Type.String(),
  at: Place,
  azimuthDeg: orNull(Type.Number()),
  state: orNull(Type.String()),
  stateAt: orNull(Type.String()),
  areas: Type.Array(AreaStep),
  owner: orNull(
    Type.Object({ id: Type.Integer(), name: Type.String(), phone: orNull(Type.String()) }),
  ),
});
export type SiteCard = Static<typeof SiteCard>;
