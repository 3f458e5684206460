import {
  difference,
  featureCollection,
  intersect,
  lineString,
  polygon as turfPolygon,
  buffer,
} from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';

import { check } from '#data/coverage/check.ts';
import type { CellShape } from '#data/coverage/coverage.ts';
import type { LatticePoint } from '#data/coverage/edge-set.ts';
import { applyPatch } from '#data/coverage/patch.ts';
import { splitCells } from '#data/coverage/split-cells.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { makeEdit, randomEdit } from '#data/fixtures/random-edits.ts';
import { randomLine } from '#data/fixtures/random-line.ts';
import { planOfSample } from '#data/fixtures/sample-ground.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { PlanFigures } from '#data/plans/figures/plan-figures.ts';
import { PlanProblems } from '#data/plans/problems/plan-problems.ts';
import { testDatabase } from '#server/db/test-database.ts';

import { median, percentile, type Bench, type BenchResult } from './bench.ts';
import { selectVersions, splitByLine } from './cells-in-postgis.sql.ts';

const SEED = 1;
const CELLS = 4000;
/** Cuts by the peers, cell by cell. */
const CUTS = 40;

export const bench: Bench = {
  name: 'edit',
  about: 'what an edit of borders costs: split and reshape at 4,000 cells, figures of 3,503 kept',
  run: async (log, once) => {
    const sample = makeSample('district', SEED);
    return [
      ...(await measureVerbs(sample, log, once ? 100 : 400)),
      measureFigures(sample, log, once ? 100 : 500),
    ];
  },
};

const timed = <T>(ms: number[], work: () => T): T => {
  const began = performance.now();
  const made = work();
  ms.push(performance.now() - began);
  return made;
};

const spread = (ms: readonly number[]): string =>
  `median ${median(ms).toFixed(2)} ms, p95 ${percentile(ms, 0.95).toFixed(2)} ms, longest ${Math.max(...ms).toFixed(1)} ms`;

/** Figures brought up to an edit and to its undoing, the edit itself among it. */
function measureFigures(
  sample: ReturnType<typeof makeSample>,
  log: (line: string) => void,
  count: number,
): BenchResult {
  const { state, ground } = planOfSample(sample);
  const first: number[] = [];
  const live = timed(first, () => new PlanFigures(state(), state(), ground));
  const random = createRandom(SEED);
  const [ms, undone, cpu]: [number[], number[], number[]] = [[], [], []];
  const done: PlanEdit[] = [];
  while (done.length < count) {
    const edit = editPlan(live.state, randomAct(live.state, random));
    if ('refused' in edit) continue;
    const before = process.cpuUsage();
    timed(ms, () => live.apply(edit));
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
    done.push(edit);
  }
  for (const edit of done.toReversed()) timed(undone, () => live.apply(invertPlanEdit(edit)));
  const afresh: number[] = [];
  for (let i = 0; i < 3; i++) timed(afresh, () => new PlanFigures(live.state, live.state, ground));
  const cells = live.state.set.cells().length;
  // Areas that are put below others at random lie apart on every level, as no planner leaves them: these are left out.
  const told: number[] = [];
  const problems = new PlanProblems(live, sample.levels);
  while (told.length < count) {
    const act = randomAct(live.state, random);
    const edit = act.verb === 'reassign' ? null : editPlan(live.state, act);
    if (!edit || 'refused' in edit) continue;
    const touched = live.apply(edit);
    timed(told, () => problems.follow(edit, touched));
  }
  log(`figures of ${cells} cells: counted first ${first[0]!.toFixed(0)} ms; an edit ${spread(ms)}; undone ${spread(undone)}`); // prettier-ignore
  const p95 = percentile([...ms, ...undone], 0.95);
  return {
    name: `figures after an edit, ${cells} cells, p95`,
    unit: 'ms',
    ours: p95,
    peers: [{ name: 'counted afresh', value: median(afresh) }],
    ratio: p95 / median(afresh),
    aim: '≤ 16 ms, a frame',
    met: p95 <= 16,
    notes: [
      `${count} random acts of all kinds: ${spread(ms)}`,
      `processor time of the whole process meanwhile: ${spread(cpu)}`,
      `taken back: ${spread(undone)}`,
      `what is wrong with the plan, after acts on borders and words: ${spread(told)}`,
    ],
  };
}

