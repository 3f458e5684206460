import { dragged, extended, hovered, steppedBack, type Drawn } from './drawn.ts';
import type { Step, ToolEvent, Wanted } from './tool.ts';

/**
 * What a hand does to a line or ring: a corner more, a drag, the last leg taken back, done.
 *
 * @param wanted what it comes to with, or without, where the hand points; null while it is not complete
 */
export function drawStep<S extends Drawn>(
  state: S,
  event: ToolEvent,
  wanted: (withHover: boolean) => Wanted | null,
): Step<S> {
  switch (event.kind) {
    case 'hover':
      return { state: hovered(state, event.hit) };
    case 'place':
    case 'press':
      return { state: extended(state, event.hit) };
    case 'drag':
    case 'drop':
      return { state: dragged(state, event.hit) };
    case 'finish': {
      const make = wanted(false) ?? wanted(true);
      return make ? { state, outcome: { make } } : { state };
    }
    case 'back': {
      const back = steppedBack(state);
      return back ? { state: back } : { state, outcome: 'leave' };
    }
    default:
      return { state };
  }
}
