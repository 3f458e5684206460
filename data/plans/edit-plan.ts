import { lockBorders } from './border-locks.ts';
import { editBorders } from './edit-borders.ts';
import { describeAreas, reassignAreas } from './edit-tree.ts';
import { importDrawn } from './import-drawn.ts';
import type { PlanAct } from './plan-act.ts';
import type { PlanEdit, PlanEditRefusal } from './plan-edit.ts';
import type { PlanState } from './plan-state.ts';

/**
 * What an act on a plan comes to. Changes nothing by itself: the preview asks it on each move, and the server asks it
 * once more. The same state and act are the same value.
 */
export function editPlan(state: PlanState, act: PlanAct): PlanEdit | PlanEditRefusal {
  switch (act.verb) {
    case 'reassign':
      return reassignAreas(state, act);
    case 'describe':
      return describeAreas(state, act);
    case 'lock-borders':
      return lockBorders(state, act);
    case 'import':
      return importDrawn(state, act, editPlan);
    default:
      return editBorders(state, act);
  }
}
