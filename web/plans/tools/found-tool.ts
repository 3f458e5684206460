import { areaAbove, areaBelow, levelsMade } from './levels-made.ts';
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** Areas that a new one is made of: it lies beside the one that the first lies in. */
export interface FoundState {
  tool: 'found';
  areas: readonly number[];
  /** What is pointed at; 0 = none. */
  over: number;
}

/** Of which level the new one is. */
const levelOf = ({ makes, rows }: ToolContext): number => makes ?? levelsMade(rows)[0] ?? 0;

const begin = (context: ToolContext): FoundState => {
  const level = levelOf(context);
  const chosen = context.selection.map((id) => areaBelow(context.rows, id, level));
  return { tool: 'found', areas: [...new Set(chosen)].filter((id) => id !== 0), over: 0 };
};

function wanted({ areas }: FoundState, context: ToolContext): Wanted | null {
  const level = levelOf(context);
  const parentId = areas.length === 0 ? null : areaAbove(context.rows, areas[0]!, level);
  if (parentId === null) return null;
  return { verb: 'reassign', areas: [...areas], parentId, found: { id: context.nextId, level } };
}

function step(state: FoundState, event: ToolEvent, context: ToolContext): Step<FoundState> {
  const { areas } = state;
  switch (event.kind) {
    case 'hover':
      return { state: { ...state, over: areaBelow(context.rows, event.hit.cell, levelOf(context)) } }; // prettier-ignore
    case 'place': {
      const over = areaBelow(context.rows, event.hit.cell, levelOf(context));
      if (over === 0) return { state };
      const rest = areas.filter((id) => id !== over);
      return { state: { ...state, over, areas: rest.length < areas.length ? rest : [...areas, over] } }; // prettier-ignore
    }
    case 'finish': {
      const make = wanted(state, context);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back':
      return areas.length === 0
        ? { state, outcome: 'leave' }
        : { state: { ...state, areas: areas.slice(0, -1) } };
    default:
      return { state };
  }
}

export const foundTool: Tool<FoundState> = {
  begin,
  step,
  wanted,
  asks: () => ({ areas: true }),
  want: ({ areas }) => (areas.length === 0 ? 'found-first' : 'found-finish'),
  drags: () => false,
};
