import { cellIds, type CellShape, type Coverage } from '#data/coverage/coverage.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { pointsFor } from '#data/fixtures/border-points.ts';
import { createExactCell } from '#data/fixtures/exact-cell.ts';
import { randomCells } from '#data/fixtures/random-cells.ts';
import { shapesOf } from '#data/fixtures/sound.ts';
import { boundsOf } from '#data/geo/bounds.ts';
import type { MultiPolygonCoordinates, Position, Ring } from '#data/geo/geometry.ts';
import { ringArea2Big } from '#data/geo/ring.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import { createGeosJudge } from './geos-judge.ts';
import type { Judge } from './judge.ts';
import { createPostgisJudge } from './postgis-judge.sql.ts';
import type { Proof } from './proof.ts';
import { sampleCells, taipeiCells } from './real-cells.ts';

/** At full size: points through `cellAt`, half of them among the random coverages. */
const POINTS_PER_COVERAGE = 1000;

/** `count` seeded coverages; below the full count the sample is a street and Taipei is left out. */
const FULL_COUNT = 1000;

export const proof: Proof = {
  name: 'borders',
  about: 'random coverages, the sample and Taipei: two judges, exact sums, points through cellAt',
  fullCount: FULL_COUNT,
  run: async ({ count, seed, log }) => {
    const failures: string[] = [];
    const notes: string[] = [];
    const full = count >= FULL_COUNT;
    const judges = [await createPostgisJudge(), await createGeosJudge()];
    let points = 0;
    let onBorders = 0;
    const framed: string[] = [];
    const tryOne = async (name: string, cells: CellShape[], tried: number) => {
      const coverage = fromPolygons(cells);
      if ('faults' in coverage) {
        const first = coverage.faults[0]!;
        failures.push(
          `${name}: ${coverage.faults.length} faults, the first ${JSON.stringify(first)}`,
        );
        return;
      }
      const shapes = shapesOf(coverage);
      const verdict = await judged(name, judges, coverage, shapes);
      failures.push(...verdict.failures);
      if (verdict.framed) framed.push(name);
      failures.push(...sums(coverage, shapes).map((f) => `${name}: ${f}`));
      const asked = askPoints(coverage, shapes, tried, seed + points);
      points += tried;
      onBorders += asked.onBorders;
      failures.push(...asked.failures.slice(0, 5).map((f) => `${name}: ${f}`));
    };
    try {
      failures.push(...(await canFail(judges)));
      for (let i = 0; i < count; i++) {
        await tryOne(
          `coverage of seed ${seed + i}`,
          randomCells(seed + i),
          POINTS_PER_COVERAGE / 2,
        );
        if ((i + 1) % 100 === 0) log(`${i + 1} of ${count} coverages, ${failures.length} failures`);
      }
      const rest = (count * POINTS_PER_COVERAGE) / 2;
      const taipei = full ? await taipeiCells() : null;
      log(full ? 'the sample district' : 'the sample street');
      const sample = await sampleCells(full ? 'district' : 'street', seed);
      await tryOne('the sample', sample, taipei ? rest / 2 : rest);
      if (taipei) {
        log('the villages of Taipei');
        await tryOne('Taipei', taipei, rest / 2);
      } else if (full) {
        notes.push('TAIPEI WAS NOT PROVED: JINGWEI_TRIAL_DATA names no folder of real data');
      } else {
        notes.push('not at full size: the sample is a street, and Taipei is left to the trial');
      }
    } finally {
      for (const judge of judges) await judge.close();
    }
    notes.push(
      `judges: ${judges.map((judge) => judge.name).join('; ')}`,
      `${points} points through cellAt, ${onBorders} of them exactly on a border`,
      `asked again with the outside as a cell: ${framed.join(', ') || 'none'}`,
    );
    return { count, seed, failures, notes };
  },
};

/**
 * What the judges say. GEOS (3.13, 3.14) takes an edge of the outline for one inside a neighbour where
 * a hole of that neighbour touches its own ring at the edge's end: it looks at the hole alone. So
 * where one objects, it is asked again with everything outside as one more cell, which leaves no such
 * edge and makes every mismatch of the outline count too.
 */
export async function judged(
  name: string,
  judges: Judge[],
  coverage: Coverage,
  shapes: CellShape[],
): Promise<{ failures: string[]; framed: boolean }> {
  const failures: string[] = [];
  let framed = false;
  for (const judge of judges) {
    if ((await judge.faults(shapes)).length === 0) continue;
    framed = true;
    for (const fault of (await judge.faults([...shapes, outsideOf(coverage)])).slice(0, 3))
      failures.push(`${name}: ${judge.name}: ${fault}`);
  }
  return { failures, framed };
}

