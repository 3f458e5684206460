import type { Measure } from './measure.ts';
import { hashBySquare, hashPieces, isWithinRings, lengthM, linesOf, nearestOn, piecesOf, type Spot } from './plane.ts'; // prettier-ignore
import type { Survey } from './survey.ts';

const STEP_M = 4;

/** How many metres of road lie in water without a bridge; and bridges over the river. */
export function measureRoadsOverWater({ sample }: Survey): Measure[] {
  const of = (kind: string) => sample.features.filter((f) => f.kind === kind);
  const waters = hashBySquare(
    of('water').map((f) => ({ rings: linesOf(f), isRiver: f.class === 'river' })),
    ({ rings }) => rings[0]!,
  );
  const waterAt = (at: Spot) =>
    [...waters.within([at], 0)].find(({ rings }) => isWithinRings(at, rings));
  const bridges = hashPieces(of('bridge').flatMap((f) => piecesOf(linesOf(f), f.id)));
  let wet = 0;
  for (const { a, b } of of('road').flatMap((f) => piecesOf(linesOf(f), null))) {
    const length = lengthM({ a, b });
    const count = Math.max(1, Math.round(length / STEP_M));
    for (let n = 0; n < count; n++) {
      const t = (n + 0.5) / count;
      const at: Spot = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
      if (!waterAt(at)) continue;
      const isCarried = [...bridges.within([at], 1)].some((piece) => lengthM({ a: at, b: nearestOn(piece.a, piece.b, at) }) < 0.5); // prettier-ignore
      if (!isCarried) wet += length / count;
    }
  }
  const great = of('bridge').filter((f) =>
    linesOf(f)[0]!.some((at, i, line) => {
      const next = line[i + 1] ?? at;
      return waterAt([(at[0] + next[0]) / 2, (at[1] + next[1]) / 2])?.isRiver;
    }),
  );
  const least = sample.request.size === 'street' ? 1 : 5;
  return [
    { name: 'road in water without a bridge', asked: 'none', got: `${Math.round(wet)} m`, met: wet < 1 }, // prettier-ignore
    {
      name: 'bridges over the river',
      asked: `at least ${least}`,
      got: String(great.length),
      met: great.length >= least,
    },
  ];
}
