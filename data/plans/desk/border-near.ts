import { borderThrough } from '#data/coverage/border-path.ts';
import type { EdgeSet } from '#data/coverage/edge-set.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';

import { nearBorders } from './snap-to.ts';

/** A border from one meeting of three or more to the next; a loop from one of its vertices back to it. */
export interface BorderAt {
  /** Cells left and right of it, walking it; 0 = outside. */
  between: [number, number];
  line: Position[];
  /** The ends of the edge that is nearest. */
  edge: [Position, Position];
}

/** The whole border that is nearest to a place; null where none is within so many metres. */
export function borderNear(set: EdgeSet, at: Position, withinM: number): BorderAt | null {
  const { border } = nearBorders(set, at, withinM);
  if (!border) return null;
  const degrees = (x: number, y: number): Position => [
    toDegrees(x + set.originX),
    toDegrees(y + set.originY),
  ];
  const { points, left, right } = borderThrough(set, border.edge);
  const { ax, ay, bx, by } = set.edge(border.edge);
  return {
    between: [left, right],
    line: points.map(({ x, y }) => degrees(x, y)),
    edge: [degrees(ax, ay), degrees(bx, by)],
  };
}
