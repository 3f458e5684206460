import { describe, expect, test } from 'vitest';

import { withParents } from '#data/areas/with-parents.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { LineNetwork } from '#data/features/line-network.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import type { Position } from '#data/geo/geometry.ts';
import { toDegrees } from '#data/geo/lattice.ts';
import { metresPerDegree } from '#data/geo/metres-per-degree.ts';
import { pointInRing } from '#data/geo/ring.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { applyPlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';

import { areasAt, areasIn } from './areas-in.ts';
import { borderNear } from './border-near.ts';
import { labelPlace } from './label-place.ts';
import { previewOf } from './preview-of.ts';
import { nearBorders, snapTo } from './snap-to.ts';

/** Random cells below one street. */
function stateOf(seed: number): PlanState {
  const cells = randomCells(seed).map(({ id }) => id);
  const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null }); // prettier-ignore
  return planStateOf(coverageOf(randomCells(seed)), [area(100_000, null, 1), ...cells.map((id) => area(id, 100_000, 2))]); // prettier-ignore
}

function boxOf({ set }: PlanState): [number, number, number, number] {
  const xs = set.ids().flatMap((id) => [set.edge(id).ax, set.edge(id).bx]);
  const ys = set.ids().flatMap((id) => [set.edge(id).ay, set.edge(id).by]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** Random places about the cells, degrees. */
function placesOf(state: PlanState, seed: number, count: number): Position[] {
  const random = createRandom(seed);
  const [west, south, east, north] = boxOf(state);
  const { originX, originY } = state.set;
  return Array.from({ length: count }, () => [
    toDegrees(Math.round(west + random() * (east - west)) + originX),
    toDegrees(Math.round(south + random() * (north - south)) + originY),
  ]);
}

const shownOf = ({ set, areas }: PlanState): string =>
  JSON.stringify([
    [...areas].sort(([a], [b]) => a - b),
    set
      .ids()
      .map((id) => JSON.stringify(set.edge(id)))
      .sort(),
  ]);

describe('a place on a plan', () => {
  test('lies in the areas that packed borders say', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const state = stateOf(seed);
      const cellAt = createCellAt(state.set.toCoverage());
      for (const [lng, lat] of placesOf(state, seed, 200)) {
        // On a border it is said by which side counts, which the outer line has otherwise.
        if (nearBorders(state.set, [lng, lat], 0.001).border) continue;
        const cell = cellAt(lng, lat);
        expect(areasAt(state, [lng, lat])).toEqual(cell === 0 ? [] : [100_000, cell]);
      }
    }
  });

  test('snaps to the nearest vertex, else to the nearest border, else to a line, else not', () => {
    const state = stateOf(2);
    const { set } = state;
    for (const at of placesOf(state, 9, 100)) {
      const { perLng, perLat } = metresPerDegree(at[1]);
      const offOf = ([lng, lat]: Position): number =>
        Math.hypot((lng - at[0]) * perLng, (lat - at[1]) * perLat);
      const ends = set.ids().flatMap((id) => {
        const { ax, ay, bx, by } = set.edge(id);
        return [
          [ax, ay],
          [bx, by],
        ].map(([x, y]): Position => [toDegrees(x! + set.originX), toDegrees(y! + set.originY)]);
      });
      const least = Math.min(...ends.map(offOf));
      const to = ['vertex', 'border', 'line'] as const;
      const snapped = snapTo(set, null, at, { withinM: least + 0.01, to });
      expect(snapped.kind).toBe('vertex');
      expect(offOf(snapped.at)).toBeCloseTo(least, 6);
      const border = snapTo(set, null, at, { withinM: least + 0.01, to: ['border'] });
      expect(border.kind).toBe('border');
      expect(offOf(border.at)).toBeLessThanOrEqual(least + 0.02);
      expect(snapTo(set, null, at, { withinM: 0, to }).kind ?? 'none').toMatch(
        /none|border|vertex/,
      );
      const road: Position[] = [
        [at[0] - 0.001, at[1] + 5 / perLat],
        [at[0] + 0.001, at[1] + 5 / perLat],
      ];
      const network = new LineNetwork([
        { line: 'road', featureId: 7, reachM: 8, isBank: false, points: road },
      ]);
      const lines = { network, nameOf: (id: number) => (id === 7 ? '桐园路' : '') };
      const line = snapTo(set, lines, at, { withinM: 8, to: ['line'] });
      expect([line.kind, line.name]).toEqual(['line', '桐园路']);
      expect(offOf(line.at)).toBeCloseTo(5, 1);
      expect(snapTo(set, lines, at, { withinM: 4, to: ['line'] })).toEqual({ at, kind: null, name: '', cells: [] }); // prettier-ignore
    }
  });

  test('has the whole border that is nearest, with the cells on both sides of each of its edges', () => {
    const state = stateOf(4);
    const { set } = state;
    let found = 0;
    for (const at of placesOf(state, 3, 60)) {
      const border = borderNear(set, at, 200);
      if (!border) continue;
      found++;
      const [left, right] = border.between;
      const near = nearBorders(set, at, 200).border!;
      const edge = set.edge(near.edge);
      expect([edge.left, edge.right].sort()).toEqual([left, right].sort());
      const points = border.line.map((p) => JSON.stringify(p));
      for (const end of border.edge) expect(points).toContain(JSON.stringify(end));
    }
    expect(found).toBeGreaterThan(40);
    expect(borderNear(set, [0, 80], 1000)).toBeNull();
  });

  test('a ring touches the areas that a place within it lies in, and no area that is far from it', () => {
    const state = stateOf(5);
    const places = placesOf(state, 8, 400);
    for (const [lng, lat] of placesOf(state, 6, 12)) {
      const ring: Position[] = [
        [lng - 0.002, lat - 0.0015],
        [lng + 0.002, lat - 0.0015],
        [lng + 0.002, lat + 0.0015],
        [lng - 0.002, lat + 0.0015],
      ];
      const touched = areasIn(state, ring, 2);
      for (const at of places)
        if (pointInRing(at[0], at[1], ring.flat()) > 0)
          for (const id of areasAt(state, at).slice(1)) expect(touched).toContain(id);
      expect(areasIn(state, ring, 1)).toEqual(touched.length > 0 ? [100_000] : []);
    }
    expect(areasIn(state, [], 2)).toEqual([]);
  });
});

