import { describe, expect, test } from 'vitest';

import type { Place, PlanRow, SnapKind } from '../desk/desk.ts';

import { cornersOf } from './drawn.ts';
import { TOOL_KEYS, type Border, type Hit, type Outcome, type ToolContext, type ToolEvent, type ToolKey, type ToolState } from './tool.ts'; // prettier-ignore
import { TOOL_LETTERS, toolOf } from './tools.ts';

const A: Place = [118, 32];
const B: Place = [118.001, 32];
const C: Place = [118.001, 32.001];
const D: Place = [118, 32.001];
const BORDER: Border = { between: [7, 8], line: [A, B, C], edge: [A, B] };
const OTHER: Border = { between: [8, 9], line: [C, D], edge: [C, D] };

const row = (id: number, parentId: number | null, isCell: boolean, level = isCell ? 3 : parentId === null ? 1 : 2): [number, PlanRow] => [id, { area: { id, parentId, level }, isCell } as PlanRow]; // prettier-ignore
const CONTEXT: ToolContext = {
  selection: [],
  rows: new Map([row(1, null, false), row(4, 1, false), row(7, 4, true), row(8, 4, true), row(9, 1, true)]), // prettier-ignore
  nextId: 1_000_000_000,
  isLocked: () => false,
  shape: 'click',
  carves: 'cell',
  makes: null,
};

interface Around {
  cell?: number;
  border?: Border | null;
  buildings?: number[];
  snap?: SnapKind;
  along?: Place[];
}
function hit(at: Place, around: Around = {}): Hit {
  const { cell = 0, border = null, buildings = [], snap, along = null } = around;
  const snapped = snap ? { at, kind: snap, name: '', cells: border ? border.between : [] } : null;
  return { at, snapped, along, cell, area: cell, border, buildings };
}
const hover = (at: Place, around?: Around): ToolEvent => ({ kind: 'hover', hit: hit(at, around) });
const place = (at: Place, around?: Around, add = false): ToolEvent => ({ kind: 'place', hit: hit(at, around), add }); // prettier-ignore
const drag = (kind: 'press' | 'drag' | 'drop', at: Place, around?: Around): ToolEvent =>
  ({ kind, hit: hit(at, around), add: false }) as ToolEvent;
const FINISH: ToolEvent = { kind: 'finish' };
const BACK: ToolEvent = { kind: 'back' };

/** Plays events from a tool's beginning: its last state, and what the last event came to. */
function play(key: ToolKey, events: ToolEvent[], context: Partial<ToolContext> = {}) {
  const all = { ...CONTEXT, ...context };
  const tool = toolOf(key);
  let state: ToolState = tool.begin(all);
  let outcome: Outcome | undefined;
  for (const event of events) ({ state, outcome } = tool.step(state, event, all));
  const wanted = tool.wanted(state, all);
  return { state, outcome, wanted, want: tool.want(state, all) };
}

test('a line splits what it parts: seen while the pointer goes on, made by Enter', () => {
  const seen = play('split', [hover(A), place(A), hover(B)]);
  expect(seen.wanted).toEqual({ verb: 'split', line: [A, B], firstId: 1_000_000_000 });
  expect(seen.outcome).toBeUndefined();
  const made = play('split', [place(A), hover(B), place(B), FINISH]);
  expect(made.outcome).toEqual({ make: seen.wanted });
});

test('Enter after one click makes what is seen to where the hand points', () => {
  const { outcome } = play('split', [place(A), hover(B), FINISH]);
  expect(outcome).toEqual({ make: { verb: 'split', line: [A, B], firstId: 1_000_000_000 } });
});

test('Enter after several clicks leaves out where the hand has gone since', () => {
  const { outcome } = play('split', [place(A), place(B), hover(D), FINISH]);
  expect(outcome).toMatchObject({ make: { line: [A, B] } });
});

test('a selection says which cells a line may split, also through an area above them', () => {
  expect(play('split', [place(A), hover(B)], { selection: [4] }).wanted).toMatchObject({ cells: [7, 8] }); // prettier-ignore
  expect(play('split', [place(A), hover(B)], { selection: [9] }).wanted).toMatchObject({ cells: [9] }); // prettier-ignore
});

test('a double click adds no corner twice', () => {
  const { state } = play('split', [place(A), place(B), place(B)]);
  expect(state.tool === 'split' && state.legs).toEqual([[A], [B]]);
});

