import { chooseStep } from './border-choice.ts';
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
    case 'more':
      return { state: { ...state, toleranceM: toleranceBy(1) } };
    case 'less':
      return { state: { ...state, toleranceM: toleranceBy(-1) } };
    case 'back':
      return { state: begin(), outcome: 'leave' };
    default:
      return chooseStep(state, event, wanted);
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
