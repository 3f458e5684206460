import { sameBorder } from './border-choice.ts';
import type { Border, Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** A border whose course is to stay as it is, or need not any more. */
export interface LockState {
  tool: 'lock';
  /** The border pointed at. */
  over: Border | null;
}

const begin = (): LockState => ({ tool: 'lock', over: null });

function wanted({ over }: LockState, { isLocked }: ToolContext): Wanted | null {
  return over ? { verb: 'lock-borders', edges: [over.edge], locked: !isLocked(over.edge) } : null;
}

function step(state: LockState, event: ToolEvent, context: ToolContext): Step<LockState> {
  switch (event.kind) {
    case 'hover':
      return {
        state: sameBorder(state.over, event.hit.border)
          ? state
          : { ...state, over: event.hit.border },
      };
    case 'place': {
      // A tap has not pointed before: the first shows what it would come to, the second does it.
      const next: LockState = { ...state, over: event.hit.border };
      const make = sameBorder(state.over, event.hit.border) ? wanted(state, context) : null;
      return make ? { state, outcome: { make } } : { state: next };
    }
    case 'finish': {
      const make = wanted(state, context);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back':
      return { state: begin(), outcome: 'leave' };
    default:
      return { state };
  }
}

export const lockTool: Tool<LockState> = {
  begin,
  step,
  wanted,
  asks: () => ({ border: true }),
  want: ({ over }, { isLocked }) =>
    over ? (isLocked(over.edge) ? 'unlock-finish' : 'lock-finish') : 'lock',
  drags: () => false,
};
