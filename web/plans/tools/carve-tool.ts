import { drawStep } from './draw-step.ts';
import { NOTHING_DRAWN, ringOf, type Drawn } from './drawn.ts';
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** A ring, whose land becomes a cell of its own. */
export interface CarveState extends Drawn {
  tool: 'carve';
}

const begin = (): CarveState => ({ tool: 'carve', ...NOTHING_DRAWN });

function wanted(state: CarveState, context: ToolContext, withHover = true): Wanted | null {
  const ring = ringOf(state, withHover);
  if (ring.length < 3) return null;
  const words = context.dedicated ? { words: { kind: 'dedicated' as const } } : {};
  return { verb: 'carve', ring, id: context.nextId, ...words };
}

function step(state: CarveState, event: ToolEvent, context: ToolContext): Step<CarveState> {
  return drawStep(state, event, (withHover) => wanted(state, context, withHover));
}

export const carveTool: Tool<CarveState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (legs.length === 0 ? 'ring' : legs.length < 3 ? 'next-point' : 'finish'),
  drags: () => true,
};
