import type { PlanAct } from './plan-act.ts';
import {
  applyPlanEdit,
  invertPlanEdit,
  refusePlanEdit,
  type AreaChange,
  type PlanEdit,
  type PlanEditRefusal,
} from './plan-edit.ts';
import type { PlanArea, PlanState } from './plan-state.ts';

/**
 * What a file comes to, as one edit: its borders, then where areas belong and what they are called. What is so already is
 * passed over; where anything else is refused, all of it is.
 *
 * @param editOf what each of its acts comes to
 */
export function importDrawn(
  state: PlanState,
  { redraw, then }: Extract<PlanAct, { verb: 'import' }>,
  editOf: (state: PlanState, act: PlanAct) => PlanEdit | PlanEditRefusal,
): PlanEdit | PlanEditRefusal {
  const made: PlanEdit[] = [];
  let refused: PlanEditRefusal | null = null;
  for (const act of redraw ? [redraw, ...then] : then) {
    const edit = editOf(state, act);
    if (!('refused' in edit)) {
      applyPlanEdit(state, edit);
      made.push(edit);
    } else if (edit.refused !== 'changes-nothing') {
      refused = edit;
      break;
    }
  }
  for (const edit of made.toReversed()) applyPlanEdit(state, invertPlanEdit(edit));
  if (refused) return refused;
  const areas = inOne(made.flatMap((edit) => edit.areas));
  // Only the first can have any: no other moves a border.
  const { borders = null, locks } = made.find((edit) => edit.borders) ?? {};
  if (!borders && areas.length === 0) return refusePlanEdit('changes-nothing');
  return { borders, areas, ...(locks ? { locks } : {}) };
}

/** Changes that follow each other as one of each area, by id. */
function inOne(changes: readonly AreaChange[]): AreaChange[] {
  const all = new Map<number, AreaChange>();
  for (const { id, was, is } of changes) {
    const before = all.get(id);
    if (!before) all.set(id, { id, was, is });
    else
      all.set(id, {
        id,
        was: before.was && { ...was, ...before.was },
        is: is && { ...before.is, ...is },
      });
  }
  return [...all.values()].flatMap(withoutSame).sort((a, b) => a.id - b.id);
}

/** Without words that come to be what they were; none where nothing is left. */
function withoutSame({ id, was, is }: AreaChange): AreaChange[] {
  if (!was || !is) return was === is ? [] : [{ id, was, is }];
  const keys = (Object.keys(is) as (keyof PlanArea)[]).filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key])); // prettier-ignore
  const pick = (area: Partial<PlanArea>): Partial<PlanArea> => Object.fromEntries(keys.map((key) => [key, area[key]])); // prettier-ignore
  return keys.length > 0 ? [{ id, was: pick(was), is: pick(is) }] : [];
}
