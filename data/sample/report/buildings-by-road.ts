import type { Measure } from './measure.ts';
import { flatten, hashPieces, isCrossing, lengthM, linesOf, nearestOn, piecesOf, type Spot } from './plane.ts'; // prettier-ignore
import type { Survey } from './survey.ts';

const REACH_M = 60;
/** A road is looked at so often: its nearest place may lie behind a wall. */
const STEP_M = 8;

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
        for (const to of [nearestOn(a, b, from), ...along(a, b)]) {
          if (lengthM({ a: from, b: to }) > REACH_M) continue;
          if (!barring.some((bar) => isCrossing(from, to, bar.a, bar.b))) return true;
        }
      }
    return false;
  }
}

function along(a: Spot, b: Spot): Spot[] {
  const count = Math.ceil(lengthM({ a, b }) / STEP_M);
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 0.5) / count;
    return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  });
}
