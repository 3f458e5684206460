import type { OrganisationKind } from './person.ts';

/** As the field has them: offices decide, stations and teams go out, companies answer for grounds of their own. */
const RANK: Readonly<Record<OrganisationKind, number>> = { department: 0, station: 1, company: 2 };

/** Chinese by its sound, as registers are. */
const BY_NAME = new Intl.Collator('zh', { numeric: true });

/** Departments and street offices first, then stations, then companies; each by name, and by id where two have one. */
export function compareOrganisations(
  a: { id: number; name: string; kind: OrganisationKind },
  b: { id: number; name: string; kind: OrganisationKind },
): number {
  return RANK[a.kind] - RANK[b.kind] || BY_NAME.compare(a.name, b.name) || a.id - b.id;
}
