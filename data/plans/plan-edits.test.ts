import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';

import type { Area } from '#data/areas/area.ts';
import { checkAround } from '#data/coverage/check-around.ts';
import { randomAct, textOf } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { gridFrom } from '#data/fixtures/grid-from.ts';
import { coverageOf, faultOf } from '#data/fixtures/sound.ts';

import { toDegrees } from '#data/geo/lattice.ts';

import { editPlan } from './edit-plan.ts';
import { FIRST_PLAN_AREA_ID, PlanAct, type PlanVerb } from './plan-act.ts';
import { applyPlanEdit, invertPlanEdit, type PlanEdit } from './plan-edit.ts';
import { planStateOf, type PlanState } from './plan-state.ts';

/** Random cells below grids of six, these below one street. */
function stateOf(seed: number): PlanState {
  const cells = randomCells(seed);
  const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: `区域${id}`, nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
  const grids = [...new Set(cells.map(({ id }) => Math.ceil(id / 6)))];
  return planStateOf(coverageOf(cells), [
    area(100_000, null, 1),
    ...grids.map((grid) => area(100_000 + grid, 100_000, 2)),
    ...cells.map(({ id }) => area(id, 100_000 + Math.ceil(id / 6), 3)),
  ]);
}

/** What holds of every state: the areas without others below them are the cells, and levels go down. */
function faultOfTree({ set, areas }: PlanState): string | null {
  const parents = new Set([...areas.values()].map(({ parentId }) => parentId));
  for (const area of areas.values()) {
    if (parents.has(area.id) === set.has(area.id)) return `${area.id} is neither or both`;
    const parent = area.parentId === null ? null : areas.get(area.parentId);
    if (parent === undefined) return `${area.id} has no parent`;
    if ((parent?.level ?? 0) >= area.level) return `${area.id} is of the level of its parent`;
  }
  const lost = set.cells().find((id) => !areas.has(id));
  return lost === undefined ? null : `${lost} is no area`;
}

describe('edits of a plan', () => {
  test('undone to the first and redone to the last give the same bytes, wherever one stops', () => {
    const verbs = new Map<PlanVerb, number>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const state = stateOf(seed);
        const random = createRandom(seed);
        const texts = [textOf(state)];
        const done: PlanEdit[] = [];
        for (let k = 0; k < 14; k++) {
          const act = randomAct(state, random);
          expect(Value.Check(PlanAct, act), JSON.stringify(act)).toBe(true);
          const edit = editPlan(state, act);
          expect(textOf(state)).toBe(texts.at(-1));
          if ('refused' in edit) continue;
          verbs.set(act.verb, (verbs.get(act.verb) ?? 0) + 1);
          applyPlanEdit(state, edit);
          const said = JSON.stringify(act);
          expect(faultOf(state.set.toCoverage()), said).toBeNull();
          expect(edit.borders ? checkAround(state.set, edit.borders.patch) : [], said).toEqual([]);
          expect(faultOfTree(state), said).toBeNull();
          done.push(edit);
          texts.push(textOf(state));
        }
        // As it comes back from where it was kept.
        const kept = JSON.parse(JSON.stringify(done)) as PlanEdit[];
        for (let k = kept.length - 1; k >= 0; k--) {
          applyPlanEdit(state, invertPlanEdit(kept[k]!));
          expect(textOf(state)).toBe(texts[k]);
        }
        expect(textOf(state)).toBe(textOf(stateOf(seed)));
        for (const [k, edit] of kept.entries()) {
          applyPlanEdit(state, edit);
          expect(textOf(state)).toBe(texts[k + 1]);
        }
      }),
      { numRuns: 60, seed: 5 },
    );
    expect([...verbs.keys()].sort()).toEqual(
      ['carve', 'describe', 'draw', 'give', 'lock-borders', 'merge', 'move-vertex', 'reassign', 'redraw', 'reshape', 'simplify', 'split'], // prettier-ignore
    );
  });
});

