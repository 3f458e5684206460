import { expect, it } from 'vitest';

import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { pointInRing } from '#data/geo/ring.ts';
import { WORLD } from '#data/tiles/project.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';
import type { AreaOnWire } from '#data/wire/packed.ts';

import { polygonShapes } from './area-shapes.ts';
import { veilShapes } from './veil-shapes.ts';

const coverage = fromPolygons(gridFrom('AAB/AAB/CCB'));
if ('faults' in coverage) throw new Error('the drawing has faults');
const area = (id: number): AreaOnWire => ({ id, code: `${id}`, parentId: null, level: 1, kind: 'comprehensive', name: '', nameEn: null, labelAt: [0, 0] }); // prettier-ignore
const packed = unpackAreas(packAreas(1, [1, 2, 3].map(area), coverage));
const land = polygonShapes({ packed, places: new Uint32Array(3) }, 0);
const veil = veilShapes(land);
const ringAt = ({ parts }: typeof veil, part: number): Int32Array =>
  parts.positions.subarray(2 * parts.starts[part]!, 2 * parts.starts[part + 1]!);
const opacities = (veil.properties['o'] as { numbers: number[] }).numbers;

/** Which covers lie over a place: those whose rings hold it an odd number of times. */
function coversAt(x: number, y: number): number[] {
  const times = opacities.map(() => 0);
  veil.parts.of.forEach((of, part) => {
    if (pointInRing(x, y, ringAt(veil, part)) > 0) times[of]!++;
  });
  return times.flatMap((n, cover) => (n % 2 === 1 ? [cover] : []));
}

it('covers nothing of the land, and all else once, more the farther away', () => {
  const ring = land.parts.positions;
  const xs = [...ring].filter((_, i) => i % 2 === 0);
  const ys = [...ring].filter((_, i) => i % 2 === 1);
  const [x, y] = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const half = (Math.max(...xs) - Math.min(...xs)) / 2;
  expect(coversAt(Math.round(x), Math.round(y))).toEqual([]);
  let last = 0;
  for (const times of [1.3, 2.1, 4.3, 7.9, 9.1, 30]) {
    const covers = coversAt(Math.round(x + times * half), Math.round(y + 3));
    expect(covers, `${times}`).toHaveLength(1);
    expect(opacities[covers[0]!]!).toBeGreaterThan(last);
    last = opacities[covers[0]!]!;
  }
  expect(last).toBe(1000);
  expect(Math.max(...veil.parts.positions)).toBeLessThan(WORLD);
});

it('is nothing where there is no land', () => {
  const empty = { ...land, parts: { positions: new Int32Array(), starts: Uint32Array.of(0), of: new Uint32Array(), isHole: new Uint8Array() } }; // prettier-ignore
  expect(veilShapes(empty).parts.of).toHaveLength(0);
});
