import { withParents } from '#data/areas/with-parents.ts';

import type { AreaWords } from './plan-act.ts';
import { refusePlanEdit, type AreaChange, type PlanEditRefusal } from './plan-edit.ts';
import type { PlanArea, PlanState } from './plan-state.ts';

/** Of an area that is new on the map. */
export const NO_WORDS: AreaWords = { name: '', nameEn: null, code: '', kind: 'comprehensive', leaderId: null, ownerId: null, band: null, locked: false }; // prettier-ignore

/**
 * The changes that make areas what they are to be (null: no more). What has nothing below it any more and is no cell
 * goes too, for an area is the land of its cells.
 *
 * @returns by id; empty where nothing changes
 */
export function changesOf(
  { areas }: PlanState,
  next: ReadonlyMap<number, PlanArea | null>,
): AreaChange[] {
  const all = new Map(next);
  const later = (id: number): PlanArea | null => {
    const said = all.get(id);
    return said === undefined ? (areas.get(id) ?? null) : said;
  };
  let left = [...next.keys()].flatMap((id) => {
    const [was, is] = [areas.get(id)?.parentId ?? null, later(id)?.parentId ?? null];
    return was === null || was === is ? [] : [was];
  });
  while (left.length > 0) {
    const below = new Set<number | null>();
    for (const id of areas.keys()) below.add(later(id)?.parentId ?? null);
    for (const id of all.keys()) below.add(later(id)?.parentId ?? null);
    const empty = [...new Set(left)].filter((id) => later(id) !== null && !below.has(id));
    left = empty.flatMap((id) => later(id)!.parentId ?? []);
    for (const id of empty) all.set(id, null);
  }
  const changes: AreaChange[] = [];
  for (const id of [...all.keys()].sort((a, b) => a - b)) {
    const change = changeOf(id, areas.get(id) ?? null, all.get(id)!);
    if (change) changes.push(change);
  }
  return changes;
}

function changeOf(id: number, was: PlanArea | null, is: PlanArea | null): AreaChange | null {
  if (!was || !is) return was === is ? null : { id, was, is };
  const keys = (Object.keys(was) as (keyof PlanArea)[]).filter(
    (key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]),
  );
  const pick = (area: PlanArea): Partial<PlanArea> =>
    Object.fromEntries(keys.map((key) => [key, area[key]]));
  return keys.length === 0 ? null : { id, was: pick(was), is: pick(is) };
}

/** Why the land of areas may not become other than it is; null where it may: none of them is locked, nor lies below one that is. */
export function whyLocked({ areas }: PlanState, ids: Iterable<number>): PlanEditRefusal | null {
  const locked = new Set<number>();
  for (const id of ids) for (const area of withParents(areas, id)) if (area.locked) locked.add(area.id); // prettier-ignore
  return locked.size === 0 ? null : refusePlanEdit('locked', locked);
}

/** Why what is of a level cannot lie below an area; null where it can. */
export function whyNotBelow(
  { areas, set }: PlanState,
  parentId: number,
  level: number,
): PlanEditRefusal | null {
  const parent = areas.get(parentId);
  if (!parent) return refusePlanEdit('no-such-area', [parentId]);
  if (set.has(parentId)) return refusePlanEdit('parent-is-cell', [parentId]);
  return parent.level < level ? null : refusePlanEdit('wrong-level', [parentId]);
}

/** Why words cannot be said of an area; null where they can. */
export function whyNoWords({ band }: Partial<AreaWords>, id: number): PlanEditRefusal | null {
  const upsideDown = band && [band.households, band.residents].some(({ from, to }) => from > to);
  return upsideDown ? refusePlanEdit('band-upside-down', [id]) : null;
}
