import { expect, it } from 'vitest';

import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { createDraw } from '#data/sample/draw.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import { buildStreetNetwork } from './street-network.ts';
import { createWithinAreas } from './within-areas.ts';

const coverage = fromPolygons(gridFrom('AAB/AAB/CC.'));
if ('faults' in coverage) throw new Error('the drawing has faults');
const areas = unpackAreas(packAreas(1, [], coverage));
const cellAt = createCellAt(coverage);
const isWithin = createWithinAreas(areas);
const xs = [...areas.positions].filter((_, i) => i % 2 === 0);
const ys = [...areas.positions].filter((_, i) => i % 2 === 1);
const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]; // prettier-ignore

it('says of a place what the borders say, in a bay and beyond as well', () => {
  const draw = createDraw(5, 'within areas');
  const found = { in: 0, out: 0 };
  for (let i = 0; i < 2000; i++) {
    const lng = west + (1.4 * draw() - 0.2) * (east - west);
    const lat = south + (1.4 * draw() - 0.2) * (north - south);
    const isIn = cellAt(lng, lat) !== 0;
    expect(isWithin(lng, lat), `${lng} ${lat}`).toBe(isIn);
    found[isIn ? 'in' : 'out']++;
  }
  expect(Math.min(found.in, found.out)).toBeGreaterThan(200);
});

it('a road that goes on beyond is a street as far as the border', () => {
  const lat = south + 0.9 * (north - south);
  const at = (share: number): [number, number] => [west + share * (east - west), lat];
  const positions = [0.1, 0.3, 0.8, 1.2, 1.5].flatMap(at);
  const network = buildStreetNetwork(
    {
      count: 1,
      ids: Uint32Array.of(1),
      kind: new Uint8Array(1),
      class: new Uint8Array(1),
      names: [''],
      namesEn: [''],
      geometry: Uint8Array.of(1),
      positions: Float64Array.from(positions),
      partStarts: Uint32Array.of(0, 5),
      partFeature: new Uint32Array(1),
      partIsHole: new Uint8Array(1),
    },
    isWithin,
  )!;
  expect([network.nodes.length / 2, network.neighbours.length]).toEqual([3, 4]);
});
