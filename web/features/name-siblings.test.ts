import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ALONE, siblingsOf, type NamedPlace } from './name-siblings.ts';

const park = (zh: string, en: string, x: number, areaM2 = 1_000): NamedPlace => ({ zh, en, c: 'green-park', areaM2, line: [x, 0] }); // prettier-ignore

describe('names of places that are called alike', () => {
  it('are those of the whole for sections of one, each as far as to the nearest larger section', () => {
    const found = siblingsOf([
      park('滨江风光带凯旋路段', 'Kaixuanlu Riverside', 0, 100),
      park('滨江风光带银龙段', 'Yinlong Riverside', 500, 300),
      park('滨江风光带七桥瓮段', 'Qiqiaoweng Riverside', 2_000, 200),
      park('望湖公园', 'Wanghu Park', 10),
      park('明城墙公园芙蓉里段', 'Furongli City Wall Park', 20),
    ]);
    const riverside = { zh: '滨江风光带', en: 'Riverside' };
    expect(found).toEqual([
      { whole: riverside, apart: 500 },
      { whole: riverside, apart: ALONE },
      { whole: riverside, apart: 1_500 },
      { whole: { zh: '望湖公园', en: 'Wanghu Park' }, apart: ALONE },
      { whole: { zh: '明城墙公园芙蓉里段', en: 'Furongli City Wall Park' }, apart: ALONE },
    ]);
  });

  it('are the same for places of one name, and another class is no kin', () => {
    const found = siblingsOf([
      park('口袋公园', 'Pocket Park', 0),
      park('口袋公园', 'Pocket Park', 300),
      { ...park('口袋公园', 'Pocket Park', 310), c: 'built-square' },
    ]);
    expect(found.map(({ apart }) => apart)).toEqual([ALONE, 300, ALONE]);
    expect(found[1]!.whole).toEqual({ zh: '口袋公园', en: 'Pocket Park' });
  });

  it('are never closer than asked where only those are named that stand so far apart', () => {
    const xs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 9 })), { minLength: 1 }); // prettier-ignore
    fc.assert(
      fc.property(xs, fc.integer({ min: 1, max: 2_000 }), (of, least) => {
        const places = of.map(([x, area]) => park('环城绿带', 'Ring Park', x, area));
        const named = siblingsOf(places).flatMap(({ apart }, i) => (apart >= least ? [of[i]![0]] : [])); // prettier-ignore
        expect(named.length).toBeGreaterThan(0);
        const sorted = [...named].sort((a, b) => a - b);
        for (let i = 1; i < sorted.length; i++)
          expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
