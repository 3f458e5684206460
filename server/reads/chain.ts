import type pg from 'pg';

import { inArea } from '#data/access/relation.ts';
import type { Chain } from '#data/wire/about.ts';
import { sees } from '#server/access/must.ts';
import type { Ask } from '#server/session/session.ts';

import { chainOf } from './area-family.ts';
import type { FiguresRead } from './area-figures.ts';
import { selectBuildingAt, selectBuildingName, selectPostsOf } from './chain.sql.ts';
import type { Subject } from './subject.ts';

/** An incident this near a building is that building's: it was told of before its door, or on its stairs. */
const AT_DOOR_M = 25;

/** Who answers for a thing, the nearest first. */
export async function readChain(
  ask: Ask,
  pool: pg.Pool,
  read: Pick<FiguresRead, 'areas'>,
  subject: Subject,
): Promise<Chain> {
  const areas = chainOf(read.areas, subject.areaId).reverse();
  const [posts, building] = await Promise.all([
    selectPostsOf(
      pool,
      'area',
      areas.filter(({ id }) => sees(ask, ['see-staff'], inArea(id))).map((area) => area.id),
      ask.at,
    ),
    readBuilding(ask, pool, subject),
  ]);
  return {
    building,
    areas: areas.map((area) => ({ area, posts: posts.get(area.id) ?? [] })),
  };
}

async function readBuilding(
  ask: Ask,
  pool: pg.Pool,
  { of, at, areaId }: Subject,
): Promise<Chain['building']> {
  let building = null;
  if (of.noun === 'buildings') building = await selectBuildingName(pool, of.id);
  else if (of.noun === 'incidents' && at) building = await selectBuildingAt(pool, at, AT_DOOR_M);
  if (!building || !sees(ask, ['see-staff'], { ...inArea(areaId), buildingId: building.id }))
    return null;
  const posts = await selectPostsOf(pool, 'building', [building.id], ask.at);
  const own = posts.get(building.id);
  return own ? { ...building, posts: own } : null;
}
