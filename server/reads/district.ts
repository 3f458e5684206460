import type { District } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import type { Ask } from '#server/session/session.ts';

import { selectDistrict } from './district.sql.ts';

/** What every screen must know of the district; in an empty database its name is '' and `empty` true. */
export async function readDistrict(
  ask: Ask,
  db: Db,
  settings: Pick<Deps['settings'], 'timeZone' | 'openToNetwork'>,
): Promise<District> {
  const district = await selectDistrict(db, ask.at, settings.timeZone);
  return { ...district, openToNetwork: settings.openToNetwork };
}
