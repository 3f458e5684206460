import type { PlanAct } from '#data/plans/plan-act.ts';

/** An act with the areas that it names under other ids; what it makes keeps the ids that it gives. */
export function renamedAct(act: PlanAct, idOf: ReadonlyMap<number, number>): PlanAct {
  const is = (id: number): number => idOf.get(id) ?? id;
  const cells = 'cells' in act && act.verb !== 'redraw' && act.cells ? { cells: act.cells.map(is) } : {}; // prettier-ignore
  const parent = 'parentId' in act && act.parentId !== undefined ? { parentId: is(act.parentId) } : {}; // prettier-ignore
  switch (act.verb) {
    case 'give':
    case 'give-buildings':
      return { ...act, ...cells, to: is(act.to) };
    case 'reshape':
      return { ...act, between: [is(act.between[0]), is(act.between[1])] };
    case 'redraw':
      return {
        ...act,
        cells: act.cells.map((cell) => ({
          ...cell,
          id: is(cell.id),
          ...(cell.parentId === undefined ? {} : { parentId: is(cell.parentId) }),
        })),
        gone: act.gone.map(is),
      };
    case 'reassign':
      return { ...act, ...parent, areas: act.areas.map(is) };
    case 'describe':
      return { ...act, areas: act.areas.map((area) => ({ ...area, id: is(area.id) })) };
    case 'lock-borders':
      return act.around ? { ...act, around: act.around.map(is) } : act;
    case 'import': {
      const then = act.then.map((one) => renamedAct(one, idOf) as typeof one);
      const redraw = act.redraw && (renamedAct(act.redraw, idOf) as typeof act.redraw);
      return { ...act, then, ...(redraw ? { redraw } : {}) };
    }
    default:
      return { ...act, ...cells, ...parent };
  }
}
