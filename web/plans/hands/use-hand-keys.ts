import { useEffect, type RefObject } from 'react';

import type { MapView } from '../../map/map-view.ts';
import { takesText } from '../../ui/use-keys.ts';
import type { Place } from '../desk/desk.ts';
import { TOOL_KEYS, type ToolKey } from '../tools/tool.ts';
import { toolStore } from '../tools/tool-store.ts';
import { TOOL_LETTERS } from '../tools/tools.ts';

import { metresPerPxAt } from './hand-input.ts';
import { arrowStep, moveCursor } from './map-cursor.ts';
import { planTools } from './plan-tools.ts';

const TOOL_OF = new Map(TOOL_KEYS.map((tool): [string, ToolKey] => [TOOL_LETTERS[tool], tool]));
/** Nudges are finer than steps of the cursor: px. */
const NUDGE_PX = { fine: 1, coarse: 10 } as const;

/** What takes the keys of the map in its box. */
export function canvasIn(ground: HTMLElement | null): HTMLElement | null {
  return ground?.querySelector<HTMLElement>('canvas.maplibregl-canvas') ?? null;
}

/**
 * Tools by keys: a letter each anywhere on the screen; while the map has the focus arrows move its cursor, or what is
 * held, Space places, Enter finishes, Delete takes away, + and − change what there is of a tolerance.
 *
 * @param ground the map's box
 */
export function useHandKeys(
  view: RefObject<MapView | null>,
  ground: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { ctrlKey, metaKey, altKey, shiftKey, key, target } = event;
      if (event.defaultPrevented || ctrlKey || metaKey || takesText(target)) return;
      if (document.querySelector('dialog[open]')) return;
      const canvas = canvasIn(ground.current);
      if (!canvas) return;
      const takes = (): void => {
        event.preventDefault();
        event.stopPropagation();
        if (toolStore.getState().touched !== false) toolStore.setState({ touched: false });
      };
      const letter = key.toLowerCase();
      const tool = altKey ? undefined : TOOL_OF.get(letter);
      if (tool) {
        takes();
        planTools.choose(tool);
        canvas.focus({ preventScroll: true });
        return;
      }
      const { state, snapping, tracing } = toolStore.getState();
      if (letter === 'q' || letter === 't') {
        takes();
        toolStore.setState(letter === 'q' ? { snapping: !snapping } : { tracing: !tracing });
        return;
      }
      if (target !== canvas && target !== document.body) return;
      const step = arrowStep(key, shiftKey);
      if (step) {
        takes();
        return arrow(step, shiftKey, altKey);
      }
      const { cursor } = toolStore.getState();
      if (key === ' ' && cursor) {
        takes();
        if (!event.repeat) at(cursor, 'place', { add: shiftKey, free: altKey });
      } else if (key === 'Enter') {
        takes();
        planTools.give({ kind: 'finish' });
      } else if (key === 'Delete' || key === 'Backspace') {
        takes();
        planTools.give({ kind: 'delete' });
      } else if (state.tool === 'simplify' && ['+', '=', '-', '_'].includes(key)) {
        takes();
        planTools.give({ kind: key === '+' || key === '=' ? 'more' : 'less' });
      }
    };

    /** What the map's cursor does at a place in px. */
    const at = (
      { x, y }: { x: number; y: number },
      kind: 'hover' | 'place',
      { add = false, free = false } = {},
    ): void => {
      const place = view.current?.unproject(x, y);
      const metresPerPx = view.current && metresPerPxAt(view.current, x, y);
      if (place && metresPerPx) planTools.give({ kind, at: place, metresPerPx, add, free });
    };

    const arrow = (step: [number, number], coarse: boolean, free: boolean): void => {
      const map = view.current;
      const box = ground.current?.getBoundingClientRect();
      if (!map || !box) return;
      const { state, cursor } = toolStore.getState();
      const from = cursor ?? { x: box.width / 2, y: box.height / 2 };
      if (state.tool === 'vertex' && state.grip) {
        const px = NUDGE_PX[coarse ? 'coarse' : 'fine'];
        const by = [Math.sign(step[0]) * px, Math.sign(step[1]) * px] as const;
        const [a, b] = [map.unproject(from.x, from.y), map.unproject(from.x + by[0], from.y + by[1])]; // prettier-ignore
        if (a && b) planTools.give({ kind: 'nudge', by: [b[0] - a[0], b[1] - a[1]] as Place });
        return;
      }
      // The first arrow only shows where the cursor is.
      const next = cursor ? moveCursor(from, step, box) : { cursor: from, pan: [0, 0] as const };
      if (next.pan[0] !== 0 || next.pan[1] !== 0) map.panBy(next.pan[0], next.pan[1]);
      toolStore.setState({ cursor: next.cursor });
      at(next.cursor, 'hover', { free });
    };

    window.addEventListener('keydown', listen, { capture: true });
    return () => window.removeEventListener('keydown', listen, { capture: true });
  }, [view, ground]);
}
