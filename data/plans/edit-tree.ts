import { changesOf, whyLocked, whyNotBelow, whyNoWords } from './area-tree.ts';
import { foundArea } from './found-area.ts';
import type { PlanAct } from './plan-act.ts';
import { refusePlanEdit, type PlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import type { PlanArea, PlanState } from './plan-state.ts';
import { whyNoCodes } from './why-no-codes.ts';

type Act<V extends PlanAct['verb']> = Extract<PlanAct, { verb: V }>;

/** Puts areas, with all below them, under another parent, or under one that is new. No border moves. */
export function reassignAreas(
  state: PlanState,
  { areas, parentId, found }: Act<'reassign'>,
): PlanEdit | PlanEditRefusal {
  const unknown = unknownOf(state, areas);
  if (unknown.length > 0) return refusePlanEdit('no-such-area', unknown);
  const next = new Map<number, PlanArea | null>();
  const moved = areas.map((id) => state.areas.get(id)!);
  let under = state.areas.get(parentId)?.level ?? 0;
  if (found) {
    const made = foundArea(state, found, parentId);
    if ('refused' in made) return made;
    next.set(made.id, made);
    under = made.level;
    if (isAllOf(state, areas, made.level)) return refusePlanEdit('changes-nothing', areas);
  } else {
    const wrong = whyNotBelow(state, parentId, Infinity);
    if (wrong) return wrong;
  }
  const locked = whyLocked(state, [...areas, parentId]);
  if (locked) return locked;
  const wrong = moved.filter(({ level }) => level <= under).map(({ id }) => id);
  if (wrong.length > 0) return refusePlanEdit('wrong-level', wrong);
  for (const area of moved) next.set(area.id, { ...area, parentId: found?.id ?? parentId });
  return editTo(state, next, areas);
}

/** Says what areas are called, who leads and owns them, and which band they have. */
export function describeAreas(state: PlanState, act: Act<'describe'>): PlanEdit | PlanEditRefusal {
  const ids = act.areas.map(({ id }) => id);
  const unknown = unknownOf(state, ids);
  if (unknown.length > 0) return refusePlanEdit('no-such-area', unknown);
  const next = new Map<number, PlanArea>();
  for (const { id, words } of act.areas) {
    const wrong = whyNoWords(words, id);
    if (wrong) return wrong;
    next.set(id, { ...(next.get(id) ?? state.areas.get(id)!), ...words });
  }
  return editTo(state, next, ids);
}

/** The edit that makes areas what they are in `next`; refused where a code of theirs clashes, or where nothing of those asked for changes. */
function editTo(
  state: PlanState,
  next: ReadonlyMap<number, PlanArea | null>,
  asked: readonly number[],
): PlanEdit | PlanEditRefusal {
  const clash = whyNoCodes(state, next);
  if (clash) return clash;
  const changes = changesOf(state, next);
  return changes.length === 0
    ? refusePlanEdit('changes-nothing', asked)
    : { borders: null, areas: changes };
}

const unknownOf = ({ areas }: PlanState, ids: readonly number[]): number[] =>
  ids.filter((id) => !areas.has(id));

/** Whether areas are all that lies below one area of a level: another in its place would only have no name. */
function isAllOf(state: PlanState, ids: readonly number[], level: number): boolean {
  const parents = new Set(ids.map((id) => state.areas.get(id)!.parentId));
  const [parentId] = parents;
  if (parents.size !== 1 || parentId == null || state.areas.get(parentId)?.level !== level)
    return false;
  const chosen = new Set(ids);
  return [...state.areas.values()].every(
    (area) => area.parentId !== parentId || chosen.has(area.id),
  );
}
