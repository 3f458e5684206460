import type { Ring } from '#data/geo/geometry.ts';

import { percent, type Measure } from './measure.ts';
import { flatten, hashPieces, lengthM, linesOf, nearestOn, piecesOf, type Spot } from './plane.ts';
import type { Survey } from './survey.ts';

const NEAR_M = 5;
/** A border is looked at so often. */
const STEP_M = 10;

/** Which share of the grids' borders can be seen on the ground: a road's middle, a shore or a wall within 5 m. */
export function measureBordersAlongLines({ sample, level }: Survey): Measure {
  const lines = hashPieces(
    sample.features
      .filter(({ kind }) => kind === 'road' || kind === 'water' || kind === 'wall')
      .flatMap((feature) => piecesOf(linesOf(feature), feature.kind)),
  );
  const seen = new Set<string>();
  let [along, all] = [0, 0];
  for (const { coordinates } of level(4)) for (const ring of coordinates.flat()) look(ring);
  const share = along / all;
  return {
    name: 'borders of grids within 5 m of a road, a shore or a wall',
    asked: 'at least 70 %',
    got: `${percent(share)} of ${Math.round(all / 1000)} km`,
    met: share >= 0.7,
  };

  function look(ring: Ring): void {
    const spots = flatten(ring);
    for (let i = 1; i < ring.length; i++) {
      // Both neighbours have the same border: once is enough.
      const key = [ring[i - 1]!.join(), ring[i]!.join()].sort().join(' ');
      if (seen.has(key)) continue;
      seen.add(key);
      const [a, b] = [spots[i - 1]!, spots[i]!];
      const length = lengthM({ a, b });
      const count = Math.max(1, Math.round(length / STEP_M));
      all += length;
      for (let n = 0; n < count; n++) {
        const t = (n + 0.5) / count;
        const at: Spot = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
        for (const piece of lines.within([at], NEAR_M))
          if (lengthM({ a: at, b: nearestOn(piece.a, piece.b, at) }) <= NEAR_M) {
            along += length / count;
            break;
          }
      }
    }
  }
}
