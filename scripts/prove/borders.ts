import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cellIds, type CellShape, type Coverage } from '#data/coverage/coverage.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { fromPacked } from '#data/coverage/from-packed.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { createExactCell } from '#data/fixtures/exact-cell.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import type { MultiPolygonCoordinates, Position } from '#data/geo/geometry.ts';
import { ringArea2Big } from '#data/geo/ring.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import { createGeosJudge, createPostgisJudge, type Judge } from './judges.ts';
import type { Proof } from './proof.ts';

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
      failures.push(...(await judged(name, judges, shapes)));
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
      log(full ? 'the sample district' : 'the sample street');
      const sample = await sampleCells(full ? 'district' : 'street', seed);
      await tryOne('the sample', sample, full ? rest / 2 : rest);
      if (full) {
        log('the villages of Taipei');
        await tryOne('Taipei', await taipeiCells(), rest / 2);
      } else
        notes.push('not at full size: the sample is a street, and Taipei is left to the trial');
    } finally {
      for (const judge of judges) await judge.close();
    }
    notes.push(
      `judges: ${judges.map((judge) => judge.name).join('; ')}`,
      `${points} points through cellAt, ${onBorders} of them exactly on a border`,
    );
    return { count, seed, failures, notes };
  },
};

/** The villages of Taipei, from the folder of trial data. Throws where the variable is not set. */
export async function taipeiCells(): Promise<CellShape[]> {
  const folder = process.env['JINGWEI_TRIAL_DATA'];
  if (!folder)
    throw new Error('JINGWEI_TRIAL_DATA names no folder: the villages of Taipei are in it');
  const text = await readFile(join(folder, '02-tw-villages', 'taipei_villages.geojson'), 'utf8');
  return cellsOfGeoJson(text);
}

/** Cells 1, 2, 3 … of the polygons of a GeoJSON feature collection. */
export function cellsOfGeoJson(text: string): CellShape[] {
  const { features } = JSON.parse(text) as {
    features: {
      geometry:
        | { type: 'Polygon'; coordinates: MultiPolygonCoordinates[0] }
        | { type: 'MultiPolygon'; coordinates: MultiPolygonCoordinates };
    }[];
  };
  return features.map(({ geometry }, i) => ({
    id: i + 1,
    coordinates: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  }));
}

/** The lowest areas of the generated sample. */
export async function sampleCells(size: 'street' | 'district', seed: number): Promise<CellShape[]> {
  const { generateSample } = await import('#data/sample/generate.ts');
  const stages = generateSample({ size, seed, endDate: '2026-01-31' });
  let step = stages.next();
  while (!step.done) step = stages.next();
  const parents = new Set(step.value.areas.map((area) => area.parentId));
  return step.value.areas.filter((area) => !parents.has(area.id));
}

function shapesOf(coverage: Coverage): CellShape[] {
  return [...toPolygons(coverage)].map(([id, coordinates]) => ({ id, coordinates }));
}

async function judged(name: string, judges: Judge[], shapes: CellShape[]): Promise<string[]> {
  const failures: string[] = [];
  for (const judge of judges)
    for (const fault of (await judge.faults(shapes)).slice(0, 3))
      failures.push(`${name}: ${judge.name}: ${fault}`);
  return failures;
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
    if ((await judge.faults(broken)).length === 0)
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

/** Seeded points of each kind. An edge's points lie on the lattice exactly where it passes it. */
export function* pointsFor(
  shapes: readonly CellShape[],
  count: number,
  seed: number,
): Generator<['vertex' | 'edge' | 'level' | 'near' | 'anywhere', number, number]> {
  const random = createRandom(seed);
  const rings = shapes.flatMap((shape) => shape.coordinates.flat());
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const q = (degrees: number) => Math.round(degrees * 1e7);
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of rings.flat()) {
    west = Math.min(west, lng);
    south = Math.min(south, lat);
    east = Math.max(east, lng);
    north = Math.max(north, lat);
  }
  const margin = (east - west) / 50;
  const anyLng = () => west - margin + random() * (east - west + 2 * margin);
  const anyLat = () => south - margin + random() * (north - south + 2 * margin);
  for (let i = 0; i < count; i++) {
    const ring = pick(rings);
    const k = 1 + Math.floor(random() * (ring.length - 1));
    const [ax, ay] = [q(ring[k - 1]![0]), q(ring[k - 1]![1])];
    const [bx, by] = [q(ring[k]![0]), q(ring[k]![1])];
    const steps = gcd(Math.abs(bx - ax), Math.abs(by - ay));
    const t = Math.floor(random() * (steps + 1)) / steps;
    const x = ax + Math.round((bx - ax) * t);
    const y = ay + Math.round((by - ay) * t);
    const kind = i % 5;
    if (kind === 0) yield ['vertex', ax / 1e7, ay / 1e7];
    else if (kind === 1) yield ['edge', x / 1e7, y / 1e7];
    else if (kind === 2)
      yield random() < 0.5 ? ['level', ax / 1e7, anyLat()] : ['level', anyLng(), ay / 1e7];
    else if (kind === 3) {
      const off = () => (random() - 0.5) * 10 ** (-12 + Math.floor(random() * 7));
      const along = random();
      const lng = ring[k - 1]![0] + (ring[k]![0] - ring[k - 1]![0]) * along;
      const lat = ring[k - 1]![1] + (ring[k]![1] - ring[k - 1]![1]) * along;
      yield ['near', lng + off(), lat + off()];
    } else yield ['anywhere', anyLng(), anyLat()];
  }
}

function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
