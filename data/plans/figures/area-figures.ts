import { deviationFrom } from '#data/areas/deviation.ts';
import { ruleOf } from '#data/plans/area-rule.ts';

import type { PlanFigures } from './plan-figures.ts';

/** What a planner sees of an area. null: not known, or nothing is asked. */
export interface PlanAreaFigures {
  households: number | null;
  residents: number | null;
  /** Households and residents are, in part, shares of a count by land. */
  estimated: boolean;
  buildings: number;
  managementPoints: number;
  /** Staff with a post in it or below it; who has posts in two areas is counted in both. */
  members: number;
  /** Reported in it in the last 12 months, by place: also those from before its borders. */
  incidents: number;
  areaM2: number;
  borderM: number;
  /** 4π × land ÷ border² (Polsby, Popper 1991): 1 for a circle. */
  compactness: number;
  /** Shares of its border that run along a road, water or a wall. */
  onRoads: number;
  onWater: number;
  onWalls: number;
  /** Households that it has too many (negative: too few) for its band; 0 within. null where it has no band. */
  deviation: number | null;
}

/** @returns undefined where there is no such area */
export function figuresOf(
  figures: PlanFigures,
  levels: readonly { rank: number; key: string }[],
  id: number,
): PlanAreaFigures | undefined {
  const sums = figures.sumsOf(id);
  const area = figures.state.areas.get(id);
  if (!sums || !area) return undefined;
  const { knows } = figures.ground;
  const households = knows.households ? sums.households : null;
  const residents = knows.residents ? sums.residents : null;
  const { band } = ruleOf(levels, area);
  const [areaM2, borderM] = [sums.cm2 / 1e4, sums.mm / 1e3];
  return {
    households,
    residents,
    estimated: sums.estimated > 0,
    buildings: sums.buildings,
    managementPoints: sums.managementPoints,
    members: sums.members,
    incidents: sums.incidents,
    areaM2,
    borderM,
    compactness: (4 * Math.PI * areaM2) / borderM ** 2,
    onRoads: sums.roadMm / sums.mm,
    onWater: sums.waterMm / sums.mm,
    onWalls: sums.wallMm / sums.mm,
    deviation: band && area.kind !== 'dedicated' ? deviationFrom(band, { households, residents }) : null, // prettier-ignore
  };
}
