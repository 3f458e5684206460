import { cellsBelow } from './cells-below.ts';
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** Cells that become one: the first says what it is called and where it belongs. */
export interface MergeState {
  tool: 'merge';
  cells: readonly number[];
  /** The cell pointed at; 0 = none. */
  over: number;
}

const begin = ({ selection, rows }: ToolContext): MergeState => {
  const cells = selection.length > 0 ? cellsBelow(selection, rows) : [];
  return { tool: 'merge', cells, over: 0 };
};

/** Of one cell it is seen what it and the one pointed at would be; of more, what these would be. */
function wanted({ cells, over }: MergeState, { nextId }: ToolContext): Wanted | null {
  const all = cells.length === 1 && over !== 0 && over !== cells[0] ? [...cells, over] : cells;
  return all.length < 2 ? null : { verb: 'merge', cells: [...all], id: nextId };
}

function step(state: MergeState, event: ToolEvent, context: ToolContext): Step<MergeState> {
  const { cells } = state;
  switch (event.kind) {
    case 'hover':
      return { state: { ...state, over: event.hit.cell } };
    case 'place': {
      const { cell } = event.hit;
      if (cell === 0) return { state };
      const rest = cells.filter((id) => id !== cell);
      return {
        state: {
          ...state,
          over: cell,
          cells: rest.length < cells.length ? rest : [...cells, cell],
        },
      };
    }
    case 'finish': {
      const make = cells.length < 2 ? null : wanted(state, context);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back':
      return cells.length === 0
        ? { state, outcome: 'leave' }
        : { state: { ...state, cells: cells.slice(0, -1) } };
    default:
      return { state };
  }
}

export const mergeTool: Tool<MergeState> = {
  begin,
  step,
  wanted,
  asks: () => ({ areas: true }),
  want: ({ cells }) => (['merge-first', 'merge-next'] as const)[cells.length] ?? 'merge-finish',
  drags: () => false,
};
