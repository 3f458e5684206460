import Flatbush from 'flatbush';
import pointInPolygon from 'point-in-polygon-hao';

import { createCellAt } from '#data/coverage/cell-at.ts';
import type { CellShape } from '#data/coverage/coverage.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { pointsFor } from '#data/fixtures/border-points.ts';
import { createExactCell } from '#data/fixtures/exact-cell.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { boundsOf } from '#data/geo/bounds.ts';
import { testDatabase } from '#server/db/test-database.ts';

import { sampleCells } from '../prove/real-cells.ts';
import { median, type Bench } from './bench.ts';
import {
  countJoin,
  selectJoin,
  selectVersions,
  storeCells,
  storePoints,
} from './cells-in-postgis.sql.ts';

const POINTS = 1_000_000;
/** The slower peers get the first part of the same points. */
const FLATBUSH_POINTS = 200_000;
const POSTGIS_POINTS = 50_000;
const ROUNDS = 5;
const WARM = 3;

export const bench: Bench = {
  name: 'point-to-cell',
  about: 'whose a point is, against flatbush + ray cast and a PostGIS join; every answer checked',
  run: async (log) => {
    const cells = await sampleCells('district', 1);
    const coverage = fromPolygons(cells);
    if ('faults' in coverage) throw new Error(`the sample has ${coverage.faults.length} faults`);
    const began = performance.now();
    const cellAt = createCellAt(coverage);
    const built = performance.now() - began;
    const flatbush = createFlatbush(cells);
    const { positions, borders } = makePoints(cells);
    const database = await testDatabase();
    const client = await database.ownerPool.connect();
    try {
      await storeCells(client, cells);
      await storePoints(client, positions.subarray(0, 2 * POSTGIS_POINTS));
      // A loop for each, as a program that uses one of them has it: in a loop that both go through
      // the compiler cannot take either in, and what is measured is the boxing of its arguments.
      const runOurs = () => {
        const from = performance.now();
        let sum = 0;
        for (let i = 0; i < 2 * POINTS; i += 2) sum += cellAt(positions[i]!, positions[i + 1]!);
        return speed(POINTS, from, sum);
      };
      const runFlatbush = () => {
        const from = performance.now();
        let sum = 0;
        for (let i = 0; i < 2 * FLATBUSH_POINTS; i += 2)
          sum += flatbush(positions[i]!, positions[i + 1]!);
        return speed(FLATBUSH_POINTS, from, sum);
      };
      for (let i = 0; i < WARM; i++) {
        runOurs();
        runFlatbush();
      }
      const ours: number[] = [];
      const byFlatbush: number[] = [];
      const byPostgis: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        ours.push(runOurs());
        byFlatbush.push(runFlatbush());
        ours.push(runOurs());
        const from = performance.now();
        await countJoin(client);
        byPostgis.push(POSTGIS_POINTS / (performance.now() - from) / 1000);
        ours.push(runOurs());
        log(
          `round ${round + 1}: ours ${ours.at(-1)!.toFixed(2)}, flatbush ${byFlatbush.at(-1)!.toFixed(2)}, PostGIS ${byPostgis.at(-1)!.toFixed(3)} M/s`,
        );
      }
      const wrong = countWrong(cells, positions, cellAt);
      const { differs, compared } = compare(positions, borders, cellAt, flatbush);
      const joined = await selectJoin(client);
      let apart = 0;
      for (let i = 0; i < POSTGIS_POINTS; i++) {
        const cell = cellAt(positions[2 * i]!, positions[2 * i + 1]!);
        const theirs = joined.get(i) ?? [];
        // PostGIS names every cell that a border point touches; ours must be one of them.
        if (
          cell === 0
            ? theirs.length > 0 && !borders.has(i)
            : !theirs.includes(cell) && !borders.has(i)
        )
          apart++;
      }
      const notes = [
        `${wrong} of ${POINTS} answers differ from the exact predicate, ${borders.size} points exactly on borders`,
        `off the borders ${differs} of ${compared} differ from flatbush, ${apart} of ${POSTGIS_POINTS} from PostGIS`,
        `${cells.length} cells; the raster is built in ${built.toFixed(0)} ms`,
        await selectVersions(client),
      ];
      const value = median(ours);
      const result = (name: string, peer: string, theirs: number, least: number) => ({
        name,
        unit: 'M points/s',
        ours: value,
        peers: [{ name: peer, value: theirs }],
        ratio: value / theirs,
        aim: `≥ ${least} × ${peer}, 0 mismatches`,
        met: value / theirs >= least && wrong + differs + apart === 0,
        notes,
      });
      return [
        result('point → cell', 'flatbush + ray cast', median(byFlatbush), 8),
        result('point → cell (SQL)', 'PostGIS join', median(byPostgis), 100),
      ];
    } finally {
      client.release();
      await database.drop();
    }
  },
};

