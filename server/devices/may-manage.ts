import { may } from '#data/access/may.ts';
import type { Thing } from '#data/access/relation.ts';
import { scopeOf } from '#data/access/scope.ts';
import { scopeCondition, selectTrees, type ScopeColumns } from '#server/access/scope.sql.ts';
import type { Db } from '#server/db/database.ts';
import { refuse } from '#server/errors.ts';
import type { SignedSession } from '#server/session/signed-session.ts';

import type { DeviceRow } from './devices.sql.ts';

/** Who manages devices: an account, whose posts say which. */
export type Manager = Pick<SignedSession, 'accountId' | 'name' | 'holder'>;

const NOWHERE: Thing = { areaId: null, organisationId: null, buildingId: null, personIds: [] };

/** Refuse what lies beyond the posts of who asks; what lies in no area is the whole district's. */
export async function refuseBeyond(
  db: Db,
  { holder }: Manager,
  areaId: number | null,
): Promise<void> {
  const verdict = may(holder, 'manage-devices', { ...NOWHERE, areaId }, await selectTrees(db));
  if (!verdict.allowed) throw refuse(403, verdict.reason, 'manage-devices');
}

/** Whether a device is one of those that somebody manages. */
export async function mayManage(
  db: Db,
  { holder }: Manager,
  { liesIn, personId }: DeviceRow,
): Promise<boolean> {
  const personIds = personId === null ? [] : [personId];
  const thing = { ...NOWHERE, areaId: liesIn, personIds };
  return may(holder, 'manage-devices', thing, await selectTrees(db)).allowed;
}

/** The condition of what somebody manages, by where it lies, with its values from `$first` on. */
export async function managedBy(
  db: Db,
  { holder }: Manager,
  columns: ScopeColumns,
  first: number,
): Promise<{ sql: string; values: unknown[] }> {
  const scope = scopeOf(holder, 'manage-devices', await selectTrees(db));
  return scopeCondition(scope, columns, first);
}
