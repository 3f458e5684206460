/** Roles whose post may name no area, organisation or building: it is then one of the whole district, also of an empty one. */
export const DISTRICT_ROLES = [
  'duty-leader',
  'duty-officer',
  'operator',
  'supervisor',
  'planner',
  'publisher',
  'auditor',
  'administrator',
] as const;

/** What somebody may be: in the field first, then at a desk. What each may do is said in `access/roles`. */
export const POST_ROLES = [
  'worker',
  'leader',
  'assistant',
  'captain',
  'mediator',
  'volunteer',
  'police',
  'squad',
  'patrol-lead',
  'station-leader',
  'handler',
  'community-officer',
  'street-officer',
  ...DISTRICT_ROLES,
] as const;
export type PostRole = (typeof POST_ROLES)[number];
export const ORGANISATION_KINDS = ['department', 'company', 'station'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** Staff, never residents. */
export interface Person {
  id: number;
  name: string;
  phone: string | null;
}

/**
 * A role × what it is held for × a period. It is held for the building where it names one, else for the area with all
 * below it, else for the organisation with all below it, else for the whole district (`DISTRICT_ROLES` alone). An
 * organisation beside an area says in whose name it is held.
 */
export interface Post {
  id: number;
  personId: number;
  role: PostRole;
  areaId: number | null;
  organisationId: number | null;
  buildingId: number | null;
  fromAt: string;
  toAt: string | null;
  /** Somebody who holds it, too, for a time of its own; null for nobody, and to an end not yet known. */
  substituteId?: number | null;
  substituteFromAt?: string | null;
  substituteToAt?: string | null;
}

export interface Organisation {
  id: number;
  parentId: number | null;
  name: string;
  nameEn: string | null;
  kind: OrganisationKind;
}
