import { may } from '#data/access/may.ts';
import { thingOfUnit } from '#data/access/relation.ts';
import type { Unit } from '#data/units/unit.ts';

import { areaStore } from '../live/stores.ts';
import { hereStore, mayHereAll } from '../live/who-is-here.ts';

const NO_TREE: ReadonlyMap<number, null> = new Map();

/**
 * Whether whoever is here is told where a unit is, or where it has been. Who is seen as a colleague alone has no fix on
 * this page: that is no silence. Where nobody is signed in, as at a wall, the page has all that it is to show.
 */
export function mayOfUnit(
  act: 'see-positions' | 'see-tracks',
  unit: Pick<Unit, 'homeAreaId' | 'personId'>,
): boolean {
  const { me } = hereStore.getState();
  if (!me || mayHereAll(act)) return true;
  const { homeAreaId } = unit;
  const chain = homeAreaId === null ? [] : areaStore.getState().chainOf(homeAreaId);
  const areas = new Map(chain.map(({ id, parentId }) => [id, parentId]));
  const holder = { personId: me.person.id, posts: me.posts };
  return may(holder, act, thingOfUnit(unit), { areas, organisations: NO_TREE }).allowed;
}
