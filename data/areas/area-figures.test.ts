import { describe, expect, it } from 'vitest';

import { areaFigures } from './area-figures.ts';
import type { Area } from './area.ts';

function area(id: number, parentId: number | null, own: number | null = null): Area {
  return {
    id,
    code: String(id),
    parentId,
    level: parentId === null ? 1 : 2,
    kind: 'comprehensive',
    name: '',
    nameEn: null,
    ownHouseholds: own,
    ownResidents: null,
    ownCountedOn: own === null ? null : '2021-03-31',
  };
}
const none = new Map();
const brief = (figures: ReturnType<typeof areaFigures>) =>
  Object.fromEntries(
    [...figures].map(([id, f]) => [id, `${f.households}${f.estimated ? '~' : ''}`]),
  );

describe('figures of areas', () => {
  it('are the sums of their buildings where those carry them, whatever the own count', () => {
    const sums = new Map([
      [2, { households: 30, residents: 70 }],
      [3, { households: 12, residents: 20 }],
    ]);
    const figures = areaFigures([area(1, null, 500), area(2, 1, 99), area(3, 1)], sums, none);
    expect(brief(figures)).toEqual({ 1: '42', 2: '30', 3: '12' });
    expect(figures.get(1)).toEqual({ households: 42, residents: 90, estimated: false, countedOn: null }); // prettier-ignore
  });

  it('of a cell without a building are none, where buildings elsewhere carry them, unless it was counted', () => {
    const sums = new Map([
      [2, { households: 30, residents: null }],
      [5, { households: null, residents: null }],
    ]);
    const areas = [area(1, null), area(2, 1), area(3, 1), area(4, 1, 7), area(6, null), area(5, 6)];
    const figures = areaFigures(areas, sums, none);
    expect(brief(figures)).toEqual({ 1: '37', 2: '30', 3: '0', 4: '7', 5: 'null', 6: 'null' });
    expect(figures.get(3)!.residents).toBeNull();
  });

  it('are own counts, with their date, where no building carries one', () => {
    const figures = areaFigures([area(1, null), area(2, 1, 100), area(3, 1, 11)], none, none);
    expect(brief(figures)).toEqual({ 1: '111', 2: '100', 3: '11' });
    expect(figures.get(1)!.countedOn).toBe('2021-03-31');
    expect(figures.get(1)!.residents).toBeNull();
  });

  it('shared from a higher count are estimated and add up to it', () => {
    const m2 = new Map([
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
    const areas = [area(1, null, 110), area(2, 1, 10), area(3, 1), area(4, 1), area(5, 1)];
    const figures = areaFigures(areas, none, m2);
    expect(brief(figures)).toEqual({ 1: '110', 2: '10', 3: '33~', 4: '34~', 5: '33~' });
  });

  it('of which nothing is known are null, and stay so', () => {
    expect(brief(areaFigures([area(1, null), area(2, 1), area(3, 1, 5)], none, none))).toEqual({
      1: 'null',
      2: 'null',
      3: '5',
    });
  });
});