describe('a grid that is carved out', () => {
  const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: `N${id}`, nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
  const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
  /** Cells A and B below grid 201, C below 202; both grids below community 101. Squares of 1,000 steps. */
  const drawn = (): PlanState => planStateOf(coverageOf(gridFrom('ABC/ABC/ABC')), [area(100, null, 1), area(101, 100, 2), area(201, 101, 3), area(202, 101, 3), area(1, 201, 4), area(2, 201, 4), area(3, 202, 4)]); // prettier-ignore
  const id = FIRST_PLAN_AREA_ID;
  const words = { kind: 'dedicated' as const, ownerId: 3, code: 'D1' };
  const carve = (more: object = {}): PlanAct => ({ verb: 'carve', ring: [at(1500, 500), at(2500, 500), at(2500, 1500), at(1500, 1500)], id: id + 1, words: { kind: 'dedicated', code: 'D2' }, found: { id, level: 3, words }, ...more }); // prettier-ignore
  const why = (act: PlanAct): string => {
    const edit = editPlan(drawn(), act);
    return 'refused' in edit ? `${edit.refused} ${edit.areas.join(' ')}` : 'made';
  };

  test('lies beside the grid whose land its first cell has, with that one cell below it', () => {
    const state = drawn();
    const edit = editPlan(state, carve());
    if ('refused' in edit) throw new Error(edit.refused);
    applyPlanEdit(state, edit);
    expect(faultOfTree(state)).toBeNull();
    expect(state.areas.get(id)).toMatchObject({ parentId: 101, level: 3, ...words });
    expect(state.areas.get(id + 1)).toMatchObject({ parentId: id, level: 4, kind: 'dedicated' });
    expect([2, 3].every((cell) => state.set.has(cell))).toBe(true);
    applyPlanEdit(state, invertPlanEdit(edit));
    expect(textOf(state)).toBe(textOf(drawn()));
  });

  test('lies below another where that is asked for, of a level between', () => {
    expect(why(carve({ parentId: 100 }))).toBe('made');
    expect(why(carve({ parentId: 201 }))).toBe('wrong-level 201');
    expect(why(carve({ found: { id, level: 4 } }))).toBe(`wrong-level ${id}`);
    expect(why(carve({ found: { id, level: 5 } }))).toBe('parent-is-cell 2');
    expect(why(carve({ found: { id: 7, level: 3 } }))).toBe('id-in-use 7');
    expect(why(carve({ id, found: { id, level: 3 } }))).toMatch('id-in-use');
    expect(why(carve({ found: { id, level: 3, words: { code: 'C202' } } }))).toMatch(
      'code-in-use 202',
    );
  });

  test('leaves nothing of a grid whose land it takes whole', () => {
    const state = drawn();
    const edit = editPlan(state, carve({ ring: [at(2000, 0), at(3000, 0), at(3000, 3000), at(2000, 3000)] })); // prettier-ignore
    if ('refused' in edit) throw new Error(edit.refused);
    applyPlanEdit(state, edit);
    expect(state.areas.has(202)).toBe(false);
    expect(faultOfTree(state)).toBeNull();
  });
});

test('a new grid of all that lies below another is none', () => {
  const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
  const state = planStateOf(coverageOf(gridFrom('ABC/ABC/ABC')), [area(100, null, 1), area(101, 100, 2), area(102, 100, 2), area(1, 101, 3), area(2, 101, 3), area(3, 102, 3)]); // prettier-ignore
  const found = (areas: number[]) => editPlan(state, { verb: 'reassign', areas, parentId: 100, found: { id: FIRST_PLAN_AREA_ID, level: 2 } }); // prettier-ignore
  expect(found([2, 1])).toMatchObject({ refused: 'changes-nothing' });
  expect(found([1])).toHaveProperty('areas');
  expect(found([1, 2, 3])).toHaveProperty('borders');
});

