import type { Place } from '../desk/desk.ts';

import { cornersOf, dragged, extended, hovered, NOTHING_DRAWN, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
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
  switch (event.kind) {
    case 'hover':
      return {
        state: state.border ? hovered(state, event.hit) : { ...state, over: event.hit.border },
      };
    case 'place':
    case 'press':
      return { state: state.border ? extended(state, event.hit) : begun(state, event.hit) };
    case 'drag':
    case 'drop':
      return { state: state.border ? dragged(state, event.hit) : state };
    case 'finish': {
      const make = wanted(state, null, false) ?? wanted(state, null);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back': {
      const back = steppedBack(state);
      if (!back) return { state, outcome: 'leave' };
      return { state: back.legs.length === 0 ? begin() : back };
    }
    default:
      return { state };
  }
}

export const reshapeTool: Tool<ReshapeState> = {
  begin,
  step,
  wanted,
  asks: ({ border }) => ({ snap: true, border: !border }),
  want: ({ legs }) => (legs.length === 0 ? 'border' : legs.length < 2 ? 'course' : 'finish'),
  drags: () => true,
};
