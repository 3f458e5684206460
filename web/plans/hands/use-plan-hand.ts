import { useEffect, type RefObject } from 'react';

import type { MapView } from '../../map/map-view.ts';
import type { HandEvent } from '../../map/watch-hand.ts';
import { contextNow } from '../tools/context-now.ts';
import { toolStore } from '../tools/tool-store.ts';
import { toolOf } from '../tools/tools.ts';

import { handInput, metresPerPxAt } from './hand-input.ts';
import { planTools } from './plan-tools.ts';

/** Whose a drag is follows the tool in hand. */
function mode(): 'map' | 'tool' {
  const { state } = toolStore.getState();
  return toolOf(state.tool).drags(state, contextNow()) ? 'tool' : 'map';
}

/** Hands on the map are told to the tool in hand. Answers what the map is to call with each event. */
export function usePlanHand(
  view: RefObject<MapView | null>,
  drawable: boolean,
): (event: HandEvent) => void {
  useEffect(() => {
    if (!drawable) return;
    const map = view.current;
    map?.setHand(mode());
    const stop = toolStore.subscribe(() => map?.setHand(mode()));
    return () => {
      stop();
      map?.setHand(null);
    };
  }, [view, drawable]);
  return tell(view);
}

const tell =
  (view: RefObject<MapView | null>) =>
  (event: HandEvent): void => {
    const { state, cursor, at, touched } = toolStore.getState();
    if (event.kind === 'leave') {
      if (at && !cursor) toolStore.setState({ at: null, snapped: null });
      return;
    }
    if (event.touch !== touched) toolStore.setState({ touched: event.touch });
    const metresPerPx = view.current && metresPerPxAt(view.current, event.x, event.y);
    const input = metresPerPx ? handInput(event, state.tool, metresPerPx) : null;
    if (!input) return;
    if (cursor) toolStore.setState({ cursor: null });
    planTools.give(input);
  };
