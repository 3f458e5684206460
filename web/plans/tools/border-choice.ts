import type { Border, Step, ToolEvent, Wanted } from './tool.ts';

/** Whether two are the same border, wherever each was pointed at. */
export function sameBorder(a: Border | null, b: Border | null): boolean {
  if (!a || !b) return a === b;
  const ends = ({ line }: Border): string[] => [String(line[0]), String(line.at(-1))].sort();
  const [[a1, a2], [b1, b2]] = [ends(a), ends(b)];
  const sides = ({ between }: Border): string => [...between].sort((p, q) => p - q).join();
  return a1 === b1 && a2 === b2 && sides(a) === sides(b) && a.line.length === b.line.length;
}

/** What a hand does that points at a border: a place on another points at that, one on the same does what is wanted. */
export function chooseStep<S extends { over: Border | null }>(
  state: S,
  event: ToolEvent,
  wanted: (state: S) => Wanted | null,
): Step<S> {
  if (event.kind === 'finish') return doing(state, wanted(state));
  if (event.kind !== 'hover' && event.kind !== 'place') return { state };
  const isSame = sameBorder(state.over, event.hit.border);
  if (event.kind === 'hover')
    return { state: isSame ? state : { ...state, over: event.hit.border } };
  // A tap has not pointed before: the first shows what it would come to, the second does it.
  const make = isSame ? wanted(state) : null;
  return make ? doing(state, make) : { state: { ...state, over: event.hit.border } };
}

function doing<S>(state: S, make: Wanted | null): Step<S> {
  return make ? { state, outcome: { make } } : { state };
}
