import { cellsBelow } from './cells-below.ts';
import { drawStep } from './draw-step.ts';
import { cornersOf, NOTHING_DRAWN, type Drawn } from './drawn.ts';
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
  return drawStep(state, event, (withHover) => wanted(state, context, withHover));
}

export const splitTool: Tool<SplitState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (['first-point', 'next-point'] as const)[legs.length] ?? 'finish',
  drags: () => true,
};
