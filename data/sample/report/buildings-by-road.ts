import type { Measure } from './measure.ts';
import { flatten, hashPieces, isCrossing, lengthM, linesOf, nearestOn, piecesOf, type Spot } from './plane.ts'; // prettier-ignore
import type { Survey } from './survey.ts';

const REACH_M = 60;

/** How many buildings have no road of any class within 60 m in a straight way that no wall, water or railway bars. */
export function measureBuildingsByRoad({ sample }: Survey): Measure {
  const pieces = (kinds: readonly string[]) =>
    hashPieces(
      sample.features
        .filter(({ kind }) => kinds.includes(kind))
        .flatMap((f) => piecesOf(linesOf(f), f.class)),
    );
  const roads = pieces(['road']);
  const bars = pieces(['wall', 'water', 'rail']);
  const far = sample.buildings.filter(
    ({ coordinates }) => !isReached(flatten(coordinates[0]![0]!)),
  );
  return {
    name: 'buildings without a road within 60 m that leads to them',
    asked: 'none',
    got: String(far.length),
    met: far.length === 0,
  };

  function isReached(ring: readonly Spot[]): boolean {
    const starts = ring.slice(1).flatMap((b, i): Spot[] => {
      const a = ring[i]!;
      return [a, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]];
    });
    const near = [...roads.within(ring, REACH_M)];
    const barring = [...bars.within(ring, REACH_M)];
    for (const from of starts)
      for (const { a, b } of near) {
        const to = nearestOn(a, b, from);
        if (lengthM({ a: from, b: to }) > REACH_M) continue;
        if (!barring.some((bar) => isCrossing(from, to, bar.a, bar.b))) return true;
      }
    return false;
  }
}
