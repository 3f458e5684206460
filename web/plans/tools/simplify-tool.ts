import { sameBorder } from './border-choice.ts';
import type { Border, Step, Tool, ToolEvent, Wanted } from './tool.ts';

/** Metres by which a simplified border may run beside where it ran, from the least to the most. */
export const TOLERANCES_M = [0.5, 1, 2, 5, 10, 20] as const;

/** A border with fewer corners. */
export interface SimplifyState {
  tool: 'simplify';
  /** The border pointed at. */
  over: Border | null;
  toleranceM: number;
}

const begin = (): SimplifyState => ({ tool: 'simplify', over: null, toleranceM: 2 });

function wanted({ over, toleranceM }: SimplifyState): Wanted | null {
  return over ? { verb: 'simplify', edge: over.edge, toleranceM } : null;
}

function step(state: SimplifyState, event: ToolEvent): Step<SimplifyState> {
  const toleranceBy = (by: number): number => {
    const i = TOLERANCES_M.findIndex((m) => m === state.toleranceM) + by;
    return TOLERANCES_M[Math.min(TOLERANCES_M.length - 1, Math.max(0, i))]!;
  };
  switch (event.kind) {
    case 'hover':
      return {
        state: sameBorder(state.over, event.hit.border)
          ? state
          : { ...state, over: event.hit.border },
      };
    case 'place': {
      // A tap has not pointed before: the first shows what it would come to, the second does it.
      const next = { ...state, over: event.hit.border };
      const make = sameBorder(state.over, event.hit.border) ? wanted(state) : null;
      return make ? { state, outcome: { make } } : { state: next };
    }
    case 'finish': {
      const make = wanted(state);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'more':
      return { state: { ...state, toleranceM: toleranceBy(1) } };
    case 'less':
      return { state: { ...state, toleranceM: toleranceBy(-1) } };
    case 'back':
      return { state: begin(), outcome: 'leave' };
    default:
      return { state };
  }
}

export const simplifyTool: Tool<SimplifyState> = {
  begin,
  step,
  wanted,
  asks: () => ({ border: true }),
  want: ({ over }) => (over ? 'simplify-finish' : 'simplify'),
  drags: () => false,
};
