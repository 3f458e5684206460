import type { District } from '#data/wire/messages.ts';
import type { Db } from '#server/db/database.ts';
import type { Deps } from '#server/deps.ts';
import type { Ask } from '#server/session/session.ts';

import { selectDistrict } from './district.sql.ts';

/** What the server itself says of the district. */
export type DistrictSettings = Pick<Deps['settings'], 'timeZone' | 'openToNetwork'> &
  Partial<Pick<Deps['settings'], 'tiles'>> &
  Partial<Pick<Deps['settings'], 'signIn'>>;

/** What every screen must know of the district; in an empty database its name is '' and `empty` true. */
export async function readDistrict(
  _ask: Ask,
  db: Db,
  settings: DistrictSettings,
): Promise<District> {
  const district = await selectDistrict(db, settings.timeZone);
  const { tiles = null } = settings;
  const openToNetwork = settings.openToNetwork && !settings.signIn?.asked;
  return { ...district, openToNetwork, tiles };
}
