import type { PlanAct } from '#data/plans/plan-act.ts';
import type { PlanEdit } from '#data/plans/plan-edit.ts';

/**
 * An act without some areas: acts that do to the others what it did, under the ids that it gave. None where nothing is
 * left of it, and where it cannot be parted: a border goes with both its sides.
 *
 * @param edit what the act came to where it was made
 */
export function withoutAreas(act: PlanAct, edit: PlanEdit, left: ReadonlySet<number>): PlanAct[] {
  const others = (ids: readonly number[]): number[] => ids.filter((id) => !left.has(id));
  const { retired = [], reshaped = [], created = [] } = edit.borders ?? {};
  switch (act.verb) {
    case 'describe': {
      const areas = act.areas.filter(({ id }) => !left.has(id));
      return areas.length > 0 ? [{ ...act, areas }] : [];
    }
    case 'reassign': {
      const areas = others(act.areas);
      return areas.length > 0 && !left.has(act.parentId) ? [{ ...act, areas }] : [];
    }
    case 'split':
      // Parts have the ids of one cell after the other: each cell is parted for itself, lest they become others.
      return others(retired).flatMap((cell) => {
        const parts = created.filter(({ from }) => from.includes(cell)).map(({ id }) => id);
        return parts.length > 0 ? [{ ...act, cells: [cell], firstId: Math.min(...parts) }] : [];
      });
    case 'carve':
    case 'give':
    case 'give-buildings': {
      const to = act.verb === 'carve' ? act.id : act.to;
      const cells = others(act.cells ?? [...retired, ...reshaped]).filter((id) => id !== to);
      return cells.length > 0 && !left.has(to) ? [{ ...act, cells }] : [];
    }
    case 'merge': {
      const cells = others(act.cells);
      return cells.length > 1 ? [{ ...act, cells }] : [];
    }
    case 'import':
      // Borders of a file are not parted; what it says of areas is.
      return act.then.flatMap((one) => withoutAreas(one, edit, left));
    default:
      return [];
  }
}
