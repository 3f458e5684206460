import { boxOf, cornersOf, dragged, extended, hovered, NOTHING_DRAWN, ringOf, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
import type { Step, Tool, ToolContext, ToolEvent } from './tool.ts';

/** Areas chosen one by one, by the box between two places, or by a ring drawn freely. */
export interface SelectState extends Drawn {
  tool: 'select';
  /** The area pointed at; 0 = none. */
  over: number;
  /** What the ring is of; null while none is drawn. */
  drawing: 'box' | 'lasso' | null;
  /** To what is selected already. */
  add: boolean;
}

const begin = (): SelectState => ({
  tool: 'select',
  over: 0,
  drawing: null,
  add: false,
  ...NOTHING_DRAWN,
});

/** The ring drawn so far. */
export function selectRing(
  state: Pick<SelectState, 'drawing' | 'legs' | 'hover'>,
): [number, number][] {
  const corners = cornersOf(state);
  if (state.drawing !== 'box') return ringOf(state);
  return corners.length < 2 ? [] : boxOf(corners[0]!, corners.at(-1)!);
}

function chosen(state: SelectState): Step<SelectState> {
  const ring = selectRing(state);
  if (ring.length < 3) return { state };
  return { state: { ...begin(), over: state.over }, outcome: { select: ring, add: state.add } };
}

function step(state: SelectState, event: ToolEvent, { shape }: ToolContext): Step<SelectState> {
  switch (event.kind) {
    case 'hover': {
      const over = { ...state, over: event.hit.area };
      return { state: state.drawing ? hovered(over, event.hit) : over };
    }
    case 'place': {
      if (shape === 'click') return { state, outcome: { select: event.hit.area, add: event.add } };
      if (!state.drawing)
        return { state: extended({ ...begin(), drawing: shape, add: event.add }, event.hit) };
      const next = extended(state, event.hit);
      return state.drawing === 'box' ? chosen(next) : { state: next };
    }
    case 'press':
      // A box needs no other mode: Shift and a drag.
      return {
        state: extended(
          { ...begin(), drawing: shape === 'lasso' ? 'lasso' : 'box', add: event.add },
          event.hit,
        ),
      };
    case 'drag':
      return { state: state.drawing ? dragged(state, event.hit) : state };
    case 'drop':
      return state.drawing ? { ...chosen(dragged(state, event.hit)) } : { state };
    case 'finish':
      return chosen(state);
    case 'back': {
      const back = state.drawing && steppedBack(state);
      if (!back) return { state, outcome: 'leave' };
      return { state: back.legs.length === 0 ? begin() : back };
    }
    default:
      return { state };
  }
}

export const selectTool: Tool<SelectState> = {
  begin,
  step,
  wanted: () => null,
  asks: () => ({ areas: true }),
  want: ({ drawing }, { shape }) => drawing ?? (shape === 'click' ? 'select' : shape),
  drags: (_, { shape }) => shape !== 'click',
};
