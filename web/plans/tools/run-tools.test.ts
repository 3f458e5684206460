import { beforeEach, expect, test } from 'vitest';

import type { PlanAct } from '#data/plans/plan-act.ts';
import type { Plan } from '#data/plans/plan.ts';

import { hereStore } from '../../live/who-is-here.ts';
import { CLOSED, deskStore, type Desk, type PlanRow, type Preview } from '../desk/desk.ts';

import { createToolRunner, type HandInput } from './run-tools.ts';
import { putToolsAway, toolStore } from './tool-store.ts';

/** A desk that answers late and tells what it was asked: the order of questions is what is looked at here. */
function lateDesk(refused: string | null = null) {
  const previews: PlanAct[] = [];
  const made: PlanAct[] = [];
  let [open, most] = [0, 0];
  const later = <T>(value: T): Promise<T> => new Promise((done) => setTimeout(() => done(value), 2)); // prettier-ignore
  const desk = {
    nextId: () => 1_000_000_000,
    snap: (at: [number, number]) =>
      later({ at: at.map((n) => Math.round(n)) as [number, number], kind: 'vertex', name: '', cells: [] }), // prettier-ignore
    areasAt: () => later([1, 4, 7]),
    areasIn: () => later([7, 8]),
    borderAt: () => later(null),
    buildingsIn: () => later([]),
    preview: async (act: PlanAct): Promise<Preview> => {
      previews.push(act);
      most = Math.max(most, ++open);
      await later(null);
      open--;
      return { refused: 'changes-nothing', areas: [] };
    },
    make: (act: PlanAct) => {
      made.push(act);
      return later(refused ? { refused, areas: [7] } : null);
    },
  };
  return { desk: desk as unknown as Desk, previews, made, most: () => most };
}

const at = (kind: 'hover' | 'place', x: number, y: number, more = {}): HandInput => ({ kind, at: [x, y], metresPerPx: 1, add: false, free: false, ...more }); // prettier-ignore
const row = (id: number, level: number): [number, PlanRow] => [id, { area: { id, level }, isCell: level === 5 } as PlanRow]; // prettier-ignore

beforeEach(() => {
  hereStore.setState({ asked: false, me: null, device: null });
  putToolsAway();
  deskStore.setState({
    ...CLOSED,
    phase: 'ready',
    plan: { status: 'draft' } as Plan,
    rows: new Map([row(1, 1), row(4, 4), row(7, 5), row(8, 5)]),
  });
});

test('of a hundred movements few are asked about, never two at once, and the last one is', async () => {
  const { desk, previews, most } = lateDesk();
  const tools = createToolRunner(desk);
  tools.choose('split');
  tools.give(at('place', 0, 0));
  for (let i = 1; i <= 100; i++) tools.give(at('hover', i, i));
  await tools.settled();
  expect(previews.length).toBeLessThan(10);
  expect(most()).toBe(1);
  expect(previews.at(-1)).toMatchObject({ verb: 'split', line: [[0, 0], [100, 100]] }); // prettier-ignore
  tools.stop();
});

test('places snap, unless the hand is free or snapping is off', async () => {
  const { desk } = lateDesk();
  const tools = createToolRunner(desk);
  tools.choose('split');
  tools.give(at('place', 0.3, 0.2));
  await tools.settled();
  expect(toolStore.getState()).toMatchObject({ at: [0, 0], snapped: { kind: 'vertex' } });
  tools.give(at('place', 1.3, 0.2, { free: true }));
  await tools.settled();
  expect(toolStore.getState()).toMatchObject({ at: [1.3, 0.2], snapped: null });
  toolStore.setState({ snapping: false });
  tools.give(at('place', 2.3, 0.2));
  await tools.settled();
  expect(toolStore.getState().at).toEqual([2.3, 0.2]);
  toolStore.setState({ snapping: true });
  tools.stop();
});

