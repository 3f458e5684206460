import { area, featureCollection, intersect, length, multiPolygon } from '@turf/turf';
import { describe, expect, test } from 'vitest';

import { toPolygons } from '#data/coverage/to-polygons.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { makeSample } from '#data/fixtures/made-sample.ts';
import { coverageOf, faultOf } from '#data/fixtures/sound.ts';
import type { MultiPolygonCoordinates } from '#data/geo/geometry.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { applyPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';

import { actsOfDrawn } from './acts-of-drawn.ts';
import type { DrawnCell } from './read-drawn.ts';

const sample = makeSample('street', 1);
const parents = new Set(sample.areas.map(({ parentId }) => parentId));
const coverage = coverageOf(sample.areas.filter(({ id }) => !parents.has(id)));
const stateOf = (): PlanState => planStateOf(coverage, sample.areas);
const was = stateOf();

/** Cells as a file has them, each corner of each cell up to so many metres from where it is. */
function jittered({ set, areas }: PlanState, random: () => number, metres: number): DrawnCell[] {
  const steps = (metres / 111_000) * 2;
  const moved = (coordinates: MultiPolygonCoordinates): MultiPolygonCoordinates =>
    coordinates.map((rings) =>
      rings.map((ring) => {
        const open = ring.slice(1).map(([lng, lat]): [number, number] => {
          const [turn, far] = [2 * Math.PI * random(), (random() * steps) / 2];
          return [lng! + far * Math.cos(turn), lat! + far * Math.sin(turn)].map((v) => Math.round(v * 1e7) / 1e7) as [number, number]; // prettier-ignore
        });
        return [...open, open[0]!];
      }),
    );
  return [...toPolygons(set.toCoverage())].map(([id, shape], row) => ({ row: row + 1, id, name: areas.get(id)!.name, coordinates: moved(shape) })); // prettier-ignore
}

describe('cells that were drawn elsewhere with slips of the hand', () => {
  test('have no difference once they are repaired, where there was nothing else', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const state = stateOf();
      const drawn = jittered(state, createRandom(seed), 0.3);
      expect(actsOfDrawn(state, drawn)).toHaveProperty('faults');
      expect(actsOfDrawn(state, drawn, 0.5)).toMatchObject({ acts: [], repaired: { slivers: [] } });
    }
  });

  test('keep what was drawn beside, and no other border moves', () => {
    let [made, judged] = [0, 0];
    for (let seed = 1; seed <= 14; seed++) {
      const [state, other] = [stateOf(), stateOf()];
      const random = createRandom(seed);
      const acts = Array.from({ length: 30 }, () => randomAct(other, random));
      const act = acts.find((one) => ['split', 'merge', 'reshape', 'carve', 'give'].includes(one.verb) && !('refused' in editPlan(other, one))); // prettier-ignore
      if (!act) continue;
      const edit = editPlan(other, act) as PlanEdit;
      const touched = new Set([...edit.borders!.retired, ...edit.borders!.reshaped]);
      applyPlanEdit(other, edit);
      const answer = actsOfDrawn(state, jittered(other, random, 0.3), 0.5);
      if ('refused' in answer && answer.refused === 'cell-would-vanish') continue;
      if (!('acts' in answer)) throw new Error(`seed ${seed} ${act.verb}: ${JSON.stringify(answer).slice(0, 300)}`); // prettier-ignore
      for (const one of answer.acts) {
        const done = editPlan(state, one);
        if ('refused' in done)
          throw new Error(
            `seed ${seed} ${act.verb} ${one.verb}: ${JSON.stringify(done)} ${JSON.stringify(one).slice(0, 300)}`,
          );
        applyPlanEdit(state, done);
      }
      expect(faultOf(state.set.toCoverage())).toBeNull();
      expect(state.set.cells().length).toBe(other.set.cells().length);
      // Borders between cells that were not redrawn are the same to the last digit.
      for (const id of was.set.ids()) {
        const { ax, ay, bx, by, left, right } = was.set.edge(id);
        if (touched.has(left) || touched.has(right)) continue;
        expect(state.set.between(ax, ay, bx, by), `seed ${seed} ${act.verb}`).toBeGreaterThanOrEqual(0); // prettier-ignore
      }
      // What was drawn is there, but for what a slip comes to along a border.
      const [drawn, now] = [toPolygons(other.set.toCoverage()), toPolygons(state.set.toCoverage())];
      const here = state.set.cells().filter((id) => !was.set.has(id) || touched.has(id));
      for (const id of other.set
        .cells()
        .filter((cell) => !was.set.has(cell) || touched.has(cell))) {
        const least = Math.min(...here.map((cell) => differenceM2(drawn.get(id)!, now.get(cell)!)));
        expect(least, `seed ${seed} ${act.verb}`).toBeLessThan(0.5 * borderM(drawn.get(id)!));
      }
      // What is said to have moved is what another program finds.
      const file = jittered(other, createRandom(seed + 1000), 0.3);
      const told = actsOfDrawn(stateOf(), file, 0.5);
      if ('acts' in told && told.acts.length > 0) {
        const after = stateOf();
        applyPlanEdit(after, editPlan(after, told.acts[0]!) as PlanEdit);
        const lie = toPolygons(after.set.toCoverage());
        for (const { id, areaM2 } of told.repaired!.moved.slice(0, 3)) {
          const cell = file.find((one) => one.id === id);
          if (!cell || !lie.has(id)) continue;
          expect(areaM2 / differenceM2(cell.coordinates, lie.get(id)!)).toBeCloseTo(1, 2);
          judged++;
        }
      }
      made++;
    }
    expect(judged).toBeGreaterThan(5);
    expect(made).toBeGreaterThan(8);
  });

  test('are told where they are wider than what may be moved', () => {
    const state = stateOf();
    const drawn = jittered(state, () => 0, 0);
    const { set } = state;
    const isWithin = (id: number): boolean => [...set.of(id)].every((edge) => set.edge(edge).left > 0 && set.edge(edge).right > 0); // prettier-ignore
    const cell = drawn.find(({ id }) => isWithin(id!))!;
    const [lng, lat] = cell.coordinates[0]![0]![0]!;
    const grown = (by: number): DrawnCell[] => drawn.map((one) => one === cell ? { ...one, coordinates: one.coordinates.map((rings) => rings.map((ring) => ring.map(([x, y]) => [lng! + (x! - lng!) * by, lat! + (y! - lat!) * by]))) } : one); // prettier-ignore
    const kinds = (by: number): string[] => {
      const answer = actsOfDrawn(state, grown(by), 0.5);
      return 'faults' in answer ? answer.faults.map(({ kind }) => kind) : ['none'];
    };
    expect(new Set(kinds(1.2))).toEqual(new Set(['overlap']));
    expect(kinds(0.8)).toContain('gap');
    expect(kinds(1 + 1e-4)).toEqual(['none']);
  });
});

/** By polygon clipping and geodesic areas: another way than ours. */
function differenceM2(a: MultiPolygonCoordinates, b: MultiPolygonCoordinates): number {
  const [one, other] = [multiPolygon(a), multiPolygon(b)];
  const both = intersect(featureCollection([one, other]));
  return area(one) + area(other) - 2 * (both ? area(both) : 0);
}
const borderM = (shape: MultiPolygonCoordinates): number => 1000 * length(multiPolygon(shape));