test('a drag is one leg, and one step back', () => {
  const events = [drag('press', A), drag('drag', B), drag('drag', C), drag('drop', D)];
  const drawn = play('split', events);
  expect(drawn.wanted).toMatchObject({ line: [A, B, C, D] });
  const back = play('split', [...events, BACK]);
  expect(back.state.tool === 'split' && back.state.legs).toEqual([]);
});

test('a traced leg brings its corners, and is taken back whole', () => {
  const events = [place(A), place(C, { along: [A, B, C] })];
  expect(play('split', events).wanted).toMatchObject({ line: [A, B, C] });
  const back = play('split', [...events, BACK]);
  expect(back.state.tool === 'split' && cornersOf(back.state)).toEqual([A]);
});

test('a ring is carved from three corners on, and closing it by hand adds none', () => {
  expect(play('carve', [place(A), place(B)]).wanted).toBeNull();
  expect(play('carve', [place(A), place(B), place(C), place(A)]).wanted).toEqual({ verb: 'carve', ring: [A, B, C], id: 1_000_000_000 }); // prettier-ignore
  const dedicated = { words: { kind: 'dedicated' } };
  const id = CONTEXT.nextId;
  const carved = (context: Partial<ToolContext>) => play('carve', [place(A), place(B), place(C)], context).wanted; // prettier-ignore
  expect(carved({ carves: 'cell' })).toEqual({ verb: 'carve', ring: [A, B, C], id });
  expect(carved({ carves: 'area' })).toEqual({ verb: 'carve', ring: [A, B, C], id: id + 1, found: { id, level: 2 } }); // prettier-ignore
  expect(carved({ carves: 'dedicated' })).toEqual({ verb: 'carve', ring: [A, B, C], id: id + 1, ...dedicated, found: { id, level: 2, ...dedicated } }); // prettier-ignore
  const flat = new Map([row(1, null, false), row(7, 1, true, 2)]);
  expect(carved({ carves: 'dedicated', rows: flat })).toEqual({ verb: 'carve', ring: [A, B, C], id, ...dedicated }); // prettier-ignore
});

test('land against the outside goes to the parent of the cell beside it, or of the selection', () => {
  const ring = [place(A, { border: OTHER, snap: 'border' }), place(B), place(C)];
  expect(play('draw', ring).wanted).toMatchObject({ verb: 'draw', parentId: 4 });
  expect(play('draw', ring, { selection: [9] }).wanted).toMatchObject({ parentId: 1 });
  expect(play('draw', ring, { selection: [4] }).wanted).toMatchObject({ parentId: 4 });
  expect(play('draw', [place(A), place(B), place(C)]).wanted).toBeNull();
});

test('cells are merged in the order of the clicks; a second click takes one out', () => {
  const events = [place(A, { cell: 8 }), place(A, { cell: 7 }), place(A, { cell: 9 }), place(A, { cell: 7 })]; // prettier-ignore
  expect(play('merge', [...events, FINISH]).outcome).toEqual({ make: { verb: 'merge', cells: [8, 9], id: 1_000_000_000 } }); // prettier-ignore
  expect(play('merge', [], { selection: [4] }).wanted).toMatchObject({ cells: [7, 8] });
});

test('what one cell and the one pointed at would be is seen before the click; Enter alone does not do it', () => {
  const events = [place(A, { cell: 7 }), hover(B, { cell: 8 })];
  expect(play('merge', events).wanted).toMatchObject({ cells: [7, 8] });
  expect(play('merge', [...events, FINISH]).outcome).toBeUndefined();
});

test('a border is reshaped by a line that begins on it', () => {
  expect(play('reshape', [place(A), place(B)]).wanted).toBeNull();
  const beside: Place = [118.0005, 32.00001];
  const made = play('reshape', [place(beside, { border: BORDER }), place(D), place(C), FINISH]);
  expect(made.outcome).toEqual({
    make: { verb: 'reshape', between: [7, 8], line: [[118.0005, 32], D, C], over: 'refuse' },
  });
});

test('a vertex follows the hand, by drag, by click and by arrow keys alike', () => {
  const held = { snap: 'vertex', border: BORDER } as const;
  const make = { verb: 'move-vertex', from: B, to: C };
  expect(play('vertex', [drag('press', B, held), drag('drag', D), drag('drop', C)]).outcome).toEqual({ make }); // prettier-ignore
  expect(play('vertex', [place(B, held), hover(C), place(C)]).outcome).toEqual({ make });
  const nudged = play('vertex', [place(B, held), { kind: 'nudge', by: [0, 0.5] }, { kind: 'nudge', by: [0.5, 0] }, FINISH]); // prettier-ignore
  expect(nudged.outcome).toEqual({ make: { verb: 'move-vertex', from: B, to: [118.501, 32.5] } });
});

