import { percent, type Measure } from './measure.ts';
import type { Survey } from './survey.ts';

/** Which share of the compounds of at most 500 households lies in one grid: neighbours who know each other. */
export function measureCompoundsWhole({ sample, cellOf, cellAt, upTo }: Survey): Measure {
  const grids = new Map<number, Set<number>>();
  const households = new Map<number, number>();
  for (const { id, ring } of sample.compounds)
    grids.set(id, new Set(ring.map((corner) => upTo(cellAt(...corner), 4))));
  for (const building of sample.buildings) {
    const id = building.compoundId;
    if (id === null) continue;
    grids.get(id)!.add(upTo(cellOf.get(building)!, 4));
    households.set(id, (households.get(id) ?? 0) + (building.households ?? 0));
  }
  const small = sample.compounds.filter(({ id }) => (households.get(id) ?? 0) <= 500);
  const whole = small.filter(({ id }) => grids.get(id)!.size === 1);
  const share = whole.length / small.length;
  return {
    name: 'compounds of at most 500 households that no border of a grid cuts',
    asked: 'at least 90 %',
    got: `${percent(share)} of ${small.length}`,
    met: share >= 0.9,
  };
}
