import { drawStep } from './draw-step.ts';
import { NOTHING_DRAWN, ringOf, type Drawn } from './drawn.ts';
import { levelsMade } from './levels-made.ts';
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** A ring, whose land becomes a cell of its own, alone in an area that is made for it or where it lies. */
export interface CarveState extends Drawn {
  tool: 'carve';
}

const begin = (): CarveState => ({ tool: 'carve', ...NOTHING_DRAWN });

function wanted(state: CarveState, context: ToolContext, withHover = true): Wanted | null {
  const ring = ringOf(state, withHover);
  if (ring.length < 3) return null;
  const { carves, nextId, rows } = context;
  const words = carves === 'dedicated' ? { words: { kind: 'dedicated' as const } } : {};
  const [level] = carves === 'cell' ? [] : levelsMade(rows);
  // Where cells are the only areas there are, the cell is what is carved out.
  if (level === undefined) return { verb: 'carve', ring, id: nextId, ...words };
  return { verb: 'carve', ring, id: nextId + 1, ...words, found: { id: nextId, level, ...words } };
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