test('what is finished is made, and the tool begins anew', async () => {
  const { desk, made } = lateDesk();
  const tools = createToolRunner(desk);
  tools.choose('split');
  for (const input of [at('place', 0, 0), at('place', 3, 3)]) tools.give(input);
  tools.give({ kind: 'finish' });
  await tools.settled();
  expect(made).toMatchObject([{ verb: 'split', line: [[0, 0], [3, 3]] }]); // prettier-ignore
  expect(toolStore.getState()).toMatchObject({ state: { tool: 'split', legs: [] }, preview: null, isMaking: false }); // prettier-ignore
  tools.stop();
});

test('a refusal keeps what was drawn, and says why until something is done', async () => {
  const { desk } = lateDesk('line-must-cross-twice');
  const tools = createToolRunner(desk);
  tools.choose('split');
  for (const input of [at('place', 0, 0), at('place', 3, 3)]) tools.give(input);
  tools.give({ kind: 'finish' });
  await tools.settled();
  expect(toolStore.getState()).toMatchObject({ refusal: { reason: 'line-must-cross-twice', areas: [7] }, state: { legs: [[[0, 0]], [[3, 3]]] } }); // prettier-ignore
  expect(tools.back()).toBe(true);
  await tools.settled();
  expect(toolStore.getState().refusal).toBeNull();
  tools.stop();
});

test('Escape steps back a point, then out of the tool, then out of the selection, then does nothing', async () => {
  const { desk } = lateDesk();
  const tools = createToolRunner(desk);
  tools.give(at('place', 0, 0));
  await tools.settled();
  expect(toolStore.getState().selection).toEqual([4]);
  tools.choose('split');
  tools.give(at('place', 0, 0));
  await tools.settled();
  const seen: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    const did = tools.back();
    await tools.settled();
    const { state, selection } = toolStore.getState();
    seen.push([did, state.tool, 'legs' in state && state.legs.length, selection.length]);
  }
  expect(seen).toEqual([[true, 'split', 0, 1], [true, 'select', 0, 1], [true, 'select', 0, 0], [false, 'select', 0, 0]]); // prettier-ignore
  tools.stop();
});

test('nothing is drawn on what may only be looked at', async () => {
  deskStore.setState({ plan: null });
  const { desk, made } = lateDesk();
  const tools = createToolRunner(desk);
  tools.choose('split');
  expect(toolStore.getState().state.tool).toBe('select');
  tools.choose('measure');
  expect(toolStore.getState().state.tool).toBe('measure');
  expect(made).toEqual([]);
  tools.stop();
});

test('what an edit takes away is selected no more', async () => {
  const { desk } = lateDesk();
  const tools = createToolRunner(desk);
  toolStore.setState({ selection: [7, 8] });
  deskStore.setState({ rows: new Map([row(8, 5)]), packed: { areas: [] } as never });
  expect(toolStore.getState().selection).toEqual([8]);
  tools.stop();
});

test('a tool that cannot be used is not taken in hand, and it is said why until something is done', async () => {
  const runner = createToolRunner(lateDesk().desk);
  deskStore.setState({ plan: null });
  runner.choose('split');
  expect([toolStore.getState().state.tool, toolStore.getState().unusable]).toEqual(['select', 'read-only']); // prettier-ignore
  runner.choose('measure');
  expect([toolStore.getState().state.tool, toolStore.getState().unusable]).toEqual(['measure', null]); // prettier-ignore
  runner.stop();
});

test('a plan that is published is drawn on no more: the first tool is in hand, one that only looks stays', () => {
  for (const [tool, after] of [
    ['split', 'select'],
    ['measure', 'measure'],
  ] as const) {
    deskStore.setState({ plan: { status: 'draft' } as Plan });
    const tools = createToolRunner(lateDesk().desk);
    tools.choose(tool);
    deskStore.setState({ plan: { status: 'published' } as Plan });
    expect(toolStore.getState().state.tool).toBe(after);
    tools.stop();
  }
});