describe('what is locked', () => {
  /** A and B below grid 101, C below 102; squares of 1,000 steps. */
  const locked = (...ids: number[]): PlanState => {
    const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
    const state = planStateOf(coverageOf(gridFrom('ABC/ABC/ABC')), [area(100, null, 1), area(101, 100, 2), area(102, 100, 2), area(1, 101, 3), area(2, 101, 3), area(3, 102, 3)]); // prettier-ignore
    const lock = editPlan(state, { verb: 'describe', areas: ids.map((id) => ({ id, words: { locked: true } })) }); // prettier-ignore
    if ('refused' in lock) throw new Error(lock.refused);
    applyPlanEdit(state, lock);
    return state;
  };
  const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
  const acts = {
    'split A': { verb: 'split', line: [at(0, 1500), at(1000, 1500)], firstId: FIRST_PLAN_AREA_ID },
    'split B to a bend of A’s border': { verb: 'split', line: [at(999, 1501), at(2000, 1600)], cells: [2], firstId: FIRST_PLAN_AREA_ID }, // prettier-ignore
    'merge B and C': { verb: 'merge', cells: [2, 3], id: FIRST_PLAN_AREA_ID },
    'reshape A and B': { verb: 'reshape', between: [1, 2], line: [at(1000, 500), at(1300, 1500), at(1000, 2500)], over: 'refuse' }, // prettier-ignore
    'put B below 102': { verb: 'reassign', areas: [2], parentId: 102 },
    'carve out of C for 101': { verb: 'carve', ring: [at(2200, 200), at(2800, 200), at(2500, 800)], id: FIRST_PLAN_AREA_ID, parentId: 101 }, // prettier-ignore
    'rename A': { verb: 'describe', areas: [{ id: 1, words: { name: '甲' } }] },
    'unlock A': { verb: 'describe', areas: [{ id: 1, words: { locked: false } }] },
  } satisfies Record<string, PlanAct>;
  const outcomes = (state: PlanState): string[] =>
    Object.entries(acts).flatMap(([name, act]) => {
      const edit = editPlan(state, act);
      return 'refused' in edit && edit.refused !== 'changes-nothing' ? [`${name}: ${edit.refused} ${edit.areas.join(' ')}`] : []; // prettier-ignore
    });

  test('keeps its land, whoever else gives or takes', () => {
    expect(outcomes(locked(1))).toEqual(['split A: locked 1', 'reshape A and B: locked 1']);
  });

  test('keeps it with all that lies below', () => {
    expect(outcomes(locked(101))).toEqual([
      'split A: locked 101',
      'split B to a bend of A’s border: locked 101',
      'merge B and C: locked 101',
      'reshape A and B: locked 101',
      'put B below 102: locked 101',
      'carve out of C for 101: locked 101',
    ]);
  });
});

test('what is carved, drawn or given by a ring that meets itself is refused', () => {
  const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
  const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
  const state = planStateOf(coverageOf(gridFrom('AB')), [area(100, null, 1), area(1, 100, 2), area(2, 100, 2)]); // prettier-ignore
  const bow = [at(800, 200), at(1200, 800), at(1200, 200), at(800, 800)];
  const acts: PlanAct[] = [
    { verb: 'carve', ring: bow, id: FIRST_PLAN_AREA_ID },
    { verb: 'draw', ring: bow, id: FIRST_PLAN_AREA_ID, parentId: 100 },
    { verb: 'give', ring: bow, to: 2 },
  ];
  for (const act of acts)
    expect(editPlan(state, act)).toMatchObject({ refused: 'ring-not-simple' });
  const ring = [bow[0]!, bow[2]!, bow[1]!, bow[3]!];
  expect(editPlan(state, { verb: 'carve', ring, id: FIRST_PLAN_AREA_ID })).not.toHaveProperty('refused'); // prettier-ignore
});

