import { describe, expect, test } from 'vitest';

import { dissolve } from '#data/coverage/dissolve.ts';
import { randomAct } from '#data/fixtures/random-acts.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { randomGround } from '#data/fixtures/random-ground.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { labelPoint } from '#data/geo/label-point.ts';
import type { KeptPlanEdit } from '#data/plans/plan-edit.ts';
import { packAreas, unpackAreas } from '#data/wire/areas-packed.ts';

import { PlanDesk, type DeskNews } from './plan-desk.ts';

const LEVELS = ['district', 'grid', 'micro-grid'].map((key, i) => ({ rank: i + 1, key }));

/** Random cells below grids of six, these below one street, as an edition comes to a screen. */
function editionOf(seed: number) {
  const coverage = coverageOf(randomCells(seed));
  const cells = randomCells(seed).map(({ id }) => id);
  const gridOf = (cell: number): number => 100_000 + Math.ceil(cell / 6);
  const area = (id: number, parentId: number | null, level: number, labelOf: (cell: number) => number) => ({ id, parentId, level, code: `C${id}`, kind: 'comprehensive' as const, name: `区域${id}`, nameEn: null, labelAt: labelPoint(dissolve(coverage, labelOf).get(id)!) }); // prettier-ignore
  return unpackAreas(
    packAreas(
      1,
      [
        area(100_000, null, 1, () => 100_000),
        ...[...new Set(cells.map(gridOf))].map((id) => area(id, 100_000, 2, gridOf)),
        ...cells.map((id) => area(id, gridOf(id), 3, (cell) => cell)),
      ],
      coverage,
    ),
  );
}

/** What a screen has of all the news that it was told. */
class Screen {
  rows = new Map<number, unknown>();
  steps: unknown[] = [];
  arcs: unknown;
  drawn: unknown;
  erased: unknown;
  position = 0;
  problems: DeskNews['problems'];
  last: DeskNews | null = null;

  take(news: DeskNews): this {
    const { rows, gone, steps, position, arcs, drawn, erased, problems } = news;
    this.last = news;
    if (problems) this.problems = problems;
    for (const row of rows) this.rows.set(row.area.id, row);
    for (const id of gone) this.rows.delete(id);
    if (steps) this.steps = [...this.steps.slice(0, steps.keep), ...steps.then];
    if (arcs) this.arcs = arcs;
    if (drawn) this.drawn = drawn.toString().split(',').sort();
    if (erased) this.erased = erased.toString().split(',').sort();
    this.position = position;
    return this;
  }

  text(): string {
    const { rows, arcs, drawn, erased, position, steps } = this;
    return JSON.stringify([[...rows].sort(([a], [b]) => a - b), arcs, drawn, erased, position, steps]); // prettier-ignore
  }
}

/** A desk with random edits made one by one. */
function draw(seed: number, count: number) {
  const edition = editionOf(seed);
  const desk = new PlanDesk(edition);
  const screen = new Screen().take(desk.takeNews());
  const random = createRandom(seed);
  for (let tries = 0; desk.edits.length < count && tries < 20 * count; tries++) {
    const act = randomAct(desk.state, random);
    const edit = desk.editOf(act);
    if ('refused' in edit) continue;
    const seq = desk.position + 1;
    const kept: KeptPlanEdit = { seq, id: `e${seq}`, act, edit, actor: 'a', madeAt: 't' };
    desk.become([...desk.edits, kept], seq);
    screen.take(desk.takeNews());
  }
  return { edition, desk, screen };
}

describe('a desk', () => {
  test('tells after 300 edits undone to the first and redone what it told before, to the byte', () => {
    const { edition, desk, screen } = draw(5, 300);
    expect(desk.edits.length).toBe(300);
    const last = screen.text();
    const first = new Screen().take(new PlanDesk(edition).takeNews());
    const base = JSON.stringify(first.arcs);
    desk.become(desk.edits, 0);
    screen.take(desk.takeNews());
    expect(JSON.stringify(screen.arcs) === base).toBe(true);
    expect([...screen.rows].sort(([a], [b]) => a - b)).toEqual([...first.rows].sort(([a], [b]) => a - b)); // prettier-ignore
    expect([screen.drawn, screen.erased]).toEqual([[''], ['']]);
    for (let position = 1; position <= 300; position++) {
      desk.become(desk.edits, position);
      screen.take(desk.takeNews());
    }
    expect(screen.text() === last).toBe(true);
  });

  test('says of a plan that is opened what it said while that was drawn', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { edition, desk, screen } = draw(seed, 25);
      const opened = new PlanDesk(edition);
      opened.become(desk.edits, desk.position);
      const afresh = new Screen().take(opened.takeNews());
      expect(afresh.text() === screen.text(), `seed ${seed}`).toBe(true);
      expect(screen.steps.length).toBe(desk.edits.length);
    }
  });

  test('keeps of other edits those that it has already', () => {
    const { desk } = draw(3, 10);
    const [...edits] = desk.edits;
    desk.become(edits.slice(0, 4), 4);
    expect(desk.takeNews().steps).toEqual({ keep: 4, then: [] });
    expect(() => desk.become(edits, 11)).toThrow(RangeError);
    expect(desk.position).toBe(4);
  });
});

describe('figures and problems of a desk', () => {
  test('are those of one opened afresh, after any chain of edits, undos and previews', () => {
    let [previewed, refused] = [0, 0];
    for (let seed = 1; seed <= 6; seed++) {
      const edition = editionOf(seed);
      const ground = randomGround(new PlanDesk(edition).state, createRandom(seed));
      const desk = new PlanDesk(edition);
      const screen = new Screen().take(desk.takeNews());
      desk.putGround(ground, LEVELS);
      screen.take(desk.takeNews());
      const random = createRandom(seed + 50);
      for (let k = 0; k < 40; k++) {
        if (random() < 0.25)
          desk.become(desk.edits, Math.floor(random() * (desk.edits.length + 1)));
        else {
          const act = randomAct(desk.state, random);
          const before = screen.text();
          const preview = desk.preview(act);
          expect(screen.take(desk.takeNews()).text() === before).toBe(true);
          const edit = desk.editOf(act);
          if ('refused' in edit) {
            expect(preview.refused).toBe(edit.refused);
            refused++;
            continue;
          }
          if (preview.refused !== null) throw new Error(preview.refused);
          previewed++;
          const seq = desk.position + 1;
          desk.become([...desk.edits.slice(0, seq - 1), { seq, id: `${k}`, act, edit, actor: '', madeAt: '' }], seq); // prettier-ignore
          const { rows, gone } = screen.take(desk.takeNews()).last!;
          for (const row of preview.rows) {
            const made = rows.find(({ area }) => area.id === row.id)!;
            expect(row).toEqual({ id: row.id, area: made.area, isNew: row.isNew, figures: made.figures, labelAt: made.labelAt }); // prettier-ignore
          }
          expect(gone).toEqual(expect.arrayContaining([...preview.retired]));
        }
        screen.take(desk.takeNews());
      }
      const afresh = new PlanDesk(edition);
      afresh.become(desk.edits, desk.position);
      afresh.putGround(ground, LEVELS);
      const other = new Screen().take(afresh.takeNews());
      expect(other.text() === screen.text(), `seed ${seed}`).toBe(true);
      expect(screen.problems).toEqual(other.problems);
      expect(other.problems!.length).toBeGreaterThan(0);
      const base = new PlanDesk(edition);
      base.putGround(ground, LEVELS);
      expect(desk.before()).toEqual(base.takeNews().rows);
    }
    expect(previewed).toBeGreaterThan(60);
    expect(refused).toBeGreaterThan(0);
  });
});
