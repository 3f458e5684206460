import type { Measure } from './measure.ts';
import type { Survey } from './survey.ts';

/** What rain brings. */
const WET = new Set(['flooding', 'drain', 'tree-down', 'water-leak']);

/**
 * Whether days differ by more than chance: what rain brings comes on some days, and the first month's categories are
 * not the last's. Chance alone would give 1: variance over mean, and chi-square over its degrees of freedom.
 */
export function measureSeason({ sample: { incidents } }: Survey): Measure {
  const days = [...new Set(incidents.map(({ reportedAt }) => reportedAt.slice(0, 10)))].sort();
  const wet = new Map(days.map((day) => [day, 0]));
  const [early, late] = [new Map<string, number>(), new Map<string, number>()];
  const add = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1); // prettier-ignore
  for (const { reportedAt, category } of incidents) {
    const day = reportedAt.slice(0, 10);
    if (WET.has(category)) add(wet, day);
    if (day < days[Math.floor(days.length / 3)]!) add(early, category);
    if (day >= days[Math.floor((2 * days.length) / 3)]!) add(late, category);
  }
  const counts = [...wet.values()];
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
  const dispersion = variance / mean;
  const shift = chiSquare(early, late);
  return {
    name: 'weather and season, to chance: what rain brings by day; categories by month',
    asked: '≥ 2; ≥ 1.5',
    got: `${dispersion.toFixed(1)}; ${shift.toFixed(1)}`,
    met: dispersion >= 2 && shift >= 1.5,
  };
}

/** Chi-square of two lists of counts over its degrees of freedom; categories of few cases are left out. */
function chiSquare(
  first: ReadonlyMap<string, number>,
  second: ReadonlyMap<string, number>,
): number {
  const keys = [...new Set([...first.keys(), ...second.keys()])].filter(
    (key) => (first.get(key) ?? 0) + (second.get(key) ?? 0) >= 20,
  );
  const sum = (map: ReadonlyMap<string, number>): number => keys.reduce((n, key) => n + (map.get(key) ?? 0), 0); // prettier-ignore
  const [a, b] = [sum(first), sum(second)];
  let total = 0;
  for (const key of keys) {
    const [x, y] = [first.get(key) ?? 0, second.get(key) ?? 0];
    const share = (x + y) / (a + b);
    total += (x - a * share) ** 2 / (a * share) + (y - b * share) ** 2 / (b * share);
  }
  return total / (keys.length - 1);
}
