import { describe, expect, test } from 'vitest';

import { dissolve } from '#data/coverage/dissolve.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import { PlanDesk } from '#data/plans/desk/plan-desk.ts';
import type { PlanAct } from '#data/plans/plan-act.ts';
import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import type { Plan } from '#data/plans/plan.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import type { Answer } from '../../live/ask-server.ts';

import { PlanDraft, readPlan, type Pending } from './plan-draft.ts';

const coverage = coverageOf(randomCells(5));
const ids = randomCells(5).map(({ id }) => id);
const area = (id: number, parentId: number | null, level: number, of: (cell: number) => number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, labelAt: labelPoint(dissolve(coverage, of).get(id)!) }); // prettier-ignore
const edition = unpackAreas(packAreas(1, [area(100_000, null, 1, () => 100_000), ...ids.map((id) => area(id, 100_000, 2, (cell) => cell))], coverage)); // prettier-ignore

/** Keeps a plan as the server does, with what a way to it may do to an answer. */
class Server {
  plan: Plan = { id: 'p', name: 'p', editionId: 1, status: 'draft', validFrom: null, actor: 'a', madeAt: 't', revision: 1, position: 0, editCount: 0 }; // prettier-ignore
  readonly desk = new PlanDesk(edition);
  /** What becomes of the next answers, one after another: lost on the way there, or on the way back. */
  fails: ('there' | 'back' | 'ok')[] = [];
  refuses: string | null = null;
  readonly asked: string[] = [];

  ask = <T>(path: string, body?: unknown): Promise<Answer<T>> => {
    const way = this.fails.shift() ?? 'ok';
    const lost = { ok: false as const, reason: 'unreachable', detail: '' };
    if (way === 'there') return Promise.resolve(lost);
    const answer = this.answer(path, body);
    return Promise.resolve((way === 'back' ? lost : answer) as Answer<T>);
  };

  answer(path: string, body: unknown): Answer<unknown> {
    const { desk, plan } = this;
    const no = (reason: string, detail = ''): Answer<unknown> => ({ ok: false, reason, detail });
    if (body === undefined) {
      const after = Number(/after=(\d+)/.exec(path)![1]);
      const next = after + 4 < desk.edits.length ? after + 4 : null;
      return { ok: true, value: { plan, edits: desk.edits.slice(after, after + 4), next } };
    }
    const { id, act, expects, position } = body as { id: string; act: PlanAct; expects: number; position?: number }; // prettier-ignore
    this.asked.push(position === undefined ? `edit ${id}` : `position ${position}`);
    if (position !== undefined) {
      if (plan.position === position && plan.revision === expects + 1) return { ok: true, value: plan }; // prettier-ignore
      if (expects !== plan.revision) return no('plan-moved-on');
      desk.become(desk.edits, position);
      this.plan = { ...plan, position, revision: plan.revision + 1 };
      return { ok: true, value: this.plan };
    }
    const there = desk.edits.find((kept) => kept.id === id);
    if (there) return { ok: true, value: { plan, edit: there } };
    if (expects !== plan.revision) return no('plan-moved-on');
    if (this.refuses) return no(this.refuses, '3 5');
    const edit = desk.editOf(act);
    if ('refused' in edit) return no(edit.refused, edit.areas.join(' '));
    const seq = desk.position + 1;
    const kept: KeptPlanEdit = { seq, id, act, edit, actor: 'server', madeAt: 'then' };
    desk.become([...desk.edits.slice(0, seq - 1), kept], seq);
    this.plan = { ...plan, position: seq, editCount: seq, revision: plan.revision + 1 };
    return { ok: true, value: { plan: this.plan, edit: kept } };
  }
}

