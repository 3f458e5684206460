import { DEMO_NAMES, DEMO_PASSWORD } from '#data/accounts/demo.ts';
import { POST_ROLES, type PostRole } from '#data/people/person.ts';
import { selectTrees } from '#server/access/scope.sql.ts';
import { transact, type Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { findHolder, findOrganisation } from '#server/people/find-holder.ts';
import { makePerson } from '#server/people/make-person.ts';

import { deleteDemoAccounts, insertAccount, selectDemoNames } from './accounts.sql.ts';

type Means = Pick<Deps, 'pool' | 'newId' | 'clock' | 'passwords'>;

/**
 * Have one demo account for each role, named as it, where they may be, and none where not. A role that nobody in the
 * sample holds is given to somebody new, at a place that it is held for; where there is no such place it has no account.
 *
 * @param allowed a sample district on loopback
 */
export async function keepDemo(
  { pool, newId, clock, passwords }: Means,
  allowed: boolean,
): Promise<void> {
  const there = new Set(await selectDemoNames(pool));
  if (!allowed) {
    if (there.size > 0) await deleteDemoAccounts(pool);
    return;
  }
  const missing = POST_ROLES.filter((role) => !there.has(role));
  if (missing.length === 0) return;
  const passwordHash = await passwords.hash(DEMO_PASSWORD);
  await transact(pool, async (db) => {
    const at = clock();
    for (const role of missing) {
      const personId = (await findHolder(db, role, at)) ?? (await seat(db, role, at));
      if (personId === null) continue;
      await insertAccount(db, { id: newId(), name: role, key: role, personId, passwordHash, demo: true, at }); // prettier-ignore
    }
  });
}

/** Somebody new in a role; null where the district has no place for it. */
async function seat(db: Db, role: PostRole, at: Date): Promise<number | null> {
  const name = DEMO_NAMES[role];
  if (name === undefined) return null;
  if (role === 'station-leader' || role === 'handler') {
    const kind = role === 'handler' ? 'department' : 'station';
    const organisationId = await findOrganisation(db, kind);
    return organisationId === null ? null : makePerson(db, { name, role, organisationId, at });
  }
  if (role === 'patrol-lead' || role === 'street-officer' || role === 'community-officer') {
    const { areas } = await selectTrees(db);
    const below = (parent: number | null): number | null =>
      [...areas.keys()].sort((a, b) => a - b).find((id) => areas.get(id) === parent) ?? null;
    const district = below(null);
    const street = district === null ? null : below(district);
    const areaId = role !== 'community-officer' || street === null ? street : below(street);
    return areaId === null ? null : makePerson(db, { name, role, areaId, at });
  }
  return makePerson(db, { name, role, at });
}
