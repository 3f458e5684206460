import { dragged, extended, hovered, NOTHING_DRAWN, ringOf, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
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
  switch (event.kind) {
    case 'hover':
      return { state: hovered(state, event.hit) };
    case 'place':
    case 'press':
      return { state: { ...extended(state, event.hit), beside: besideOf(state, event.hit) } };
    case 'drag':
    case 'drop':
      return { state: { ...dragged(state, event.hit), beside: besideOf(state, event.hit) } };
    case 'finish': {
      const make = wanted(state, context, false) ?? wanted(state, context);
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

export const drawTool: Tool<DrawState> = {
  begin,
  step,
  wanted,
  asks: () => ({ snap: true }),
  want: ({ legs }) => (legs.length === 0 ? 'ring-outside' : legs.length < 3 ? 'next-point' : 'finish'), // prettier-ignore
  drags: () => true,
};
