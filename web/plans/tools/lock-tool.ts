import { chooseStep } from './border-choice.ts';
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
  if (event.kind === 'back') return { state: begin(), outcome: 'leave' };
  return chooseStep(state, event, (now) => wanted(now, context));
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
