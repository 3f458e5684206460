import { NO_WORDS, whyNotBelow, whyNoWords } from './area-tree.ts';
import type { Found } from './plan-act.ts';
import { refusePlanEdit, type PlanEditRefusal } from './plan-edit.ts';
import { nextAreaId, type PlanArea, type PlanState } from './plan-state.ts';

/** A new area below `parentId`, for others to lie below; refused where that cannot be, or the district has no such level. */
export function foundArea(
  state: PlanState,
  { id, level, words = {} }: Found,
  parentId: number,
): PlanArea | PlanEditRefusal {
  const wrong = whyNotBelow(state, parentId, level) ?? whyNoWords(words, id);
  if (wrong) return wrong;
  if (id < nextAreaId(state)) return refusePlanEdit('id-in-use', [id]);
  if (![...state.areas.values()].some((area) => area.level === level))
    return refusePlanEdit('wrong-level', [id]);
  return { id, parentId, level, ...NO_WORDS, ...words };
}
