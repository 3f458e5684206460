import { createCellAt } from '#data/coverage/cell-at.ts';
import type { EdgeSet } from '#data/coverage/edge-set.ts';
import { partOf } from '#data/coverage/part-of.ts';
import { landOf, sharedArea2 } from '#data/coverage/shared-land.ts';

import { withParents } from '#data/areas/with-parents.ts';
import { isSameLand } from './figures/former-land.ts';
import type { PlanState } from './plan-state.ts';

/** Households and residents of a cell as its buildings or its own count have them; 0 where nothing is known. */
export interface Living {
  households: number;
  residents: number;
}

/** What of an area goes to another; both of one level. */
export interface CrosswalkRow extends Living {
  level: number;
  fromId: number;
  toId: number;
  /** Of the land of `fromId`, 0 … 1. */
  shareArea: number;
  /** Of its households and residents; that of its land where it has none. */
  shareHouseholds: number;
  shareResidents: number;
}

/** Less land than this share, with nobody on it, is where a border was bent to a lattice point: nobody's loss. */
const LEAST_SHARE = 1e-6;

interface Flow extends Living {
  area2: number;
}

/** Cells whose land is other than in another state, or that are not there. */
export function changedCells(set: EdgeSet, other: EdgeSet): Set<number> {
  return new Set(set.cells().filter((cell) => !isSameLand(set, other, cell)));
}

/**
 * From the areas of a state to those of a later one, of every level: what share of their land, households and residents
 * goes where. Areas that stay as they are, their code among it, have no row; what comes to lie outside is in none.
 *
 * @param living by cell of the earlier state
 * @param buildings of the cells that change (`changedCells`), with the cell they stand in
 */
export function crosswalk(
  before: PlanState,
  after: PlanState,
  living: ReadonlyMap<number, Living>,
  buildings: readonly (Living & { cell: number; at: [lng: number, lat: number] })[],
): CrosswalkRow[] {
  const flows = new Map<string, Flow & { level: number; fromId: number; toId: number }>();
  const totals = new Map<number, Flow>();
  const add = (from: number, to: number, flow: Flow): void => {
    const later = new Map(withParents(after.areas, to).map((area) => [area.level, area.id]));
    for (const { id: fromId, level } of withParents(before.areas, from)) {
      const toId = later.get(level);
      if (toId === undefined) continue;
      const key = `${fromId} ${toId}`;
      const row = flows.get(key) ?? { level, fromId, toId, area2: 0, households: 0, residents: 0 };
      flows.set(key, sum(row, flow));
    }
  };
  const changed = changedCells(before.set, after.set);
  const comes = changedCells(after.set, before.set);
  const lands = [...comes].map((cell) => ({ cell, land: landOf(after.set, cell) }));
  const whereNow = createCellAt(partOf(after.set, comes).toCoverage());
  const standing = new Map<number, (Living & { to: number })[]>();
  for (const { cell, at, households, residents } of buildings) {
    const list = standing.get(cell) ?? [];
    list.push({ to: whereNow(...at), households, residents });
    standing.set(cell, list);
  }
  for (const cell of before.set.cells()) {
    const land = landOf(before.set, cell);
    const all: Flow = { area2: land.area2, ...(living.get(cell) ?? NOBODY) };
    for (const { id } of withParents(before.areas, cell))
      totals.set(id, sum(totals.get(id) ?? { area2: 0, ...NOBODY }, all));
    if (!changed.has(cell)) {
      add(cell, cell, all);
      continue;
    }
    const parts = new Map<number, Flow>();
    const put = (to: number, flow: Flow): void => void parts.set(to, sum(parts.get(to) ?? { area2: 0, ...NOBODY }, flow)); // prettier-ignore
    for (const { cell: to, land: later } of lands) {
      const area2 = sharedArea2(land, later);
      if (area2 > LEAST_SHARE * all.area2) put(to, { area2, ...NOBODY });
    }
    const here = standing.get(cell) ?? [];
    for (const { to, households, residents } of here) if (to !== 0) put(to, { area2: 0, households, residents }); // prettier-ignore
    // What no building carries goes with the land.
    const [households, residents] = [rest(all, here, 'households'), rest(all, here, 'residents')];
    const kept = [...parts.values()].reduce((total, part) => total + part.area2, 0);
    for (const [to, part] of parts) {
      const share = kept > 0 ? part.area2 / kept : 0;
      add(cell, to, sum(part, { area2: 0, households: households * share, residents: residents * share })); // prettier-ignore
    }
  }
  const rows = [...flows.values()].map(({ level, fromId, toId, ...part }): CrosswalkRow => {
    const whole = totals.get(fromId)!;
    const shareArea = part.area2 / whole.area2;
    const share = (of: keyof Living): number => (whole[of] > 0 ? part[of] / whole[of] : shareArea);
    return { level, fromId, toId, shareArea, shareHouseholds: share('households'), shareResidents: share('residents'), households: part.households, residents: part.residents }; // prettier-ignore
  });
  const codeOf = ({ areas }: PlanState, id: number): string => areas.get(id)!.code;
  const says = (row: CrosswalkRow): boolean =>
    !staysWhole(row) || codeOf(before, row.fromId) !== codeOf(after, row.toId);
  return rows.filter(says).sort((a, b) => a.level - b.level || a.fromId - b.fromId || a.toId - b.toId); // prettier-ignore
}

const NOBODY: Living = { households: 0, residents: 0 };

function sum<F extends Flow>(a: F, b: Flow): F {
  return {
    ...a,
    area2: a.area2 + b.area2,
    households: a.households + b.households,
    residents: a.residents + b.residents,
  };
}

/** Of a cell's people those whom none of its buildings carries. */
function rest(all: Living, here: readonly Living[], of: keyof Living): number {
  return Math.max(0, all[of] - here.reduce((total, building) => total + building[of], 0));
}

function staysWhole({
  fromId,
  toId,
  shareArea,
  shareHouseholds,
  shareResidents,
}: CrosswalkRow): boolean {
  return fromId === toId && Math.min(shareArea, shareHouseholds, shareResidents) > 1 - LEAST_SHARE;
}
