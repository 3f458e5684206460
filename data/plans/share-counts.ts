import type { Area } from '#data/areas/area.ts';

import type { CrosswalkRow } from './crosswalk.ts';

type OwnCount = Pick<Area, 'ownHouseholds' | 'ownResidents' | 'ownCountedOn'>;
const NONE: OwnCount = { ownHouseholds: null, ownResidents: null, ownCountedOn: null };

/**
 * What areas' own counts become: each gets its share of those that it has land or people of, in whole numbers that add up
 * to what was shared; null where none of them has one. An area whose land stays keeps its own.
 */
export function shareCounts(
  rows: readonly CrosswalkRow[],
  counted: readonly (Pick<Area, 'id'> & OwnCount)[],
  areas: Iterable<number>,
): Map<number, OwnCount> {
  const before = new Map(counted.map((area) => [area.id, area]));
  const given = new Map<number, CrosswalkRow[]>();
  for (const row of rows) {
    const list = given.get(row.fromId);
    if (list) list.push(row);
    else given.set(row.fromId, [row]);
  }
  const after = new Map<number, OwnCount>();
  for (const id of areas) {
    const {
      ownHouseholds = null,
      ownResidents = null,
      ownCountedOn = null,
    } = before.get(id) ?? NONE;
    after.set(id, given.has(id) ? { ...NONE } : { ownHouseholds, ownResidents, ownCountedOn });
  }
  for (const [from, parts] of given) {
    const whole = before.get(from);
    if (!whole) continue;
    for (const [own, share] of [
      ['ownHouseholds', 'shareHouseholds'],
      ['ownResidents', 'shareResidents'],
    ] as const) {
      const count = whole[own];
      if (count === null) continue;
      let [upTo, told] = [0, 0];
      for (const row of parts) {
        upTo += row[share] * count;
        const n = Math.round(upTo) - told;
        told += n;
        const area = after.get(row.toId);
        if (!area) continue;
        const others = area.ownHouseholds !== null || area.ownResidents !== null;
        area.ownCountedOn = others && area.ownCountedOn !== whole.ownCountedOn ? null : whole.ownCountedOn; // prettier-ignore
        area[own] = (area[own] ?? 0) + n;
      }
    }
  }
  return after;
}
