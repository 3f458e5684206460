import type { Place } from '../desk/desk.ts';
import { cornersOf, ringOf } from '../tools/drawn.ts';
import { selectRing } from '../tools/select-tool.ts';
import type { ToolState } from '../tools/tool.ts';

/** What is seen of the tool in hand. */
export interface ToolMarks {
  /** The line as it is drawn, to where the hand points; a ring ends where it begins. */
  line: readonly Place[];
  /** Corners that are set. */
  handles: readonly Place[];
  /** The border that is meant, and its vertices where one is to be held. */
  border: readonly Place[];
  vertices: readonly Place[];
  /** Areas that the tool has hold of. */
  areas: readonly number[];
  /** Areas that it points at, and has not hold of yet. */
  pointed: readonly number[];
  buildings: readonly number[];
}

const NONE: ToolMarks = { line: [], handles: [], border: [], vertices: [], areas: [], pointed: [], buildings: [] }; // prettier-ignore
const closed = (ring: readonly Place[]): readonly Place[] =>
  ring.length > 2 ? [...ring, ring[0]!] : ring;
const some = (id: number): number[] => (id === 0 ? [] : [id]);
const beside = (areas: readonly number[], over: number): Pick<ToolMarks, 'areas' | 'pointed'> => ({
  areas,
  pointed: some(over).filter((id) => !areas.includes(id)),
});

/** What is to be drawn of a tool's state. */
export function toolMarks(state: ToolState): ToolMarks {
  switch (state.tool) {
    case 'select':
      return {
        ...NONE,
        line: state.drawing ? closed(selectRing(state)) : [],
        pointed: state.drawing ? [] : some(state.over),
      };
    case 'split':
    case 'measure':
      return { ...NONE, line: cornersOf(state), handles: cornersOf(state, false) };
    case 'carve':
      return { ...NONE, line: closed(ringOf(state)), handles: cornersOf(state, false) };
    case 'draw':
      return { ...NONE, line: cornersOf(state), handles: cornersOf(state, false) };
    case 'reshape': {
      const border = (state.border ?? state.over)?.line ?? [];
      return { ...NONE, border, line: cornersOf(state), handles: cornersOf(state, false) };
    }
    case 'vertex': {
      const vertices = state.border?.line ?? [];
      const { grip, to } = state;
      if (!grip) return { ...NONE, border: vertices, vertices };
      return { ...NONE, border: vertices, vertices, line: held(state, to ?? grip.from), handles: [to ?? grip.from] }; // prettier-ignore
    }
    case 'simplify':
      return { ...NONE, border: state.over?.line ?? [], vertices: state.over?.line ?? [] };
    case 'lock':
      return { ...NONE, border: state.over?.line ?? [] };
    case 'merge':
      return { ...NONE, ...beside(state.cells, state.over) };
    case 'found':
      return { ...NONE, ...beside(state.areas, state.over) };
    case 'give': {
      const ring = selectRing({ drawing: state.drawing, legs: state.legs, hover: state.hover });
      return { ...NONE, line: closed(ring), areas: some(state.to), buildings: state.buildings };
    }
  }
}

/** Of a vertex that is held the edges that follow it; of a place within an edge its two halves. */
function held(
  { border, grip }: Extract<ToolState, { tool: 'vertex' }>,
  to: Place,
): readonly Place[] {
  if (grip?.kind === 'edge') return [grip.edge[0], to, grip.edge[1]];
  const line = border?.line ?? [];
  const i = line.findIndex((at) => at[0] === grip?.from[0] && at[1] === grip.from[1]);
  if (i < 0) return [];
  return [...line.slice(Math.max(0, i - 1), i), to, ...line.slice(i + 1, i + 2)];
}
