import { isSameLand } from '#data/plans/figures/former-land.ts';
import { lockKey } from '#data/plans/lock-key.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, type KeptPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import type { PlanState } from '#data/plans/plan-state.ts';

import { cellOfLand, hasSameLand, setFrom } from './changed-cells.ts';
import { renamedState } from './renamed-state.ts';
import { CLASH_KEYS, isSame, type ClashKey } from './said-otherwise.ts';

/** An area by its id, or a locked edge by its key. */
type Thing = number | string;

/** Things that edits of a plan have to do with each other by. */
interface Group {
  things: Set<Thing>;
  /** Those to be looked at again, and those that are not in force as the plan has them. */
  unseen: Set<Thing>;
  missing: Set<Thing>;
  /** Whether the edition in force has other of them than the plan began with: else nothing can be done. */
  differs: boolean;
  /** Places of its edits that are not done. */
  open: number[];
  /** Areas that came since the last of its edits that is done. */
  made: Set<number>;
}

/**
 * The edits of a plan whose result is in force, as far as the first of each group of edits that touch the same areas: the
 * land of cells is the same, what was said of areas is so, what was made is there with the same land or the same areas
 * below it, what went is gone. What an edit did not say is not asked for: a name that a part has of the whole may be
 * another by now.
 *
 * @param base the edition that the plan was drawn on
 * @param theirs the edition in force
 * @returns by their places; and for areas that those made the ids that they have in force
 */
export function doneEdits(
  base: PlanState,
  theirs: PlanState,
  edits: readonly KeptPlanEdit[],
): { done: Set<number>; idOf: Map<number, number> } {
  const { originX, originY } = base.set;
  const there = setFrom(theirs.set, originX, originY);
  const [dx, dy] = [theirs.set.originX - originX, theirs.set.originY - originY];
  const locked = new Set([...theirs.lockedBorders.values()].map(([ax, ay, bx, by]) => lockKey([ax + dx, ay + dy, bx + dx, by + dy]))); // prettier-ignore
  const at = renamedState(base);
  const said = new Map<number, Set<ClashKey>>();
  const groups = new Map<Thing, Group>();
  const [done, idOf] = [new Set<number>(), new Map<number, number>()];

  for (const { seq, act, edit } of edits) {
    applyPlanEdit(at, edit);
    const things = thingsOf(base, edit);
    if (things.length === 0) continue;
    const group = join(groups, things);
    group.open.push(seq);
    for (const thing of things) {
      group.unseen.add(thing);
      group.differs ||= differs(thing, act);
      if (typeof thing !== 'number' || !isMade(thing)) continue;
      group.made.add(thing);
      // Which one it is in force is told from those below it, and theirs from it.
      if (!at.set.has(thing)) for (const id of below(at, thing)) group.unseen.add(id);
    }
    for (const { id, was, is } of edit.areas) {
      if (is === null) continue;
      const keys = was === null ? saidOfNew(act, id) : CLASH_KEYS.filter((key) => key in is);
      said.set(id, new Set([...(said.get(id) ?? []), ...keys]));
    }
    if (!group.differs) continue;
    for (const thing of group.unseen)
      if (isThere(thing)) group.missing.delete(thing);
      else group.missing.add(thing);
    group.unseen.clear();
    if (group.missing.size > 0) continue;
    for (const one of group.open) done.add(one);
    for (const id of group.made) if (at.areas.has(id)) idOf.set(id, inForce(id)!);
    group.open = [];
    group.made.clear();
  }
  return { done, idOf };

  function isMade(id: number): boolean {
    return !base.areas.has(id);
  }

  function differs(thing: Thing, act: PlanAct): boolean {
    if (typeof thing === 'string') return base.lockedBorders.has(thing) !== locked.has(thing);
    const [was, is] = [base.areas.get(thing), theirs.areas.get(thing)];
    // On land that was nobody's it is there or not, whatever has become of the others.
    if (!was) return ['draw', 'redraw', 'import'].includes(act.verb);
    if (!is || CLASH_KEYS.some((key) => !isSame(was[key], is[key]))) return true;
    return base.set.has(thing) && !isSameLand(base.set, there, thing);
  }

  function isThere(thing: Thing): boolean {
    if (typeof thing === 'string') return at.lockedBorders.has(thing) === locked.has(thing);
    const is = at.areas.get(thing);
    if (!is) return isMade(thing) || !theirs.areas.has(thing);
    const id = inForce(thing);
    const area = id === null ? undefined : theirs.areas.get(id);
    if (!area || at.set.has(thing) !== there.has(area.id)) return false;
    for (const key of said.get(thing) ?? []) {
      if (key === 'code' && is.code === '') continue;
      const own = key === 'parentId' && is.parentId !== null ? inForce(is.parentId) : is[key];
      if (!isSame(own, area[key])) return false;
    }
    if (!at.set.has(thing)) return !isMade(thing) || hasSameBelow(thing, area.id);
    const isAsItWas = base.set.has(thing) && hasSameLand(base.set, at.set, thing);
    return isMade(thing) || isAsItWas || hasSameLand(at.set, there, thing);
  }

  /** The id that an area of the plan has in force; null where it is not there. */
  function inForce(id: number): number | null {
    if (!isMade(id)) return theirs.areas.has(id) ? id : null;
    const first = at.set.has(id) ? null : below(at, id)[0];
    const child = first === null || first === undefined ? null : inForce(first);
    const found = at.set.has(id) ? cellOfLand(at.set, there, id) : child === null ? null : theirs.areas.get(child)!.parentId; // prettier-ignore
    return found === null || !isMade(found) ? null : found;
  }

  function hasSameBelow(id: number, other: number): boolean {
    const own = below(at, id);
    return (
      own.length === below(theirs, other).length &&
      own.every((one) => theirs.areas.get(inForce(one) ?? -1)?.parentId === other)
    );
  }
}