let made = 0;
async function openOn(server: Server, kept = new Map<string, readonly Pending[]>()) {
  const desk = new PlanDesk(edition);
  const read = await readPlan(server.ask, 'p');
  if (!read.ok) throw new Error(read.reason);
  const saying: string[] = [];
  const draft = new PlanDraft(desk, read.value, kept.get('p') ?? [], {
    ask: server.ask,
    keep: (id, pending) => void kept.set(id, structuredClone(pending)),
    newId: () => `id${++made}`,
    now: () => 7,
    pause: () => Promise.resolve(),
    told: () => void (saying.at(-1) !== draft?.saving && saying.push(draft.saving)),
  });
  return { desk, draft, kept, saying };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** Makes so many random acts that hold. */
function drawOn(
  { desk, draft }: { desk: PlanDesk; draft: PlanDraft },
  seed: number,
  count: number,
): void {
  const random = createRandom(seed);
  for (let n = 0; n < count;) if (draft.make(randomAct(desk.state, random)) === null) n++;
}

const sameAs = (server: Server, desk: PlanDesk): void => {
  expect(desk.edits.map(({ id }) => id)).toEqual(server.desk.edits.map(({ id }) => id));
  expect(desk.position).toBe(server.desk.position);
  expect(desk.state.set.toCoverage()).toEqual(server.desk.state.set.toCoverage());
};

describe('a draft', () => {
  test('saves what is done in order, over answers that are lost either way', async () => {
    const server = new Server();
    const open = await openOn(server);
    server.fails = ['there', 'back', 'ok', 'back', 'there', 'there', 'ok', 'back'];
    drawOn(open, 1, 6);
    open.draft.seek(3);
    open.draft.seek(5);
    open.draft.seek(4);
    drawOn(open, 2, 2);
    expect(open.desk.edits.length).toBe(6);
    await settled();
    sameAs(server, open.desk);
    expect(open.saying).toContain('waiting');
    expect(open.draft.saving).toBe('saved');
    expect(open.draft.savedAt).toBe(7);
    // Undone thrice while nobody was asked yet: only the last is said.
    expect(new Set(server.asked.filter((one) => one.startsWith('pos')))).toEqual(new Set(['position 4'])); // prettier-ignore
    expect(open.desk.edits.every(({ actor }) => actor === 'server')).toBe(true);
  });

  test('keeps what waits while another edition is in force, and saves it once the plan is on that', async () => {
    const server = new Server();
    let times = 3;
    const { ask } = server;
    server.ask = (path, body) => body !== undefined && times-- > 0 ? Promise.resolve({ ok: false, reason: 'edition-moved-on', detail: '' }) : ask(path, body); // prettier-ignore
    const open = await openOn(server);
    drawOn(open, 1, 3);
    await settled();
    sameAs(server, open.desk);
    expect(open.desk.edits.length).toBe(3);
    expect(open.draft.refusal).toBeNull();
  });

  test('that is left goes on saving what waits, and tells nothing of it', async () => {
    const server = new Server();
    const open = await openOn(server);
    server.fails = ['there', 'back'];
    drawOn(open, 1, 3);
    const { length } = open.saying;
    open.draft.leave();
    await settled();
    expect(server.desk.edits.length).toBe(3);
    expect(open.saying.length).toBe(length);
    expect(open.kept.get('p')).toEqual([]);
  });

  test('keeps over a reload what was not saved', async () => {
    const server = new Server();
    const open = await openOn(server);
    drawOn(open, 1, 2);
    await settled();
    // One is saved, though nobody heard; the others never came there.
    server.fails = ['back', ...Array.from({ length: 500 }, () => 'there' as const)];
    drawOn(open, 3, 3);
    open.draft.seek(4);
    open.draft.close();
    await settled();
    expect(open.kept.get('p')).toHaveLength(4);
    const text = open.desk.state.set.toCoverage();
    server.fails = [];
    const again = await openOn(server, open.kept);
    expect(again.desk.state.set.toCoverage()).toEqual(text);
    await again.draft.start();
    sameAs(server, again.desk);
    expect(again.kept.get('p')).toEqual([]);
    expect(server.plan.position).toBe(4);
  });

  test('takes back what the server refuses, and keeps what was done after it', async () => {
    const server = new Server();
    const open = await openOn(server);
    drawOn(open, 1, 2);
    await settled();
    server.refuses = 'code-retired';
    const describe = (id: number, code: string): PlanAct => ({ verb: 'describe', areas: [{ id, words: { code } }] }); // prettier-ignore
    const [a, b] = [...open.desk.state.areas.keys()].slice(-2) as [number, number];
    expect(open.draft.make(describe(a, 'X1'))).toBeNull();
    server.ask = ((ask) => async (path: string, body?: unknown) => {
      const answer = await ask(path, body);
      server.refuses = null;
      return answer;
    })(server.ask) as Server['ask'];
    await settled();
    expect(open.draft.saving).toBe('refused');
    expect(open.draft.refusal).toEqual({ reason: 'code-retired', areas: [3, 5] });
    expect(open.desk.state.areas.get(a)!.code).not.toBe('X1');
    server.refuses = null;
    expect(open.draft.make(describe(b, 'X2'))).toBeNull();
    await settled();
    expect(open.draft.saving).toBe('saved');
    expect(open.draft.refusal).toBeNull();
    sameAs(server, open.desk);
  });

  test('makes what waits here again upon what another tab has done', async () => {
    const server = new Server();
    const [one, two] = [await openOn(server), await openOn(server)];
    drawOn(one, 1, 6);
    await settled();
    const [a, b] = [...two.desk.state.areas.keys()].slice(-2) as [number, number];
    const held = [a, b].find((id) => one.desk.state.areas.has(id)) ?? 100_000;
    const act: PlanAct = { verb: 'describe', areas: [{ id: held, words: { name: '新名' } }] };
    expect(two.draft.make(act)).toBeNull();
    await settled();
    sameAs(server, two.desk);
    expect(two.desk.state.areas.get(held)!.name).toBe('新名');
    one.draft.hear(server.plan);
    await settled();
    sameAs(server, one.desk);
    expect(one.desk.edits.length).toBe(7);
  });

  test('says why nothing may be done', async () => {
    const server = new Server();
    server.plan = { ...server.plan, status: 'published' };
    const { draft, desk } = await openOn(server);
    const act: PlanAct = { verb: 'merge', cells: [...desk.state.set.cells()].slice(0, 2), id: 1e9 };
    expect(draft.make(act)).toEqual({ refused: 'not-a-draft', areas: [] });
    const open = await openOn(new Server());
    expect(open.draft.make({ verb: 'merge', cells: [9_999_999, 1], id: 1e9 })).toMatchObject({ refused: 'no-such-cell' }); // prettier-ignore
    expect(open.draft.seek(Number.NaN)).toMatchObject({ refused: 'no-such-position' });
  });
});