describe('a border that is locked', () => {
  const area = (id: number, parentId: number | null, level: number): Area => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive', name: '', nameEn: null, ownHouseholds: null, ownResidents: null, ownCountedOn: null }); // prettier-ignore
  const at = (x: number, y: number): [number, number] => [toDegrees(1_188_000_000 + x), toDegrees(320_000_000 + y)]; // prettier-ignore
  const make = (state: PlanState, act: PlanAct): PlanEdit => {
    const edit = editPlan(state, act);
    if ('refused' in edit) throw new Error(`${edit.refused} ${edit.areas.join(' ')}`);
    applyPlanEdit(state, edit);
    return edit;
  };
  const why = (state: PlanState, act: PlanAct): string => {
    const edit = editPlan(state, act);
    return 'refused' in edit ? `${edit.refused} ${edit.areas.join(' ')}` : 'made';
  };
  /** A and B below grid 101, C below 102; squares of 1,000 steps. */
  const drawn = (): PlanState => planStateOf(coverageOf(gridFrom('ABC/ABC/ABC')), [area(100, null, 1), area(101, 100, 2), area(102, 100, 2), area(1, 101, 3), area(2, 101, 3), area(3, 102, 3)]); // prettier-ignore
  const between: PlanAct = { verb: 'lock-borders', edges: [[at(1000, 1000), at(1000, 2000)]], locked: true }; // prettier-ignore
  const reshape: PlanAct = { verb: 'reshape', between: [1, 2], line: [at(1000, 500), at(1300, 1500), at(1000, 2500)], over: 'refuse' }; // prettier-ignore

  test('keeps its course: nothing moves it, takes it away, or goes over it', () => {
    const state = drawn();
    make(state, between);
    expect(state.lockedBorders.size).toBe(3);
    expect(why(state, reshape)).toBe('border-locked 1 2');
    expect(why(state, { verb: 'merge', cells: [1, 2], id: FIRST_PLAN_AREA_ID })).toBe('border-locked 1 2'); // prettier-ignore
    expect(why(state, { verb: 'move-vertex', from: at(1000, 1000), to: at(1200, 1100) })).toBe('border-locked 1 2'); // prettier-ignore
    expect(why(state, { verb: 'carve', ring: [at(500, 1200), at(1500, 1200), at(1500, 1700)], id: FIRST_PLAN_AREA_ID })).toBe('border-locked 1 2'); // prettier-ignore
    expect(why(state, { verb: 'reassign', areas: [2], parentId: 102 })).toBe('made');
    expect(why(state, { verb: 'reshape', between: [2, 3], line: [at(2000, 500), at(1700, 1500), at(2000, 2500)], over: 'refuse' })).toBe('made'); // prettier-ignore
  });

  test('lets a line end on it, and stays locked there, also when that is undone', () => {
    const state = drawn();
    make(state, between);
    const before = textOf(state);
    const split = make(state, { verb: 'split', line: [at(-10, 1600), at(1010, 1633)], cells: [1], firstId: FIRST_PLAN_AREA_ID }); // prettier-ignore
    expect(state.lockedBorders.size).toBe(4);
    expect(why(state, { verb: 'merge', cells: [FIRST_PLAN_AREA_ID + 1, 2], id: FIRST_PLAN_AREA_ID + 9 })).toMatch(/^border-locked/); // prettier-ignore
    expect(why(state, { verb: 'merge', cells: [FIRST_PLAN_AREA_ID, FIRST_PLAN_AREA_ID + 1], id: FIRST_PLAN_AREA_ID + 9 })).toBe('made'); // prettier-ignore
    applyPlanEdit(state, invertPlanEdit(split));
    expect(textOf(state)).toBe(before);
  });

  test('is unlocked as it was locked; many at once by the areas that they go round', () => {
    const state = drawn();
    make(state, { verb: 'lock-borders', around: [101, 102], locked: true });
    // Twelve edges about both, and three between them.
    expect(state.lockedBorders.size).toBe(12 + 3);
    expect(why(state, reshape)).toBe('made');
    expect(why(state, { verb: 'merge', cells: [2, 3], id: FIRST_PLAN_AREA_ID })).toBe('border-locked 2 3'); // prettier-ignore
    expect(why(state, { verb: 'lock-borders', around: [102], locked: true })).toBe('changes-nothing 102'); // prettier-ignore
    make(state, { verb: 'lock-borders', edges: [[at(2000, 0), at(2000, 1000)]], locked: false });
    expect(why(state, { verb: 'merge', cells: [2, 3], id: FIRST_PLAN_AREA_ID })).toBe('made');
    expect(why(state, { verb: 'lock-borders', edges: [[at(5, 5), at(6, 6)]], locked: true })).toBe('no-such-border '); // prettier-ignore
    expect(why(state, { verb: 'lock-borders', around: [999], locked: true })).toBe('no-such-area 999'); // prettier-ignore
    expect(why(state, { verb: 'lock-borders', locked: true })).toBe('changes-nothing ');
  });
});
