import type { Place } from '../desk/desk.ts';

import type { Border, Hit, Step, Tool, ToolEvent, Wanted } from './tool.ts';

/** What is held: a vertex that is there, or a place within an edge, which becomes one. */
type Grip =
  | { kind: 'vertex'; from: Place }
  | { kind: 'edge'; from: Place; edge: [Place, Place]; between: [number, number] };

/** A vertex of a border that is moved, made or removed; every border that meets in it follows. */
export interface VertexState {
  tool: 'vertex';
  /** The border whose vertices are shown. */
  border: Border | null;
  grip: Grip | null;
  to: Place | null;
}

const begin = (): VertexState => ({ tool: 'vertex', border: null, grip: null, to: null });
const same = (a: Place, b: Place): boolean => a[0] === b[0] && a[1] === b[1];

function wanted({ grip, to }: VertexState): Wanted | null {
  if (!grip || !to || same(grip.from, to)) return null;
  if (grip.kind === 'vertex') return { verb: 'move-vertex', from: grip.from, to };
  const [a, b] = grip.edge;
  return { verb: 'reshape', between: grip.between, line: [a, to, b], over: 'refuse' };
}

function gripAt({ at, snapped, border }: Hit): Grip | null {
  if (snapped?.kind === 'vertex') return { kind: 'vertex', from: at };
  if (!border) return null;
  return { kind: 'edge', from: at, edge: border.edge, between: border.between };
}

/** The border without the vertex that is held; null where it is one of its ends, or none is held. */
function without({ border, grip }: VertexState): Wanted | null {
  if (!border || grip?.kind !== 'vertex') return null;
  const i = border.line.findIndex((at) => same(at, grip.from));
  const [before, after] = [border.line[i - 1], border.line[i + 1]];
  if (!before || !after) return null;
  return { verb: 'reshape', between: border.between, line: [before, after], over: 'refuse' };
}

function step(state: VertexState, event: ToolEvent): Step<VertexState> {
  const { grip, to } = state;
  switch (event.kind) {
    case 'hover':
      return {
        state: grip ? { ...state, to: event.hit.at } : { ...state, border: event.hit.border },
      };
    case 'place':
    case 'press': {
      if (grip && event.kind === 'place') {
        const next = { ...state, to: event.hit.at };
        const make = wanted(next);
        return make ? { state: next, outcome: { make } } : { state: next };
      }
      const held = gripAt(event.hit);
      const border = event.hit.border ?? state.border;
      return { state: held ? { ...state, border, grip: held, to: held.from } : state };
    }
    case 'drag':
      return { state: grip ? { ...state, to: event.hit.at } : state };
    case 'drop': {
      if (!grip) return { state };
      const next = { ...state, to: event.hit.at };
      const make = wanted(next);
      return make ? { state: next, outcome: { make } } : { state: begin() };
    }
    case 'nudge': {
      if (!grip) return { state };
      const at = to ?? grip.from;
      return { state: { ...state, to: [at[0] + event.by[0], at[1] + event.by[1]] } };
    }
    case 'finish': {
      const make = wanted(state);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'delete': {
      const make = without(state);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back':
      return grip
        ? { state: { ...state, grip: null, to: null } }
        : { state: begin(), outcome: 'leave' };
    default:
      return { state };
  }
}

export const vertexTool: Tool<VertexState> = {
  begin,
  step,
  wanted,
  asks: ({ grip }) => ({ snap: true, border: !grip }),
  want: ({ grip }) => (grip ? 'vertex-to' : 'vertex'),
  drags: () => true,
};
