import { drawStep } from './draw-step.ts';
import { NOTHING_DRAWN, type Drawn } from './drawn.ts';
import type { Step, Tool, ToolEvent } from './tool.ts';

/** A line whose length, and the land that it would enclose, is read. */
export interface MeasureState extends Drawn {
  tool: 'measure';
  /** Another click begins anew. */
  isOver: boolean;
}

const begin = (): MeasureState => ({ tool: 'measure', isOver: false, ...NOTHING_DRAWN });

function step(state: MeasureState, event: ToolEvent): Step<MeasureState> {
  if (event.kind === 'finish')
    return { state: { ...state, isOver: state.legs.length > 0, hover: [] } };
  if (!state.isOver) return drawStep(state, event, () => null);
  switch (event.kind) {
    case 'hover':
      return { state };
    case 'place':
    case 'press':
      return drawStep(begin(), event, () => null);
    case 'back':
      return { state: { ...state, isOver: false } };
    default:
      return drawStep(state, event, () => null);
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
