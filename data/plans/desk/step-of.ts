import type { KeptPlanEdit, PlanEdit } from '#data/plans/plan-edit.ts';

import type { AreaNames, PlanStep } from './desk-words.ts';

/** Names that a step says. */
const NAMES_MAX = 3;

const NAMELESS: AreaNames = { name: '', nameEn: null };

/** Names of areas before a list of edits, brought up to each of them in turn. */
export type NamesThen = Map<number, AreaNames>;

/** What an edit was about; `names` are those before it, and are brought up to it. */
export function stepOf(
  { seq, act, edit, actor, madeAt }: KeptPlanEdit,
  names: NamesThen,
): PlanStep {
  const touched = idsOf(edit);
  const before = named(touched, names);
  for (const { id, is } of edit.areas)
    if (is) names.set(id, namesOf({ ...NAMELESS, ...names.get(id), ...is }));
  // What was drawn on nobody's land had no name before.
  const said = before.length > 0 ? before : named(touched, names);
  return {
    seq,
    verb: act.verb === 'reassign' && act.found ? 'found' : act.verb,
    names: said.slice(0, NAMES_MAX),
    count: touched.length,
    actor,
    madeAt,
  };
}

/** The areas whose land or words an edit changes: those that were there before come first. */
function idsOf({ borders, areas }: PlanEdit): number[] {
  const ids = new Set(areas.flatMap(({ id, was }) => (was ? [id] : [])));
  for (const id of borders?.reshaped ?? []) ids.add(id);
  for (const { id } of areas) ids.add(id);
  return [...ids];
}

/** Those that have one. */
const named = (ids: readonly number[], names: NamesThen): AreaNames[] =>
  ids.flatMap((id) => (names.get(id)?.name && names.get(id)) || []);

/** Nothing but the names. */
export const namesOf = ({ name, nameEn }: AreaNames): AreaNames => ({ name, nameEn });