test('a place within an edge becomes a vertex, and Delete removes one', () => {
  const middle: Place = [118.0005, 32];
  const added = play('vertex', [place(middle, { snap: 'border', border: BORDER }), place(D)]);
  expect(added.outcome).toEqual({ make: { verb: 'reshape', between: [7, 8], line: [A, D, B], over: 'refuse' } }); // prettier-ignore
  const removed = play('vertex', [place(B, { snap: 'vertex', border: BORDER }), { kind: 'delete' }]); // prettier-ignore
  expect(removed.outcome).toEqual({ make: { verb: 'reshape', between: [7, 8], line: [A, C], over: 'refuse' } }); // prettier-ignore
  const node = play('vertex', [place(A, { snap: 'vertex', border: BORDER }), { kind: 'delete' }]);
  expect(node.outcome).toBeUndefined();
});

test('buildings go to the cell that is clicked where none of them stands', () => {
  const chosen = [place(A, { cell: 7, buildings: [70] }), place(B, { cell: 7, buildings: [71] })];
  const seen = play('give', [...chosen, hover(C, { cell: 8 })]);
  expect(seen.wanted).toEqual({ verb: 'give-to', buildings: [70, 71], to: 8 });
  expect(play('give', [...chosen, hover(C, { cell: 8 }), place(C, { cell: 8 })]).outcome).toEqual({ make: seen.wanted }); // prettier-ignore
  // By touch nothing was pointed at before: the first tap shows, the second does it.
  const tapped = play('give', [...chosen, place(C, { cell: 8 })]);
  expect(tapped.outcome).toBeUndefined();
  expect(tapped.wanted).toEqual(seen.wanted);
  expect(play('give', [...chosen, place(C, { cell: 8 }), place(C, { cell: 8 })]).outcome).toEqual({ make: seen.wanted }); // prettier-ignore
});

test('after Enter the cell may be pointed at where a building stands', () => {
  const chosen = [place(A, { cell: 7, buildings: [70] })];
  expect(play('give', [...chosen, hover(C, { cell: 8, buildings: [80] })]).wanted).toBeNull();
  expect(play('give', [...chosen, FINISH, hover(C, { cell: 8, buildings: [80] })]).wanted).toMatchObject({ to: 8 }); // prettier-ignore
});

test.each(['select', 'give'] as const)('%s: a box by drag and by two clicks is the same', (key) => {
  const ring = [A, [C[0], A[1]], C, [A[0], C[1]]];
  const expected = key === 'give' ? { gather: ring } : { select: ring, add: false };
  expect(play(key, [drag('press', A), drag('drag', B), drag('drop', C)], { shape: 'box' }).state).toBeDefined(); // prettier-ignore
  expect(play(key, [place(A), place(C)], { shape: 'box' }).outcome).toEqual(expected);
});

test('a lasso is drawn by drag, or click by click and Enter', () => {
  const drawn = [drag('press', A), drag('drag', B), drag('drag', C), drag('drop', D)];
  expect(play('select', drawn, { shape: 'lasso' }).outcome).toEqual({ select: [A, B, C, D], add: false }); // prettier-ignore
  const clicked = [place(A), place(B), place(C), FINISH];
  expect(play('select', clicked, { shape: 'lasso' }).outcome).toEqual({ select: [A, B, C], add: false }); // prettier-ignore
});

test('a click selects, Shift adds', () => {
  expect(play('select', [place(A, { cell: 7 })]).outcome).toEqual({ select: 7, add: false });
  expect(play('select', [place(A, { cell: 7 }, true)]).outcome).toEqual({ select: 7, add: true });
});

test.each(['simplify', 'lock'] as const)(
  '%s: pointed at it is seen, clicked again it is done',
  (key) => {
    const seen = play(key, [hover(A, { border: BORDER })]);
    expect(seen.wanted).not.toBeNull();
    expect(play(key, [hover(A, { border: BORDER }), place(A, { border: BORDER })]).outcome).toEqual({ make: seen.wanted }); // prettier-ignore
    // A tap on another border shows that one first.
    expect(play(key, [hover(A, { border: BORDER }), place(C, { border: OTHER })]).outcome).toBeUndefined(); // prettier-ignore
    expect(play(key, [place(A, { border: BORDER }), FINISH]).outcome).toEqual({
      make: seen.wanted,
    });
  },
);

