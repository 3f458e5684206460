import { makeSample } from '#data/fixtures/made-sample.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { planOfSample } from '#data/fixtures/sample-ground.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { PlanDesk } from '#data/plans/desk/plan-desk.ts';
import { snapTo } from '#data/plans/desk/snap-to.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import { makeCuttable } from '#data/tiles/cuttable.ts';
import { cutTile } from '#data/tiles/cut-tile.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';
import { lineShapes, nameShapes, polygonShapes } from '../../web/areas/area-shapes.ts';
import { veilShapes } from '../../web/areas/veil-shapes.ts';

import { median, percentile, type Bench, type BenchResult } from './bench.ts';

const SEED = 1;
/** A pointer on its way asks for so many in a second: until then the machine's code is still being made, which is told apart. */
const COLD = 60;

export const bench: Bench = {
  name: 'plan-open',
  about: 'a plan on 3,503 cells: from bytes to the first state that can be edited, previews, snaps',
  run: (log, once) => Promise.resolve(measure(log, once ? 150 : 300)),
};

const spread = (ms: readonly number[]): string =>
  `median ${median(ms).toFixed(2)} ms, p95 ${percentile(ms, 0.95).toFixed(2)} ms, longest ${Math.max(...ms).toFixed(1)} ms`;

function timed<T>(ms: number[], work: () => T): T {
  const began = performance.now();
  const made = work();
  ms.push(performance.now() - began);
  return made;
}

function measure(log: (line: string) => void, count: number): BenchResult[] {
  const sample = makeSample('district', SEED);
  const parents = new Set(sample.areas.map(({ parentId }) => parentId));
  const coverage = coverageOf(sample.areas.filter(({ id }) => !parents.has(id)));
  const bytes = packAreas(
    1,
    sample.areas.map((area) => ({ ...area, labelAt: labelPoint(area.coordinates) as [number, number] })), // prettier-ignore
    coverage,
  );
  const opened: number[] = [];
  // What is told crosses to the page, which copies what is no array.
  const open = (): PlanDesk => {
    const desk = new PlanDesk(unpackAreas(bytes));
    structuredClone(desk.takeNews());
    return desk;
  };
  let desk = timed(opened, open);
  for (let i = 0; i < 6; i++) desk = timed(opened, open);
  const cells = desk.state.set.cells().length;
  log(`opened: ${opened.map((ms) => ms.toFixed(0)).join(' ')} ms, the first one cold`);

  const grounded: number[] = [];
  const { ground } = planOfSample(sample);
  timed(grounded, () => desk.putGround(ground, sample.levels));
  timed(grounded, () => desk.takeNews());
  log(`figures and problems counted first: ${grounded[0]!.toFixed(0)} ms, told ${grounded[1]!.toFixed(0)} ms`); // prettier-ignore

  const random = createRandom(SEED);
  // Made beforehand, lest what making them leaves behind be cleared away while a preview is timed.
  const asked: Record<'split' | 'reshape', PlanAct[]> = { split: [], reshape: [] };
  while (asked.split.length < count + COLD || asked.reshape.length < count + COLD) {
    const act = randomAct(desk.state, random);
    if (act.verb !== 'split' && act.verb !== 'reshape') continue;
    if (!('refused' in desk.editOf(act))) asked[act.verb].push(act);
  }
  globalThis.gc?.();
  const previewed = (acts: readonly PlanAct[]): number[] => {
    const ms: number[] = [];
    for (const act of acts) timed(ms, () => structuredClone(desk.preview(act)));
    return ms;
  };
  const all = { split: previewed(asked.split), reshape: previewed(asked.reshape) };
  log(`the first ${COLD} previews of a desk, splits: ${spread(all.split.slice(0, COLD))}`);
  const previews = { split: all.split.slice(COLD), reshape: all.reshape.slice(COLD) };
  const acts = asked.reshape.flatMap((one, i) => [one, asked.split[i]!]);
  const [made, told]: [number[], number[]] = [[], []];
  for (const act of acts.slice(0, Math.ceil(count / 3))) {
    const edit = desk.editOf(act);
    if ('refused' in edit) continue;
    const seq = desk.position + 1;
    timed(made, () => desk.become([...desk.edits, { seq, id: `${seq}`, act, edit, actor: '', madeAt: '' }], seq)); // prettier-ignore
    timed(told, () => structuredClone(desk.takeNews()));
  }
  log(`an edit made: ${spread(made)}; told, with all borders: ${spread(told)}`);
  log(`borders prepared to be drawn, in the worker that cuts: ${spread(drawAnew(desk))}`);

  const { set } = desk.state;
  const ids = set.ids();
  const snaps: number[] = [];
  for (let i = 0; i < 20 * count; i++) {
    const { ax, ay } = set.edge(ids[Math.floor(random() * ids.length)]!);
    const at: [number, number] = [(ax + set.originX + 900 * random()) / 1e7, (ay + set.originY + 900 * random()) / 1e7]; // prettier-ignore
    timed(snaps, () => snapTo(set, null, at, { withinM: 12, to: ['vertex', 'border'] }));
  }
  const result = (name: string, ms: readonly number[], ours: number, most: number, aim: string): BenchResult => ({ name, unit: 'ms', ours, peers: [], ratio: null, aim: `≤ ${most} ms${aim}`, met: ours <= most, notes: [spread(ms)] }); // prettier-ignore
  return [
    result(`first editable state of ${cells} cells`, opened, Math.max(...opened), 300, ''),
    result('preview of a split with figures, p95', previews.split, percentile(previews.split, 0.95), 16, ', a frame'), // prettier-ignore
    result('preview of a reshape with figures, p95', previews.reshape, percentile(previews.reshape, 0.95), 16, ', a frame'), // prettier-ignore
    result('snap to a vertex or border, p95', snaps, percentile(snaps, 0.95), 2, ''),
  ];
}

/** What an edit costs where tiles are cut: all is prepared again, and the first tile cut. */
function drawAnew(desk: PlanDesk): number[] {
  const ms: number[] = [];
  for (let i = 0; i < 5; i++) {
    desk.become(desk.edits, desk.edits.length - 1 - (i % 2));
    const { arcs } = desk.takeNews();
    const areas = [...desk.state.areas.values()].map((area) => ({ ...area, labelAt: [0, 0] as [number, number] })); // prettier-ignore
    const held = {
      packed: { editionId: 1, areas, ...arcs!, lockedBorders: new Int32Array() },
      places: Uint32Array.from(areas.keys()),
    };
    timed(ms, () => {
      const { packed, places } = structuredClone(held);
      const land = polygonShapes({ packed, places }, 0);
      const shapes = [land, veilShapes(land), lineShapes(packed)].map(makeCuttable);
      makeCuttable(nameShapes({ packed, places }));
      cutTile(shapes, 14, 13_700, 6_600, { deepest: 16 });
    });
  }
  return ms;
}
