import type { IntegrationRequest, NewToken, TrackerRequest } from '#data/devices/device.ts';
import { appendAudit } from '#server/audit/append-audit.ts';
import { transact } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import { refuse } from '#server/errors.ts';
import { hashSecret } from '#server/session/cookie.ts';
import type { Ask } from '#server/session/session.ts';

import { insertDevice, selectDeviceById } from './devices.sql.ts';
import { refuseBeyond, type Manager } from './may-manage.ts';
import { showDevice } from './show-device.ts';

type Means = Pick<Deps, 'pool' | 'newId' | 'newSecret' | 'latest'>;

/**
 * A token by which a phone adds fixes for one unit. It is told this once.
 *
 * @throws 404 unknown-unit; 403 beyond-scope
 */
export async function makeTracker(
  ask: Ask,
  means: Means,
  manager: Manager,
  { unit: code, name }: TrackerRequest,
): Promise<NewToken> {
  const unit = means.latest.known(code.trim())?.unit;
  if (!unit) throw refuse(404, 'unknown-unit', `body unit: ${code}`);
  await refuseBeyond(means.pool, manager, unit.homeAreaId);
  return makeToken(ask, means, manager, { kind: 'tracker', name, unitId: unit.id });
}

/**
 * A token by which another system does what its purpose says. It is told this once.
 *
 * @throws 403 beyond-scope
 */
export async function makeIntegration(
  ask: Ask,
  means: Means,
  manager: Manager,
  { purpose, name }: IntegrationRequest,
): Promise<NewToken> {
  await refuseBeyond(means.pool, manager, null);
  return makeToken(ask, means, manager, { kind: 'integration', name, purpose });
}

function makeToken(
  { at, who }: Ask,
  { pool, newId, newSecret }: Means,
  manager: Manager,
  device: { kind: 'tracker'; name: string; unitId: number } | ({ kind: 'integration' } & IntegrationRequest), // prettier-ignore
): Promise<NewToken> {
  const token = newSecret();
  const id = newId();
  return transact(pool, async (db) => {
    const said = { ...device, name: device.name.trim() };
    await insertDevice(db, { ...said, id, secretHash: hashSecret(token), at, by: manager.name });
    await appendAudit(db, at, who, { act: 'make-token', noun: 'devices', thing: id, said });
    return { device: showDevice((await selectDeviceById(db, id))!), token };
  });
}
