import type { Scope } from '#data/access/scope.ts';
import type { Trees } from '#data/access/relation.ts';
import type { Db } from '#server/db/database.ts';

/** Which columns of a query say where a thing is; null where it has no such thing. */
export interface ScopeColumns {
  area: string | null;
  organisation: string | null;
  building: string | null;
  /** An array of the ids of those whose own it is. */
  people: string | null;
}

/** Of what has an area and nothing else that matters. */
export const IN_AREA: ScopeColumns = {
  area: 'area_id',
  organisation: null,
  building: null,
  people: null,
};

/**
 * A scope as a condition of a read and the values that it takes, from `$first` on: `isInScope` in SQL. Areas are asked as
 * a set, made once a query.
 *
 * @param columns names written in the code, never anything that was asked
 */
export function scopeCondition(
  scope: Scope,
  columns: ScopeColumns,
  first: number,
): { sql: string; values: unknown[] } {
  if (scope.kind !== 'some') return { sql: scope.kind === 'all' ? 'TRUE' : 'FALSE', values: [] };
  const values: unknown[] = [];
  const parts: string[] = [];
  const ask = (value: unknown, condition: (parameter: string) => string): void => {
    values.push(value);
    parts.push(condition(`$${first + values.length - 1}`));
  };
  const { areaIds, organisationIds, buildingIds, personId } = scope;
  if (columns.area !== null && areaIds.length > 0)
    ask(areaIds, (p) => `${columns.area} IN (SELECT areas_within(${p}::integer[]))`);
  if (columns.organisation !== null && organisationIds.length > 0)
    ask(organisationIds, (p) => `${columns.organisation} IN (SELECT organisations_within(${p}::integer[]))`); // prettier-ignore
  if (columns.building !== null && buildingIds.length > 0)
    ask(buildingIds, (p) => `${columns.building} = ANY (${p}::integer[])`);
  if (columns.people !== null && personId !== null)
    ask(personId, (p) => `${p}::integer = ANY (${columns.people})`);
  // A column that is null is in no scope, and NULL must not spread.
  const sql = parts.length === 0 ? 'FALSE' : `coalesce(${parts.join(' OR ')}, FALSE)`;
  return { sql, values };
}

/** The trees as they are now. */
export async function selectTrees(db: Db): Promise<Trees> {
  const { rows } = await db.query<{ kind: string; id: number; parentId: number | null }>(
    `SELECT 'area' AS kind, area_id AS id, parent_id AS "parentId" FROM area_parents()
     UNION ALL SELECT 'organisation', id, parent_id FROM organisations`,
  );
  const of = (kind: string): Map<number, number | null> =>
    new Map(rows.filter((row) => row.kind === kind).map(({ id, parentId }) => [id, parentId]));
  return { areas: of('area'), organisations: of('organisation') };
}
