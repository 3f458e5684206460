import { boxOf, cornersOf, dragged, extended, hovered, NOTHING_DRAWN, ringOf, steppedBack, type Drawn } from './drawn.ts'; // prettier-ignore
import type { Step, Tool, ToolContext, ToolEvent, Wanted } from './tool.ts';

/** Buildings that go to another cell, its border with them. */
export interface GiveState extends Drawn {
  tool: 'give';
  buildings: readonly number[];
  /** All are chosen: what is pointed at is the cell that gets them, also where a building stands. */
  isChosen: boolean;
  /** The cell that would get them; 0 = none. */
  to: number;
  /** What a ring that is being drawn is of. */
  drawing: 'box' | 'lasso' | null;
}

const begin = (): GiveState => ({
  tool: 'give',
  buildings: [],
  isChosen: false,
  to: 0,
  drawing: null,
  ...NOTHING_DRAWN,
});

function wanted({ buildings, to }: GiveState): Wanted | null {
  return buildings.length === 0 || to === 0 ? null : { verb: 'give-to', buildings, to };
}

function gathered(state: GiveState): Step<GiveState> {
  const corners = cornersOf(state);
  const ring = state.drawing === 'box' ? (corners.length < 2 ? [] : boxOf(corners[0]!, corners.at(-1)!)) : ringOf(state); // prettier-ignore
  const next: GiveState = { ...state, ...NOTHING_DRAWN, drawing: null };
  return ring.length < 3 ? { state: next } : { state: next, outcome: { gather: ring } };
}

/** Buildings that were asked for are added; all of them there already: taken away. */
export function withBuildings(state: GiveState, found: readonly number[]): GiveState {
  const fresh = found.filter((id) => !state.buildings.includes(id));
  const buildings = fresh.length > 0 ? [...state.buildings, ...fresh] : state.buildings.filter((id) => !found.includes(id)); // prettier-ignore
  return { ...state, buildings, to: 0 };
}

function step(state: GiveState, event: ToolEvent, { shape }: ToolContext): Step<GiveState> {
  switch (event.kind) {
    case 'hover': {
      if (state.drawing) return { state: hovered(state, event.hit) };
      const { cell, buildings } = event.hit;
      const aims = state.buildings.length > 0 && (state.isChosen || buildings.length === 0);
      return { state: { ...state, to: aims ? cell : 0 } };
    }
    case 'place': {
      const { cell, buildings } = event.hit;
      if (state.drawing) {
        const next = extended(state, event.hit);
        return state.drawing === 'box' ? gathered(next) : { state: next };
      }
      if (buildings.length > 0 && !state.isChosen)
        return { state: withBuildings(state, buildings) };
      if (state.buildings.length === 0)
        return shape === 'click'
          ? { state }
          : { state: extended({ ...state, drawing: shape }, event.hit) };
      // A tap has not pointed before: the first shows what it would come to, the second does it.
      if (cell === 0 || state.to !== cell) return { state: { ...state, to: cell } };
      return {
        state,
        outcome: { make: { verb: 'give-to', buildings: state.buildings, to: cell } },
      };
    }
    case 'press':
      return { state: extended({ ...state, ...NOTHING_DRAWN, isChosen: false, to: 0, drawing: shape === 'lasso' ? 'lasso' : 'box' }, event.hit) }; // prettier-ignore
    case 'drag':
      return { state: state.drawing ? dragged(state, event.hit) : state };
    case 'drop':
      return state.drawing ? gathered(dragged(state, event.hit)) : { state };
    case 'finish': {
      if (state.drawing) return gathered(state);
      const make = wanted(state);
      if (make) return { state, outcome: { make } };
      return { state: { ...state, isChosen: state.buildings.length > 0 } };
    }
    case 'back': {
      const back = state.drawing && steppedBack(state);
      if (back) return { state: back.legs.length > 0 ? back : { ...back, drawing: null } };
      if (state.isChosen) return { state: { ...state, isChosen: false, to: 0 } };
      if (state.buildings.length > 0)
        return { state: { ...state, buildings: state.buildings.slice(0, -1), to: 0 } };
      return { state, outcome: 'leave' };
    }
    default:
      return { state };
  }
}

export const giveTool: Tool<GiveState> = {
  begin,
  step,
  wanted,
  asks: () => ({ areas: true, buildings: true }),
  want: ({ buildings, isChosen, to, drawing }) =>
    drawing ?? (isChosen || to !== 0 ? 'give-to' : buildings.length > 0 ? 'give-to' : 'buildings'),
  drags: (_, { shape }) => shape !== 'click',
};
