import { percent, type Measure } from './measure.ts';
import type { Survey } from './survey.ts';

/** Kinds of place by how their address ends. */
const PLACES = { market: /市场$/, site: /工地$/, bank: /风光带.*段$/, school: /[中小]学$|学校$/ };
const ESTATE = /幢$/;

/** How far what happens at a market, a building site, a river's bank and a school is from what happens in an estate: half the sum of the differences of shares, 0 alike, 100 % nothing in common. */
export function measureCategoriesByPlace({ sample: { incidents } }: Survey): Measure {
  const sharesOf = (pattern: RegExp): { count: number; shares: Map<string, number> } => {
    const own = incidents.filter(({ address }) => address !== null && pattern.test(address));
    const shares = new Map<string, number>();
    for (const { category } of own) shares.set(category, (shares.get(category) ?? 0) + 1 / own.length); // prettier-ignore
    return { count: own.length, shares };
  };
  const estate = sharesOf(ESTATE);
  const apart = Object.entries(PLACES).map(([place, pattern]) => {
    const { count, shares } = sharesOf(pattern);
    const keys = new Set([...shares.keys(), ...estate.shares.keys()]);
    let sum = 0;
    for (const key of keys) sum += Math.abs((shares.get(key) ?? 0) - (estate.shares.get(key) ?? 0)) / 2; // prettier-ignore
    return { place, count, sum };
  });
  return {
    name: 'categories by place: how far from an estate’s',
    asked: '≥ 50 % each, of ≥ 100 incidents',
    got: apart.map(({ place, count, sum }) => `${place} ${percent(sum)} of ${count}`).join(', '),
    met: apart.every(({ count, sum }) => sum >= 0.5 && count >= 100),
  };
}
