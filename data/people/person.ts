export const POST_ROLES = [
  'worker',
  'leader',
  'assistant',
  'captain',
  'mediator',
  'volunteer',
  'police',
  'squad',
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

/** A role × an area, organisation or building × a period. */
export interface Post {
  id: number;
  personId: number;
  role: PostRole;
  areaId: number | null;
  organisationId: number | null;
  buildingId: number | null;
  fromAt: string;
  toAt: string | null;
}

export interface Organisation {
  id: number;
  parentId: number | null;
  name: string;
  nameEn: string | null;
  kind: OrganisationKind;
}