test('a locked border is unlocked, and a tolerance goes up and down within its bounds', () => {
  expect(play('lock', [hover(A, { border: BORDER })], { isLocked: () => true }).wanted).toEqual({ verb: 'lock-borders', edges: [[A, B]], locked: false }); // prettier-ignore
  const more = Array.from({ length: 9 }, (): ToolEvent => ({ kind: 'more' }));
  expect(play('simplify', [hover(A, { border: BORDER }), ...more]).wanted).toMatchObject({ toleranceM: 20 }); // prettier-ignore
  const less = Array.from({ length: 9 }, (): ToolEvent => ({ kind: 'less' }));
  expect(play('simplify', [hover(A, { border: BORDER }), ...less]).wanted).toMatchObject({ toleranceM: 0.5 }); // prettier-ignore
});

test('what is measured ends with Enter, and the next click begins anew', () => {
  const over = play('measure', [place(A), place(B), FINISH, hover(C)]);
  expect(over.state.tool === 'measure' && cornersOf(over.state)).toEqual([A, B]);
  const anew = play('measure', [place(A), place(B), FINISH, place(C)]);
  expect(anew.state.tool === 'measure' && cornersOf(anew.state)).toEqual([C]);
});

/** Whatever was done, so many steps back lead out of a tool, and none makes anything. */
test.each(TOOL_KEYS)('%s: Escape leads out of every state', (key) => {
  const around: Around[] = [{}, { cell: 7 }, { border: BORDER, snap: 'vertex' }, { buildings: [70, 71], cell: 8 }, { border: OTHER }]; // prettier-ignore
  const tool = toolOf(key);
  let seed = 5;
  const random = (n: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % n;
  };
  for (let run = 0; run < 300; run++) {
    const context: ToolContext = { ...CONTEXT, shape: (['click', 'box', 'lasso'] as const)[random(3)]! }; // prettier-ignore
    let state = tool.begin(context);
    for (let i = random(12); i > 0; i--) {
      const at = [A, B, C, D][random(4)]!;
      const some = around[random(around.length)]!;
      const event = [hover(at, some), place(at, some), drag('press', at, some), drag('drag', at), drag('drop', at), FINISH, { kind: 'nudge', by: [1e-5, 0] } as ToolEvent, { kind: 'more' } as ToolEvent][random(8)]!; // prettier-ignore
      state = tool.step(state, event, context).state;
    }
    let left = false;
    for (let i = 0; i < 30 && !left; i++) {
      const { state: next, outcome } = tool.step(state, BACK, context);
      expect(outcome === undefined || outcome === 'leave').toBe(true);
      left = outcome === 'leave';
      state = next;
    }
    expect(left).toBe(true);
  }
});

test('each tool has a letter of its own', () => {
  expect(new Set(Object.values(TOOL_LETTERS)).size).toBe(TOOL_KEYS.length);
});

describe('a new area', () => {
  const found = (areas: number[]) => ({ verb: 'reassign', areas, parentId: 1, found: { id: CONTEXT.nextId, level: 2 } }); // prettier-ignore

  test('is made of those that are clicked; a second click lets one go', () => {
    const picked = [place(A, { cell: 7 }), place(B, { cell: 9 }), place(C, { cell: 8 }), place(B, { cell: 9 })]; // prettier-ignore
    expect(play('found', picked).wanted).toEqual(found([7, 8]));
    expect(play('found', [...picked, FINISH]).outcome).toEqual({ make: found([7, 8]) });
    expect(play('found', [...picked, BACK]).wanted).toEqual(found([7]));
    expect(play('found', [BACK]).outcome).toBe('leave');
    expect(play('found', [place(A)]).wanted).toBeNull();
    expect(play('found', [FINISH]).outcome).toBeUndefined();
  });

  test('begins with what is selected below its level', () => {
    expect(play('found', [], { selection: [8, 7] }).wanted).toEqual(found([8, 7]));
    expect(play('found', [], { selection: [4] }).wanted).toBeNull();
  });

  test('of a level that is chosen is made of the areas right below that', () => {
    const rows = new Map([row(1, null, false), row(2, 1, false, 2), row(3, 2, false, 3), row(4, 3, true, 4), row(5, 3, true, 4)]); // prettier-ignore
    const made = (makes: number | null) => play('found', [place(A, { cell: 5 })], { rows, makes }).wanted; // prettier-ignore
    expect(made(null)).toMatchObject({ areas: [5], parentId: 2, found: { level: 3 } });
    expect(made(2)).toMatchObject({ areas: [3], parentId: 1, found: { level: 2 } });
  });
});
