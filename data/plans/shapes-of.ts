import { withParents } from '#data/areas/with-parents.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';

import type { PlanState } from './plan-state.ts';

/** Borders of some areas, each the dissolve of its cells. */
export function shapesOf(
  { set, areas }: PlanState,
  wanted: ReadonlySet<number>,
): Map<number, MultiPolygonCoordinates> {
  const shapes = new Map<number, MultiPolygonCoordinates>();
  const coverage = set.toCoverage();
  const levels = new Set([...wanted].flatMap((id) => areas.get(id)?.level ?? []));
  for (const level of levels) {
    const areaOf = (cell: number): number => {
      const area = withParents(areas, cell).find((one) => one.level === level);
      return area && wanted.has(area.id) ? area.id : 0;
    };
    for (const [id, shape] of dissolve(coverage, areaOf)) shapes.set(id, shape);
  }
  return shapes;
}
