import { drawStep } from './draw-step.ts';
import { NOTHING_DRAWN, ringOf, type Drawn } from './drawn.ts';
import type { Hit, Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** A ring round land of nobody's against the outside. */
export interface DrawState extends Drawn {
  tool: 'draw';
  /** The first cell whose border it was drawn at: the new one goes to its parent. 0 = none yet. */
  beside: number;
}

const begin = (): DrawState => ({ tool: 'draw', beside: 0, ...NOTHING_DRAWN });

/** The parent of the cell that is drawn: the selected area or, of a cell, its parent; else that of the cell beside. */
function parentOf({ beside }: DrawState, { selection, rows }: ToolContext): number | null {
  const row = rows.get(selection[0] ?? beside);
  return row ? (row.isCell ? row.area.parentId : row.area.id) : null;
}

function wanted(state: DrawState, context: ToolContext, withHover = true): Wanted | null {
  const ring = ringOf(state, withHover);
  const parentId = parentOf(state, context);
  if (ring.length < 3 || parentId === null) return null;
  return { verb: 'draw', ring, id: context.nextId, parentId };
}

const besideOf = (state: DrawState, { snapped }: Hit): number =>
  state.beside || (snapped?.cells.find((cell) => cell !== 0) ?? 0);

function step(state: DrawState, event: ToolEvent, context: ToolContext): Step<DrawState> {
  const next = drawStep(state, event, (withHover) => wanted(state, context, withHover));
  switch (event.kind) {
    case 'place':
    case 'press':
    case 'drag':
    case 'drop':
      return { state: { ...next.state, beside: besideOf(state, event.hit) } };
    case 'back':
      return next.outcome || next.state.legs.length > 0 ? next : { state: begin() };
    default:
      return next;
  }
}

export const drawTool: Tool<DrawState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (legs.length === 0 ? 'ring-outside' : legs.length < 3 ? 'next-point' : 'finish'), // prettier-ignore
  drags: () => true,
};
