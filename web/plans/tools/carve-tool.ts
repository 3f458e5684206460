import { dragged, extended, hovered, NOTHING_DRAWN, ringOf, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
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

export const carveTool: Tool<CarveState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (legs.length === 0 ? 'ring' : legs.length < 3 ? 'next-point' : 'finish'),
  drags: () => true,
};
