import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';

import { randomAct, textOf } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { toPolygons } from '#data/coverage/to-polygons.ts';
import { editPlan } from '#data/plans/edit-plan.ts';
import { ACT_BYTES_MAX, PlanAct } from '#data/plans/plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from '#data/plans/plan-edit.ts';
import { planStateOf, type PlanState } from '#data/plans/plan-state.ts';

import { actsOfDrawn } from './acts-of-drawn.ts';
import { readDrawn, type DrawnCell } from './read-drawn.ts';

const area = (id: number, parentId: number | null, level: number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null }); // prettier-ignore
const stateOf = (seed: number): PlanState => {
  const cells = randomCells(seed);
  const grids = [101_000, 102_000];
  return planStateOf(coverageOf(cells), [area(100_000, null, 1), ...grids.map((id) => area(id, 100_000, 2)), ...cells.map(({ id }, i) => area(id, grids[i % 2]!, 3))]); // prettier-ignore
};

/** A plan's cells as a file has them. */
function fileOf({ set, areas }: PlanState): string {
  const features = [...toPolygons(set.toCoverage())].map(([id, coordinates]) => {
    const { code, name, nameEn, kind, level, parentId } = areas.get(id)!;
    const parent = areas.get(parentId!)!.code;
    return { type: 'Feature', properties: { id, code, parent, name, name_en: nameEn, kind, level }, geometry: { type: 'MultiPolygon', coordinates } }; // prettier-ignore
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}
const drawnOf = (state: PlanState): DrawnCell[] => readDrawn(fileOf(state)) as DrawnCell[];
const landOf = ({ set }: PlanState): string[] =>
  set
    .ids()
    .map((id) => {
      const { ax, ay, bx, by } = set.edge(id);
      return [ax, ay, bx, by].join();
    })
    .sort();

/** What cells are called, and where they belong, by where they lie: new ones have other ids. */
const wordsIn = ({ set, areas }: PlanState): string[] =>
  [...toPolygons(set.toCoverage())]
    .map(([id, shape]) => {
      const { name, nameEn, kind, parentId } = areas.get(id)!;
      return JSON.stringify([name, nameEn, kind, parentId, shape]);
    })
    .sort();

describe('a file that comes back', () => {
  test('has no differences as it went out', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const state = stateOf(seed);
      expect(actsOfDrawn(state, drawnOf(state))).toEqual({
        acts: [],
        redrawn: 0,
        described: 0,
        unplaced: 0,
        repaired: null,
      });
    }
  });

  test('holds what was drawn elsewhere: its acts come to the same borders and words', () => {
    let [made, imports] = [0, 0];
    for (let seed = 1; seed <= 30; seed++) {
      const [state, other] = [stateOf(seed), stateOf(seed)];
      const before = textOf(state);
      const random = createRandom(seed);
      for (let k = 0; k < 3; k++) {
        const act = randomAct(other, random);
        // A file of cells does not say what is locked, who leads, or that there is a grid that has no code yet.
        if (act.verb === 'lock-borders' || ('found' in act && act.found)) continue;
        if (act.verb === 'reassign' && !act.areas.every((id) => other.set.has(id))) continue;
        const edit = editPlan(other, act);
        if (!('refused' in edit)) applyPlanEdit(other, edit);
      }
      const drawn = actsOfDrawn(state, drawnOf(other));
      if (!('acts' in drawn)) throw new Error(`seed ${seed}: ${JSON.stringify(drawn)}`);
      // However much it says it is one step, which is taken back as one.
      expect(drawn.acts.length).toBeLessThan(2);
      for (const act of drawn.acts) {
        const edit = editPlan(state, act);
        expect(textOf(state)).toBe(before);
        if ('refused' in edit) throw new Error(`seed ${seed}: ${edit.refused}`);
        applyPlanEdit(state, edit);
        applyPlanEdit(state, invertPlanEdit(edit));
        expect(textOf(state)).toBe(before);
        applyPlanEdit(state, edit);
        made++;
        if (act.verb === 'import') imports++;
      }
      expect(landOf(state)).toEqual(landOf(other));
      expect(wordsIn(state)).toEqual(wordsIn(other));
      expect(actsOfDrawn(state, drawnOf(other))).toMatchObject({ acts: [] });
    }
    expect(made).toBeGreaterThan(20);
    expect(imports).toBeGreaterThan(3);
  });

  test('says nothing of the parts of a cell that are as it was, whose neighbours’ borders bend a little', () => {
    let bent = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const [state, other] = [stateOf(seed), stateOf(seed)];
      const random = createRandom(seed);
      const split = Array.from({ length: 50 }, () => randomAct(other, random)).find((one) => one.verb === 'split' && !('refused' in editPlan(other, one))); // prettier-ignore
      if (!split) continue;
      applyPlanEdit(other, editPlan(other, split) as PlanEdit);
      const file = drawnOf(other).map(({ parent: _, ...cell }) => cell);
      const drawn = actsOfDrawn(state, file) as { acts: PlanAct[] };
      expect(
        drawn.acts.map(({ verb }) => verb),
        `seed ${seed}`,
      ).toEqual(['redraw']);
      const edit = editPlan(state, drawn.acts[0]!) as PlanEdit;
      if (edit.borders!.created.some(({ from }) => from.length > 1)) bent++;
    }
    expect(bent).toBeGreaterThan(3);
  });

  test.each(['id and code', 'code alone', 'neither'])(
    'takes rows that share %s for the parts of a divided cell, once',
    (shared) => {
      const [state, other] = [stateOf(7), stateOf(7)];
      const random = createRandom(7);
      const split = Array.from({ length: 300 }, () => randomAct(other, random)).find((one) => one.verb === 'split' && !('refused' in editPlan(other, one)))!; // prettier-ignore
      const edit = editPlan(other, split) as PlanEdit;
      applyPlanEdit(other, edit);
      // As QGIS divides a feature: its columns go to both parts.
      const from = new Map(edit.borders!.created.map(({ id, from: [cell] }) => [id, cell!]));
      const divided = drawnOf(other).map(({ id, ...cell }) => {
        const whole = state.areas.get(from.get(id!) ?? id!)!;
        if (!from.has(id!)) return { id: id!, ...cell };
        return { ...cell, ...(shared === 'id and code' ? { id: whole.id } : {}), ...(shared === 'neither' ? {} : { code: whole.code }) }; // prettier-ignore
      });
      const drawn = actsOfDrawn(state, divided) as { acts: PlanAct[] };
      expect(drawn.acts.map(({ verb }) => verb)).toEqual(['redraw']);
      for (const act of drawn.acts) applyPlanEdit(state, editPlan(state, act) as PlanEdit);
      expect(landOf(state)).toEqual(landOf(other));
      expect(wordsIn(state)).toEqual(wordsIn(other));
      expect(actsOfDrawn(state, divided)).toMatchObject({ acts: [] });
    },
  );

  test('says which column of which row it cannot take', () => {
    const state = stateOf(3);
    const rows = JSON.parse(fileOf(state)) as {
      features: { properties: Record<string, unknown> }[];
    };
    const readWith = (said: Record<string, unknown>): unknown => {
      const features = rows.features.map((row, i) => (i === 1 ? { ...row, properties: { ...row.properties, ...said } } : row)); // prettier-ignore
      const drawn = readDrawn(JSON.stringify({ type: 'FeatureCollection', features }));
      return 'refused' in drawn ? drawn : actsOfDrawn(state, drawn);
    };
    const bad: [string, unknown][] = [
      ['kind', 'wrong'],
      ['kind', 7],
      ['name', '长'.repeat(201)],
      ['name', 5],
      ['name', 'a\0b'],
      ['name', '第一\n网格'],
      ['name', 'a\u009b'],
      ['name', 'half \ud83d'],
      ['name', 'turned \u202e'],
      ['name_en', 'a\tb'],
      ['name_en', ['a']],
      ['parent', 'C999'],
      ['parent', 'x'.repeat(65)],
      ['id', -3],
      ['level', 'five'],
      ['code', 12],
      ['code', '\0'],
    ];
    for (const [field, value] of bad)
      expect(readWith({ [field]: value }), JSON.stringify(value)).toEqual({ refused: 'bad-word', row: 2, field }); // prettier-ignore
    expect(readWith({ name: '长'.repeat(200) })).toMatchObject({ described: 1 });
    // What is empty says nothing.
    expect(readWith({ name: '', kind: null, parent: '' })).toMatchObject({ acts: [] });
  });

  test('of more areas than one act names comes in several acts, each of which the server takes', () => {
    const side = 80;
    const ids = Array.from({ length: side * side }, (_, i) => i + 1);
    const at = (v: number): number => Number((118 + v * 1e-3).toFixed(7));
    const squares = ids.map((id) => {
      const [x, y] = [(id - 1) % side, Math.floor((id - 1) / side)];
      const ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]].map(([a, b]): [number, number] => [at(a!), Number((at(b!) - 86).toFixed(7))]); // prettier-ignore
      return { id, coordinates: [[ring]] };
    });
    const state = planStateOf(coverageOf(squares), [area(100_000, null, 1), area(101_000, 100_000, 2), area(102_000, 100_000, 2), ...ids.map((id) => area(id, 101_000, 3))]); // prettier-ignore
    const drawn = drawnOf(state).map((cell) => ({ ...cell, name: '长'.repeat(100), parent: 'C102000' })); // prettier-ignore
    const answer = actsOfDrawn(state, drawn);
    if (!('acts' in answer)) throw new Error(JSON.stringify(answer).slice(0, 200));
    expect(answer.described).toBe(ids.length);
    expect(answer.acts.map(({ verb }) => verb)).toEqual(['reassign', 'reassign', 'describe', 'describe', 'describe']); // prettier-ignore
    for (const act of answer.acts) {
      expect(Value.Check(PlanAct, act)).toBe(true);
      expect(new TextEncoder().encode(JSON.stringify(act)).length).toBeLessThan(ACT_BYTES_MAX);
    }
    const named = answer.acts.flatMap((act) => (act.verb === 'describe' ? act.areas.map(({ id }) => id) : [])); // prettier-ignore
    expect(named).toEqual(ids);
  });

  test('with more corners than an act may redraw is answered with its row; as it is already, it may have them', () => {
    const far = 25_000;
    const edge = (y: number, bend: number): [number, number][] => Array.from({ length: far }, (_, i) => [Number((118 + i * 1e-6).toFixed(7)), Number((y + (i % 2) * bend).toFixed(7))]); // prettier-ignore
    const south = edge(32, 0);
    const north = edge(32.01, 1e-6).reverse();
    const ring = [...south, ...north, south[0]!];
    const state = planStateOf(coverageOf([{ id: 1, coordinates: [[ring]] }]), [area(100, null, 1), area(1, 100, 2)]); // prettier-ignore
    const [cell] = drawnOf(state) as [DrawnCell];
    expect(actsOfDrawn(state, [cell])).toMatchObject({ acts: [] });
    const [[outer]] = cell.coordinates as [[[number, number][]]];
    const bent = outer.map(([lng, lat], i): [number, number] => (i === 5 ? [lng, Number((lat - 1e-6).toFixed(7))] : [lng, lat])); // prettier-ignore
    expect(actsOfDrawn(state, [{ ...cell, coordinates: [[bent]] }])).toEqual({ refused: 'too-many-corners', row: 1 }); // prettier-ignore
  });

  test('that leaves a gap or lies on another is answered with where and how much', () => {
    const state = stateOf(3);
    const drawn = drawnOf(state);
    // One cell shrinks to its half.
    const { set } = state;
    // What lies within: what is open to the outside is outside.
    const isWithin = (id: number): boolean => [...set.of(id)].every((edge) => set.edge(edge).left > 0 && set.edge(edge).right > 0); // prettier-ignore
    const cell = drawn.find(({ id, coordinates }) => isWithin(id!) && coordinates[0]![0]!.length > 6)!; // prettier-ignore
    const [ring] = cell.coordinates[0]!;
    cell.coordinates = [[[ring![0]!, ring![2]!, ring![4]!, ring![0]!]]];
    const answer = actsOfDrawn(state, drawn);
    const faults = 'faults' in answer ? answer.faults : [];
    expect(faults.map(({ kind }) => kind)).toContain('gap');
    expect(faults.some(({ areaM2 }) => areaM2 > 0)).toBe(true);
  });
});

describe('what is no such file', () => {
  const of = (...features: unknown[]): string => JSON.stringify({ type: 'FeatureCollection', features }); // prettier-ignore
  test.each([
    ['no JSON', '{', 'not-geojson', 0],
    ['no collection', '{"type":"Feature"}', 'not-geojson', 0],
    ['nothing in it', of(), 'bad-count', 0],
    ['a line', of({ geometry: { type: 'LineString', coordinates: [] } }), 'bad-row', 1],
    ['a latitude of 100', of({ geometry: { type: 'Polygon', coordinates: [[[0, 100], [1, 0], [1, 1], [0, 100]]] } }), 'bad-row', 1], // prettier-ignore
    ['a null', of(null), 'bad-row', 1],
  ])('%s', (_, text, refused, row) => {
    expect(readDrawn(text)).toEqual({ refused, row });
  });
  test('corners go to the lattice', () => {
    const drawn = readDrawn(of({ geometry: { type: 'Polygon', coordinates: [[[0.00000004, 0], [1, 0], [1, 1], [0, 0]]] } })) as DrawnCell[]; // prettier-ignore
    expect(drawn[0]!.coordinates[0]![0]![0]).toEqual([0, 0]);
  });
});
