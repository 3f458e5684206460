import { percent, type Measure } from './measure.ts';
import type { Survey } from './survey.ts';

const FEW = 200;

/** Which share of comprehensive grids has 300 to 500 households or 1,000 to 1,500 residents: most, but not all. */
export function measureGridsInBand({ level, cellOf, upTo }: Survey): Measure {
  const figures = new Map<number, [households: number, residents: number]>();
  for (const [building, cell] of cellOf) {
    const grid = upTo(cell, 4);
    const [households, residents] = figures.get(grid) ?? [0, 0];
    figures.set(grid, [
      households + (building.households ?? 0),
      residents + (building.residents ?? 0),
    ]);
  }
  const open = level(4).filter((grid) => grid.kind === 'comprehensive');
  const inBand = open.filter(({ id }) => {
    const [households, residents] = figures.get(id) ?? [0, 0];
    return (households >= 300 && households <= 500) || (residents >= 1000 && residents <= 1500);
  });
  const share = inBand.length / open.length;
  // Of a street's few grids a handful more or less is chance: twice the standard error of the middle of the band.
  const give = open.length < FEW ? 2 * Math.sqrt((0.915 * 0.085) / open.length) : 0;
  const [least, most] = [0.88 - give, Math.min(1, 0.95 + give)];
  return {
    name: 'comprehensive grids in the band of households or residents',
    asked: `${Math.round(100 * least)} to ${Math.round(100 * most)} %`,
    got: `${percent(share)} of ${open.length}`,
    met: share >= least && share <= most,
  };
}