/** Millions of points a second since `from`; the sum is looked at so that no answer is left out. */
function speed(points: number, from: number, sum: number): number {
  if (Number.isNaN(sum)) throw new Error('not a number');
  return points / (performance.now() - from) / 1000;
}

/** Boxes in a static R-tree, then a robust ray cast: what one would install. */
function createFlatbush(cells: readonly CellShape[]): (lng: number, lat: number) => number {
  const polygons = cells.flatMap((cell) =>
    cell.coordinates.map((rings) => ({ id: cell.id, rings })),
  );
  const index = new Flatbush(polygons.length);
  for (const { rings } of polygons) index.add(...boundsOf([rings]));
  index.finish();
  return (lng, lat) => {
    for (const i of index.search(lng, lat, lng, lat))
      if (pointInPolygon([lng, lat], polygons[i]!.rings) !== false) return polygons[i]!.id;
    return 0;
  };
}

/** Seeded points over the cells' box; every fiftieth exactly on a vertex or an edge. */
function makePoints(cells: readonly CellShape[]): {
  positions: Float64Array;
  borders: Set<number>;
} {
  const [west, south, east, north] = boundsOf(cells.flatMap((cell) => cell.coordinates));
  const random = createRandom(1);
  const positions = new Float64Array(2 * POINTS);
  const borders = new Set<number>();
  const onBorders = pointsFor(cells, POINTS, 2);
  for (let i = 0; i < POINTS; i++) {
    let [lng, lat] = [west + random() * (east - west), south + random() * (north - south)];
    if (i % 50 === 0) {
      let next = onBorders.next().value!;
      while (next[0] !== 'vertex' && next[0] !== 'edge') next = onBorders.next().value!;
      [, lng, lat] = next;
      borders.add(i);
    }
    positions[2 * i] = lng;
    positions[2 * i + 1] = lat;
  }
  return { positions, borders };
}

function countWrong(
  cells: readonly CellShape[],
  positions: Float64Array,
  cellAt: (lng: number, lat: number) => number,
): number {
  const exact = createExactCell(cells);
  let wrong = 0;
  for (let i = 0; i < positions.length; i += 2)
    if (cellAt(positions[i]!, positions[i + 1]!) !== exact(positions[i]!, positions[i + 1]!))
      wrong++;
  return wrong;
}

function compare(
  positions: Float64Array,
  borders: Set<number>,
  cellAt: (lng: number, lat: number) => number,
  peer: (lng: number, lat: number) => number,
): { differs: number; compared: number } {
  let differs = 0;
  let compared = 0;
  for (let i = 0; i < FLATBUSH_POINTS; i++) {
    if (borders.has(i)) continue;
    compared++;
    const [lng, lat] = [positions[2 * i]!, positions[2 * i + 1]!];
    if (cellAt(lng, lat) !== peer(lng, lat)) differs++;
  }
  return { differs, compared };
}
