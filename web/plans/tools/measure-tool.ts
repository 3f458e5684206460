import { dragged, extended, hovered, NOTHING_DRAWN, steppedBack, type Drawn } from './drawn.ts';
import type { Step, Tool, ToolEvent } from './tool.ts';

/** A line whose length, and the land that it would enclose, is read. */
export interface MeasureState extends Drawn {
  tool: 'measure';
  /** Another click begins anew. */
  isOver: boolean;
}

const begin = (): MeasureState => ({ tool: 'measure', isOver: false, ...NOTHING_DRAWN });

function step(state: MeasureState, event: ToolEvent): Step<MeasureState> {
  switch (event.kind) {
    case 'hover':
      return state.isOver ? { state } : { state: hovered(state, event.hit) };
    case 'place':
    case 'press':
      return { state: extended(state.isOver ? begin() : state, event.hit) };
    case 'drag':
    case 'drop':
      return { state: dragged(state, event.hit) };
    case 'finish':
      return { state: { ...state, isOver: state.legs.length > 0, hover: [] } };
    case 'back': {
      if (state.isOver) return { state: { ...state, isOver: false } };
      const back = steppedBack(state);
      return back ? { state: back } : { state, outcome: 'leave' };
    }
    default:
      return { state };
  }
}

export const measureTool: Tool<MeasureState> = {
  begin,
  step,
  wanted: () => null,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (legs.length === 0 ? 'measure' : 'measure-more'),
  drags: () => true,
};
