import { cellsBelow } from './cells-below.ts';
import { cornersOf, dragged, extended, hovered, NOTHING_DRAWN, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** A line over cells, which are parted by it: those of the selection alone, where there is one. */
export interface SplitState extends Drawn {
  tool: 'split';
}

const begin = (): SplitState => ({ tool: 'split', ...NOTHING_DRAWN });

function wanted(state: SplitState, context: ToolContext, withHover = true): Wanted | null {
  const line = cornersOf(state, withHover);
  if (line.length < 2) return null;
  const cells = cellsBelow(context.selection, context.rows);
  return { verb: 'split', line, firstId: context.nextId, ...(cells.length > 0 ? { cells } : {}) };
}

function step(state: SplitState, event: ToolEvent, context: ToolContext): Step<SplitState> {
  switch (event.kind) {
    case 'hover':
      return { state: hovered(state, event.hit) };
    case 'place':
    case 'press':
      return { state: extended(state, event.hit) };
    case 'drag':
    case 'drop':
      return { state: dragged(state, event.hit) };
    case 'finish': {
      const make = wanted(state, context, false) ?? wanted(state, context);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back': {
      const back = steppedBack(state);
      return back ? { state: back } : { state, outcome: 'leave' };
    }
    default:
      return { state };
  }
}

export const splitTool: Tool<SplitState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (['first-point', 'next-point'] as const)[legs.length] ?? 'finish',
  drags: () => true,
};
