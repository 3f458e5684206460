import { distanceM } from '#data/geo/distance-m.ts';

import type { MapView } from '../../map/map-view.ts';
import type { HandEvent } from '../../map/watch-hand.ts';
import type { HandInput } from '../tools/run-tools.ts';
import type { ToolKey } from '../tools/tool.ts';

/** px on both sides of a place that its scale is measured over. */
const SPAN_PX = 50;

/** Metres that a px is at a place of the map, px within the container; null before the map is there. */
export function metresPerPxAt(
  view: Pick<MapView, 'unproject'>,
  x: number,
  y: number,
): number | null {
  const [west, east] = [view.unproject(x - SPAN_PX, y), view.unproject(x + SPAN_PX, y)];
  return west && east ? distanceM(west, east) / (2 * SPAN_PX) : null;
}

/**
 * What a hand did on the map, as a tool hears of it; null where no tool would. A finger that stays ends a drawing; while
 * areas are selected it adds to them, for there is no Shift. Alt suspends snapping.
 */
export function handInput(event: HandEvent, tool: ToolKey, metresPerPx: number): HandInput | null {
  const { kind, at, shift, alt } = event;
  const there = { at, metresPerPx, add: shift, free: alt };
  switch (kind) {
    case 'leave':
      return null;
    case 'tap':
      return { kind: 'place', ...there };
    case 'hold':
      return tool === 'select' ? { kind: 'place', ...there, add: true } : { kind: 'finish' };
    case 'double':
      return tool === 'select' ? null : { kind: 'finish' };
    default:
      return { kind, ...there };
  }
}
