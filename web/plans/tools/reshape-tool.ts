import type { Place } from '../desk/desk.ts';

import { drawStep } from './draw-step.ts';
import { cornersOf, extended, NOTHING_DRAWN, type Drawn } from './drawn.ts';
import type { Border, Hit, Step, Tool, ToolEvent, Wanted } from './tool.ts';

/** A new course of a border: where the line begins is the border that is meant. */
export interface ReshapeState extends Drawn {
  tool: 'reshape';
  border: Border | null;
  /** The border pointed at, before one is meant. */
  over: Border | null;
}

const begin = (): ReshapeState => ({ tool: 'reshape', border: null, over: null, ...NOTHING_DRAWN });

function wanted({ border, ...drawn }: ReshapeState, _: unknown, withHover = true): Wanted | null {
  const line = cornersOf(drawn, withHover);
  if (!border || line.length < 2) return null;
  return { verb: 'reshape', between: border.between, line, over: 'refuse' };
}

/** The line begins on the border, not beside it: else it would not cross it there. */
function begun(state: ReshapeState, hit: Hit): ReshapeState {
  const { border } = hit;
  if (!border) return state;
  const at: Place = hit.snapped?.kind ? hit.at : nearestOn(border.edge, hit.at);
  return extended({ ...begin(), border }, { ...hit, at, along: null });
}

/** The nearest place on an edge; over so short a way degrees of longitude are narrowed by the latitude alone. */
function nearestOn([[ax, ay], [bx, by]]: [Place, Place], [x, y]: Place): Place {
  const k = Math.cos((y * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * k, by - ay];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : ((x - ax) * k * dx + (y - ay) * dy) / length2;
  const along = Math.min(1, Math.max(0, t));
  return [ax + along * (bx - ax), ay + along * (by - ay)];
}

function step(state: ReshapeState, event: ToolEvent): Step<ReshapeState> {
  if (!state.border && 'hit' in event) {
    if (event.kind === 'hover') return { state: { ...state, over: event.hit.border } };
    const begins = event.kind === 'place' || event.kind === 'press';
    return { state: begins ? begun(state, event.hit) : state };
  }
  const next = drawStep(state, event, (withHover) => wanted(state, null, withHover));
  const isBare = event.kind === 'back' && !next.outcome && next.state.legs.length === 0;
  return isBare ? { state: begin() } : next;
}

export const reshapeTool: Tool<ReshapeState> = {
  begin,
  step,
  wanted,
  asks: ({ border }) => ({ snap: true, border: !border }),
  want: ({ legs }) => (legs.length === 0 ? 'border' : legs.length < 2 ? 'course' : 'finish'),
  drags: () => true,
};