test('a preview says what the act then comes to, and leaves the plan as it was', () => {
  let seen = 0;
  for (let seed = 1; seed <= 8; seed++) {
    const state = stateOf(seed);
    const random = createRandom(seed);
    const shown = { follow: () => {}, labelOf: (id: number) => labelPlace(state, id) };
    for (let i = 0; i < 40; i++) {
      const act = randomAct(state, random);
      const before = shownOf(state);
      const preview = previewOf(state, null, act, shown);
      expect(shownOf(state)).toBe(before);
      const edit = editPlan(state, act);
      if ('refused' in edit) {
        expect(preview).toEqual(edit);
        continue;
      }
      if (preview.refused !== null) throw new Error(preview.refused);
      applyPlanEdit(state, edit);
      seen++;
      expect(preview.retired.some((id) => state.areas.has(id))).toBe(false);
      for (const { id, area, isNew, labelAt } of preview.rows) {
        expect(state.areas.get(id)).toEqual(area);
        expect(isNew).toBe(edit.areas.some((one) => one.id === id && one.was === null));
        // Of a strip of a lattice step no point is inside.
        if (!nearBorders(state.set, labelAt, 0.03).border)
          expect(areasAt(state, labelAt)).toContain(id);
      }
      const made = new Set(edit.areas.flatMap(({ id, is }) => (is ? [id] : [])));
      for (const id of edit.borders?.reshaped ?? []) made.add(id);
      for (const id of [...made])
        for (const area of withParents(state.areas, id)) made.add(area.id);
      expect(preview.rows.map(({ id }) => id).sort()).toEqual([...made].sort());
      expect([preview.buildingsMoved, preview.buildingsCut]).toEqual([null, null]);
    }
  }
  expect(seen).toBeGreaterThan(100);
});