async function measureVerbs(
  sample: ReturnType<typeof makeSample>,
  log: (line: string) => void,
  count: number,
): Promise<BenchResult[]> {
  const { set } = planOfSample(sample).state();
  const random = createRandom(SEED);
  let nextId = 100_000;
  const cut = (ms: number[]): void => {
    const cells = set.cells();
    const cell = cells[Math.floor(random() * cells.length)]!;
    const line = randomLine(set, cell, random);
    if (!line) return;
    const began = performance.now();
    const edit = splitCells(set, { line, cells: [cell], firstId: nextId });
    if ('refused' in edit) return;
    applyPatch(set, edit.patch);
    ms.push(performance.now() - began);
    nextId += 10;
  };
  while (set.cells().length < CELLS) cut([]);
  const before = shapesOf(set);
  const lines: { cell: number; line: LatticePoint[] }[] = [];
  const splits: number[] = [];
  while (splits.length < count) cut(splits);
  const reshapes: number[] = [];
  const ids = set.ids();
  while (reshapes.length < count) {
    const id = ids[Math.floor(random() * ids.length)]!;
    if (!set.isThere(id)) continue;
    const { kind, call } = randomEdit(set, id, random, nextId);
    if (kind !== 'reshape') continue;
    const began = performance.now();
    const edit = makeEdit(set, call);
    if ('refused' in edit) continue;
    applyPatch(set, edit.patch);
    reshapes.push(performance.now() - began);
  }
  const ourFaults = check(shapesOf(set)).length;
  log(`split ${spread(splits)}; reshape ${spread(reshapes)}; ${ourFaults} faults after ${2 * count}`); // prettier-ignore

  // The peers cut the same cells by the same lines, each cell by itself.
  const fresh = planOfSample(sample).state().set;
  const all = fresh.cells();
  while (lines.length < CUTS) {
    const cell = all[Math.floor(random() * all.length)]!;
    const line = lines.some((one) => one.cell === cell) ? null : randomLine(fresh, cell, random);
    if (line) lines.push({ cell, line });
  }
  const shapes = shapesOf(fresh);
  const degrees = (line: readonly LatticePoint[]): [number, number][] =>
    line.map(({ x, y }) => [toDegrees(x + fresh.originX), toDegrees(y + fresh.originY)]);
  const ours: number[] = [];
  for (const { cell, line } of lines)
    timed(ours, () => {
      const edit = splitCells(fresh, { line, cells: [cell], firstId: (nextId += 10) });
      if (!('refused' in edit)) applyPatch(fresh, edit.patch);
    });
  const oursFail = faulty(shapesOf(fresh));
  const database = await testDatabase();
  const client = await database.ownerPool.connect();
  try {
    const byPostgis = async (shape: CellShape, line: [number, number][]) =>
      splitByLine(client, shape.coordinates, line);
    const peers: { name: string; value: number; fails: string }[] = [];
    for (const [name, split] of [
      ['turf: difference from a thin buffer', splitByBuffer],
      ['polyclip-ts (turf.intersect): two half planes', splitByHalves],
      ['PostGIS ST_Split', byPostgis],
    ] as const) {
      const ms: number[] = [];
      const now = new Map(shapes.map((shape) => [shape.id, shape]));
      let id = 1_000_000;
      for (const { cell, line } of lines) {
        const began = performance.now();
        const parts = await split(now.get(cell)!, degrees(line));
        ms.push(performance.now() - began);
        now.delete(cell);
        for (const coordinates of parts) now.set(++id, { id, coordinates });
      }
      const fails = faulty([...now.values()]);
      peers.push({ name, value: median(ms), fails: `${name}: ${fails} after ${CUTS} cuts, ${spread(ms)}` }); // prettier-ignore
    }
    const note = `cells with a fault by our check: ours ${oursFail} after ${CUTS} cuts, ${spread(ours)}`; // prettier-ignore
    const versions = await selectVersions(client);
    const result = (name: string, ms: readonly number[], notes: string[], others: BenchResult['peers']): BenchResult => ({ name: `${name} at ${before.length} cells, p95`, unit: 'ms', ours: percentile(ms, 0.95), peers: others, ratio: null, aim: '≤ 8 ms', met: percentile(ms, 0.95) <= 8, notes: [spread(ms), ...notes] }); // prettier-ignore
    return [
      result('split', splits, [versions, `peers' figures are medians of ${CUTS} cuts of one polygon each, which leaves a coverage no longer seamless`, note, ...peers.map(({ fails }) => fails)], peers.map(({ name, value }) => ({ name, value }))), // prettier-ignore
      result('reshape', reshapes, [], []),
    ];
  } finally {
    client.release();
    await database.drop();
  }
}

const shapesOf = (set: ReturnType<ReturnType<typeof planOfSample>['state']>['set']): CellShape[] =>
  [...toPolygons(set.toCoverage())].map(([id, coordinates]) => ({ id, coordinates }));

/** How many cells have a part in a fault; coordinates go to the lattice first, for the peers' lie off it. */
function faulty(shapes: readonly CellShape[]): number {
  const onLattice = shapes.map(({ id, coordinates }) => ({
    id,
    coordinates: coordinates.map(
      (rings) =>
      rings.map((ring) => ring.map((at) => at.map((q) => Math.round(q * 1e7) / 1e7) as [number, number])), // prettier-ignore
    ),
  }));
  return new Set(check(onLattice).flatMap(({ cells }) => cells)).size;
}

type Shape = CellShape['coordinates'];
const partsOf = (made: Feature<Polygon | MultiPolygon> | null): Shape[] => {
  if (!made) return [];
  const { geometry } = made;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((rings) => [rings] as Shape);
};

async function splitByBuffer(shape: CellShape, line: [number, number][]): Promise<Shape[]> {
  const thin = buffer(lineString(line), 0.01, { units: 'meters' });
  const whole = turfPolygon(shape.coordinates[0]!);
  return partsOf(thin ? difference(featureCollection([whole, thin])) : whole);
}

async function splitByHalves(shape: CellShape, line: [number, number][]): Promise<Shape[]> {
  const [a, b] = [line[0]!, line.at(-1)!];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const far = (at: [number, number], along: number, aside: number): [number, number] => [
    at[0] + along * dx - aside * dy,
    at[1] + along * dy + aside * dx,
  ];
  const whole = turfPolygon(shape.coordinates[0]!);
  return [1, -1].flatMap((side) => {
    const half = turfPolygon([[far(a, -9, 0), far(b, 9, 0), far(b, 9, 9 * side), far(a, -9, 9 * side), far(a, -9, 0)]]); // prettier-ignore
    return partsOf(intersect(featureCollection([whole, half])));
  });
}
