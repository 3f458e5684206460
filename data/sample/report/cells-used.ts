import { labelPoint } from '#data/geo/label-point.ts';

import type { Measure } from './measure.ts';
import { flatten, hashBySquare, isWithinRings, linesOf } from './plane.ts';
import type { Survey } from './survey.ts';

/** How many micro-grids hold no building and are no park, water or square with a name either. */
export function measureCellsUsed({ sample, level, cellOf }: Survey): Measure {
  const built = new Set(cellOf.values());
  const open = hashBySquare(
    sample.features
      .filter(
        (f) =>
          f.name !== null && (f.kind === 'green' || f.kind === 'water' || f.class === 'square'),
      ) // prettier-ignore
      .map(linesOf)
      .filter((rings) => rings.length > 0),
    (rings) => rings.flat(),
    400,
  );
  const empty = level(5).filter(({ id }) => !built.has(id));
  const unnamed = empty.filter(({ coordinates }) => {
    const [at] = flatten([labelPoint(coordinates)]);
    for (const rings of open.within([at!], 0)) if (isWithinRings(at!, rings)) return false;
    return true;
  });
  return {
    name: 'micro-grids without a building that are no named open land',
    asked: 'none',
    got: `${unnamed.length} (${empty.length} are open land)`,
    met: unnamed.length === 0,
  };
}
