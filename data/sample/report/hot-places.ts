import { percent, type Measure } from './measure.ts';
import type { Survey } from './survey.ts';

const FEW = 0.04;

/**
 * Which share of the second half of the history lies at the few places that had most in the first half: what is hot
 * by chance does not stay so.
 */
export function measureHotPlaces({ sample: { incidents } }: Survey): Measure {
  const middle = incidents[incidents.length >> 1]!.reportedAt.slice(0, 10);
  const [before, after] = [new Map<string, number>(), new Map<string, number>()];
  for (const { address, reportedAt } of incidents) {
    if (address === null) continue;
    const half = reportedAt < middle ? before : after;
    half.set(address, (half.get(address) ?? 0) + 1);
  }
  const places = new Set([...before.keys(), ...after.keys()]).size;
  const hottest = [...before].sort((a, b) => b[1] - a[1]).slice(0, Math.round(FEW * places));
  const all = [...after.values()].reduce((a, b) => a + b, 0);
  const share = hottest.reduce((n, [address]) => n + (after.get(address) ?? 0), 0) / all;
  return {
    name: `incidents at the ${percent(FEW)} of places that were hottest before`,
    asked: '22 to 40 %',
    got: `${percent(share)} of ${all}, at ${hottest.length} of ${places} places`,
    met: share >= 0.22 && share <= 0.4,
  };
}