/** A frame a lattice degree around, with the outline as its holes. */
function outsideOf(coverage: Coverage): CellShape {
  const outline = dissolve(coverage, () => 1).get(1)!;
  const [west, south, east, north] = boundsOf(outline).map((q) => Math.round(q));
  const [w, s, e, n] = [west! - 2, south! - 2, east! + 2, north! + 2];
  const frame: Ring = [
    [w, s],
    [e, s],
    [e, n],
    [w, n],
    [w, s],
  ];
  const holes = outline.map((polygon) => polygon[0]!.toReversed());
  return { id: 2 ** 32 - 1, coordinates: [[frame, ...holes]] };
}

/** A judge that passes everything proves nothing: each must object to a vertex moved by 1e-7°. */
export async function canFail(judges: readonly Judge[]): Promise<string[]> {
  const failures: string[] = [];
  const sound = randomCells(5);
  const coverage = fromPolygons(sound);
  if ('faults' in coverage) return ['the coverage to be broken is not sound'];
  const broken = structuredClone(shapesOf(coverage));
  const inner = innerVertex(coverage);
  const ring = broken.flatMap((cell) => cell.coordinates.flat()).find((r) => r.some(same(inner)))!;
  for (const vertex of ring.filter(same(inner)))
    vertex[0] = (Math.round(vertex[0] * 1e7) + 1) / 1e7;
  if (!('faults' in fromPolygons(broken))) failures.push('check passes a vertex moved by 1e-7°');
  for (const judge of judges)
    for (const cells of [broken, [...broken, outsideOf(coverage)]])
      if ((await judge.faults(cells)).length === 0)
        failures.push(`${judge.name} passes a vertex moved by 1e-7°`);
  return failures;
}

const same = (a: Position) => (b: Position) => a[0] === b[0] && a[1] === b[1];

/** A vertex with no outside around it. */
function innerVertex(c: Coverage): Position {
  const outer = new Set<string>();
  const at = (v: number) => `${c.vertices[2 * v]!},${c.vertices[2 * v + 1]!}`;
  const each = (visit: (v: number, isOuter: boolean) => void) => {
    for (let i = 0; i < c.left.length; i++)
      for (let v = c.starts[i]!; v < c.starts[i + 1]!; v++)
        visit(v, c.left[i] === 0 || c.right[i] === 0);
  };
  each((v, isOuter) => isOuter && outer.add(at(v)));
  let found: Position | undefined;
  each((v) => {
    if (!outer.has(at(v)))
      found ??= [
        (c.vertices[2 * v]! + c.originX) / 1e7,
        (c.vertices[2 * v + 1]! + c.originY) / 1e7,
      ];
  });
  if (!found) throw new Error('no inner vertex');
  return found;
}

/** Twice the area in lattice steps², exact: outer rings run counter-clockwise, holes clockwise. */
export function area2(coordinates: MultiPolygonCoordinates): bigint {
  let sum = 0n;
  for (const polygon of coordinates)
    for (const ring of polygon)
      sum += ringArea2Big(
        ring.flatMap(([lng, lat]) => [Math.round(lng * 1e7), Math.round(lat * 1e7)]),
      );
  return sum;
}

/** The cells' areas sum to the outline's exactly; polygons and bytes come back the same. */
function sums(coverage: Coverage, shapes: CellShape[]): string[] {
  const failures: string[] = [];
  const outline = dissolve(coverage, () => 1).get(1)!;
  const whole = area2(outline);
  const parts = shapes.reduce((sum, shape) => sum + area2(shape.coordinates), 0n);
  if (whole !== parts) failures.push(`cells sum to ${parts}, the outline to ${whole}`);
  const halves = dissolve(coverage, (id) => 1 + (id % 2));
  const sum = [...halves.values()].reduce((total, shape) => total + area2(shape), 0n);
  if (sum !== whole) failures.push(`two labels sum to ${sum}, the outline to ${whole}`);
  const again = fromPolygons(shapes);
  if ('faults' in again) failures.push('its own polygons are refused');
  else if (JSON.stringify(again) !== JSON.stringify(coverage))
    failures.push('its own polygons make other arcs');
  const bytes = packAreas(1, [], coverage);
  if (JSON.stringify(fromPacked(unpackAreas(bytes))) !== JSON.stringify(coverage))
    failures.push('packed and unpacked it differs');
  return failures;
}

/** Points in and near the cells: a fifth on vertices, a fifth on edges, a fifth level with vertices. */
export function askPoints(
  coverage: Coverage,
  shapes: CellShape[],
  count: number,
  seed: number,
): { failures: string[]; onBorders: number } {
  const cellAt = createCellAt(coverage);
  const exact = createExactCell(shapes);
  const known = new Set([0, ...cellIds(coverage)]);
  const failures: string[] = [];
  let onBorders = 0;
  for (const [kind, lng, lat] of pointsFor(shapes, count, seed)) {
    if (kind === 'vertex' || kind === 'edge') onBorders++;
    const ours = cellAt(lng, lat);
    const truth = exact(lng, lat);
    if (ours !== truth || !known.has(ours))
      failures.push(`the ${kind} point ${lng}, ${lat} is in ${truth}, cellAt says ${ours}`);
  }
  return { failures, onBorders };
}
