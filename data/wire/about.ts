import { Type, type Static, type TSchema } from 'typebox';

import { Incident } from '#data/incidents/incident.ts';
import { CAMERA_STATES } from '#data/sites/site.ts';
import { UNIT_KINDS } from '#data/units/unit.ts';

import { AreaStep, PostOnCard } from './cards.ts';

/** What is asked about whatever is selected: GET /api/<noun>/:id/chain, …/near, …/lately. */

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Place = Type.Tuple([Type.Number(), Type.Number()]);

export const PostInChain = Type.Intersect([
  PostOnCard,
  Type.Object({
    organisation: orNull(Type.Object({ name: Type.String(), nameEn: orNull(Type.String()) })),
  }),
]);
export type PostInChain = Static<typeof PostInChain>;

/** Who answers for a thing, the nearest first: its building's captain, then its areas from the cell up to the district. */
export const Chain = Type.Object({
  /** The building that it is, or that it is at; null where there is none with a post. */
  building: orNull(
    Type.Object({ id: Type.Integer(), name: Type.String(), posts: Type.Array(PostInChain) }),
  ),
  areas: Type.Array(Type.Object({ area: AreaStep, posts: Type.Array(PostInChain) })),
});
export type Chain = Static<typeof Chain>;

export const PersonNear = Type.Object({
  unitId: Type.Integer(),
  kind: Type.Enum([...UNIT_KINDS]),
  name: Type.String(),
  distanceM: Type.Number(),
  measuredAt: Type.String({ format: 'date-time' }),
});
export type PersonNear = Static<typeof PersonNear>;

export const SiteNear = Type.Object({
  id: Type.Integer(),
  class: Type.String(),
  name: Type.String(),
  /** Of a camera; null for a station. */
  state: orNull(Type.Enum([...CAMERA_STATES])),
  distanceM: Type.Number(),
});
export type SiteNear = Static<typeof SiteNear>;

/** What is near a thing at this moment; each list the nearest first. */
export const Near = Type.Object({
  /** Where it is, and for an area a point within; null where it has no place: then all lists are empty. */
  at: orNull(Place),
  /** On duty and heard of lately; of an area, who is in it. */
  people: Type.Array(PersonNear),
  /** How far around people are looked for; null for an area, whose own they are. */
  peopleWithinM: orNull(Type.Number()),
  /** How many people there are within that, listed or not. */
  peopleCount: Type.Integer(),
  /** Turned to it and near enough; none are asked for of an area, which holds its own. */
  cameras: Type.Array(SiteNear),
  camerasCount: Type.Integer(),
  stations: Type.Array(SiteNear),
});
export type Near = Static<typeof Near>;

export const LATELY_DAYS = [30, 90] as const;
export const LatelyQuery = Type.Object(
  {
    days: Type.Optional(Type.Enum([...LATELY_DAYS])),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
  },
  { additionalProperties: false },
);
export const IncidentLine = Type.Pick(Incident, [
  'id',
  'no',
  'category',
  'severity',
  'title',
  'at',
  'state',
  'reportedAt',
]);
export type IncidentLine = Static<typeof IncidentLine>;

/** Incidents of an area (of a unit: its own area), or around a place, the newest first. */
export const Lately = Type.Object({
  /** How far around; null where it is an area's. */
  withinM: orNull(Type.Number()),
  incidents: Type.Array(IncidentLine),
  /** How many there are; not counted beyond LATELY_COUNT_MAX. */
  count: Type.Integer(),
});
export type Lately = Static<typeof Lately>;
/** A count that stops here is "so many or more". */
export const LATELY_COUNT_MAX = 1_000;