/** What an edit changes: areas by their ids, those that it makes among them and those made before that lose or get others; locked edges by their keys. */
function thingsOf(base: PlanState, { borders, areas, locks }: PlanEdit): Thing[] {
  const things = new Set<Thing>();
  for (const { id, was, is } of areas) {
    things.add(id);
    for (const parentId of [was?.parentId, is?.parentId])
      if (parentId !== undefined && parentId !== null && !base.areas.has(parentId)) things.add(parentId); // prettier-ignore
  }
  for (const id of [...(borders?.retired ?? []), ...(borders?.reshaped ?? [])]) things.add(id);
  for (const edge of [...(locks?.remove ?? []), ...(locks?.add ?? [])]) things.add(lockKey(edge)); // prettier-ignore
  return [...things];
}

/** One group of things and of all that they were together with before. */
function join(groups: Map<Thing, Group>, things: readonly Thing[]): Group {
  const before = [...new Set(things.flatMap((thing) => groups.get(thing) ?? []))];
  const group = before.reduce<Group | null>((one, other) => {
    if (!one) return other;
    const [to, from] = one.things.size < other.things.size ? [other, one] : [one, other];
    for (const key of ['things', 'unseen', 'missing'] as const)
      for (const thing of from[key]) to[key].add(thing);
    for (const id of from.made) to.made.add(id);
    to.open = [...to.open, ...from.open].sort((a, b) => a - b);
    to.differs ||= from.differs;
    for (const thing of from.things) groups.set(thing, to);
    return to;
  }, null) ?? { things: new Set(), unseen: new Set(), missing: new Set(), differs: false, open: [], made: new Set() }; // prettier-ignore
  for (const thing of things) {
    group.things.add(thing);
    groups.set(thing, group);
  }
  return group;
}

/** What an act says of an area that it makes: the rest it has of another, or is not known. */
function saidOfNew(act: PlanAct, id: number): ClashKey[] {
  const found = 'found' in act && act.found?.id === id ? act.found : null;
  if (found) return ['level', ...saidIn(found.words), ...isSaid(act)];
  switch (act.verb) {
    case 'carve':
      return [...saidIn(act.words), ...(act.found ? (['parentId'] as const) : isSaid(act))];
    case 'draw':
      return [...saidIn(act.words), 'parentId'];
    case 'redraw':
      return act.cells.some((cell) => cell.id === id && cell.parentId !== undefined) ? ['parentId'] : []; // prettier-ignore
    case 'import':
      return [...(act.redraw ? saidOfNew(act.redraw, id) : []), ...act.then.flatMap((one) => saidOfNew(one, id))]; // prettier-ignore
    case 'reassign':
      return act.areas.includes(id) ? ['parentId'] : [];
    case 'describe':
      return act.areas.flatMap((area) => (area.id === id ? saidIn(area.words) : []));
    default:
      return [];
  }
}

const isSaid = (act: PlanAct): 'parentId'[] => 'parentId' in act && act.parentId !== undefined ? ['parentId'] : []; // prettier-ignore
const saidIn = (words: object = {}): ClashKey[] => CLASH_KEYS.filter((key) => key in words);

/** The areas right below one, ascending. */
function below({ areas }: PlanState, id: number): number[] {
  const children: number[] = [];
  for (const area of areas.values()) if (area.parentId === id) children.push(area.id);
  return children.sort((a, b) => a - b);
}
