import { percent, type Measure } from './measure.ts';
import { hashPieces, lengthM, linesOf, nearestOn, piecesOf, type Spot } from './plane.ts';
import type { Survey } from './survey.ts';

const GREAT = ['motorway', 'arterial', 'secondary'];
const NEAR_M = 1;

/** Which share of the greater roads that come to the district's border go on beyond it: a road that stops there gives the map away. */
export function measureRoadsBeyond({ sample, level }: Survey): Measure {
  const border = hashPieces(
    level(1).flatMap(
      ({ coordinates }) =>
      coordinates.flatMap((rings) => piecesOf(linesOf({ geometry: { type: 'Polygon', coordinates: rings } }), null)), // prettier-ignore
    ),
  );
  const isAtBorder = (at: Spot): boolean =>
    [...border.within([at], NEAR_M)].some((piece) => lengthM({ a: at, b: nearestOn(piece.a, piece.b, at) }) < NEAR_M); // prettier-ignore
  const arms = new Map<string, { at: Spot; arms: number }>();
  for (const feature of sample.features) {
    if (feature.kind !== 'road' || !GREAT.includes(feature.class)) continue;
    for (const line of linesOf(feature))
      line.forEach((at, i) => {
        const key = at.join();
        const place = arms.get(key) ?? { at, arms: 0 };
        place.arms += i === 0 || i === line.length - 1 ? 1 : 2;
        arms.set(key, place);
      });
  }
  const come = [...arms.values()].filter(({ at }) => isAtBorder(at));
  const goOn = come.filter((place) => place.arms > 1);
  return {
    name: 'greater roads at the district’s border that go on beyond it',
    asked: 'at least 90 %, of ≥ 5',
    got: `${percent(goOn.length / come.length)} of ${come.length}`,
    met: come.length >= 5 && goOn.length / come.length >= 0.9,
  };
}
