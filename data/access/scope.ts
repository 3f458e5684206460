import type { Act } from './acts.ts';
import { mayAtAll, type Holder } from './may.ts';
import { isOfDistrict, isWithin, type Thing, type Trees } from './relation.ts';
import { ROLE_ACTS } from './roles.ts';

/**
 * What a holder may do an act to: all, nothing, or what lies in these areas (each with all below it), is a matter of these
 * organisations (likewise), is of these buildings, or is this person's own. Ids rise and none lies below another, so that
 * holders who may see the same have equal scopes.
 */
export type Scope =
  | { kind: 'all' }
  | { kind: 'none' }
  | {
      kind: 'some';
      areaIds: number[];
      organisationIds: number[];
      buildingIds: number[];
      personId: number | null;
    };

/** The same text for equal scopes. */
export const scopeKey = (scope: Scope): string => (scope.kind === 'some' ? JSON.stringify(scope) : scope.kind); // prettier-ignore

/** The scope of an act: `may` for all things at once, as reads and rooms need it. */
export function scopeOf(holder: Holder | null, act: Act, trees: Trees): Scope {
  if (!mayAtAll(holder, act).allowed) return { kind: 'none' };
  if (act === 'see-public') return { kind: 'all' };
  const areaIds = new Set<number>();
  const organisationIds = new Set<number>();
  const buildingIds = new Set<number>();
  let personId: number | null = null;
  for (const post of holder!.posts) {
    const { within, mine, anywhere } = ROLE_ACTS[post.role];
    if (anywhere?.includes(act)) return { kind: 'all' };
    if (mine?.includes(act)) personId = holder!.personId;
    if (!within.includes(act)) continue;
    if (isOfDistrict(post, trees)) return { kind: 'all' };
    if (post.buildingId !== null) buildingIds.add(post.buildingId);
    else if (post.areaId !== null) areaIds.add(post.areaId);
    else organisationIds.add(post.organisationId!);
  }
  if (areaIds.size + organisationIds.size + buildingIds.size === 0 && personId === null)
    return { kind: 'none' };
  return {
    kind: 'some',
    areaIds: topmost(areaIds, trees.areas),
    organisationIds: topmost(organisationIds, trees.organisations),
    buildingIds: [...buildingIds].sort((a, b) => a - b),
    personId,
  };
}

/** Whether a thing is in a scope. */
export function isInScope(scope: Scope, thing: Thing, trees: Trees): boolean {
  if (scope.kind !== 'some') return scope.kind === 'all';
  const { areaId, organisationId, buildingId, personIds } = thing;
  return (
    (areaId !== null && scope.areaIds.some((top) => isWithin(trees.areas, areaId, top))) ||
    (organisationId !== null &&
      scope.organisationIds.some((top) => isWithin(trees.organisations, organisationId, top))) ||
    (buildingId !== null && scope.buildingIds.includes(buildingId)) ||
    (scope.personId !== null && personIds.includes(scope.personId))
  );
}

/** Those of some ids that lie below no other of them, in order; of those in a ring the least. */
function topmost(ids: ReadonlySet<number>, tree: Trees['areas']): number[] {
  const list = [...ids];
  const isBelow = (id: number, other: number): boolean =>
    id !== other && isWithin(tree, id, other) && (other < id || !isWithin(tree, other, id));
  return list.filter((id) => !list.some((other) => isBelow(id, other))).sort((a, b) => a - b);
}
