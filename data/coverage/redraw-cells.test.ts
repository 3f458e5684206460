import fc from 'fast-check';
import { expect, test } from 'vitest';

import { gridFrom } from '#data/fixtures/grid-from.ts';
import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { makeEdit, randomEdit } from '#data/fixtures/random-edits.ts';
import { coverageOf } from '#data/fixtures/sound.ts';
import { points, tryEdit, type Corner } from '#data/fixtures/try-edit.ts';

import { EdgeSet, type LatticePoint } from './edge-set.ts';
import { applyPatch } from './patch.ts';
import { redrawCells, type LatticePolygons, type RedrawInput } from './redraw-cells.ts';
import { traceRings } from './trace-rings.ts';

/** The cells of a set as somebody else's program would hand them back: each ring the other way round, and begun elsewhere. */
function drawnOf(set: EdgeSet): Map<number, LatticePolygons> {
  const c = set.toCoverage();
  const [dx, dy] = [c.originX - set.originX, c.originY - set.originY];
  const cells = new Map<number, LatticePolygons>();
  for (const [id, polygons] of traceRings(c, c.left, c.right)) {
    const toPoints = (ring: readonly number[]): LatticePoint[] => {
      const all = Array.from({ length: ring.length / 2 }, (_, i) => ({ x: ring[2 * i]! + dx, y: ring[2 * i + 1]! + dy })); // prettier-ignore
      return [...all.slice(2), ...all.slice(0, 2)].reverse();
    };
    cells.set(id, polygons.map((polygon) => polygon.map(toPoints))); // prettier-ignore
  }
  return cells;
}

test('what any edit comes to, drawn elsewhere and handed back, is the same borders', () => {
  let made = 0;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
      const set = EdgeSet.of(coverageOf(randomCells(seed)));
      const random = createRandom(seed);
      for (let k = 0; k < 6; k++) {
        const ids = set.ids();
        const { call } = randomEdit(set, ids[Math.floor(random() * ids.length)]!, random, 10_000 + 100 * k); // prettier-ignore
        const edit = makeEdit(set, call);
        if ('refused' in edit) continue;
        const before = set.toCoverage();
        const other = EdgeSet.of(before);
        applyPatch(set, edit.patch);
        // Cells and their set have one origin for as long as it is edited.
        const named = new Set([...edit.patch.remove, ...edit.patch.add].flatMap(({ left, right }) => [left, right])); // prettier-ignore
        const [dx, dy] = [set.originX - other.originX, set.originY - other.originY];
        const cells = new Map([...drawnOf(set)].filter(([id]) => named.has(id)).map(([id, polygons]) => [id, polygons.map((rings) => rings.map((ring) => ring.map(({ x, y }) => ({ x: x + dx, y: y + dy }))))])); // prettier-ignore
        const again = redrawCells(other, { cells, gone: edit.retired });
        if ('refused' in again) throw new Error(`${again.refused} ${again.cells} of ${JSON.stringify(call)}`); // prettier-ignore
        expect(other.toCoverage()).toEqual(before);
        applyPatch(other, again.patch);
        expect(other.toCoverage()).toEqual(set.toCoverage());
        // A crossing that was rounded moves a border beside by less than a step: that is land too.
        expect([again.retired, again.reshaped]).toEqual([edit.retired, expect.arrayContaining(edit.reshaped)]); // prettier-ignore
        expect(again.created.map(({ id }) => id)).toEqual(edit.created.map(({ id }) => id));
        made++;
      }
    }),
    { numRuns: 40 },
  );
  expect(made).toBeGreaterThan(80);
});

const ring = (...corners: Corner[]): LatticePolygons => [[points(corners)]];
const redraw = (drawing: string, input: RedrawInput) => tryEdit(drawing, (set) => redrawCells(set, input)); // prettier-ignore
/** A and B, each a square of 1000 steps, their border at 0 from −500 to 500. */
const wider: [number, LatticePolygons] = [1, ring([-1000, -500], [0, -500], [300, -500], [300, 500], [0, 500], [-1000, 500])]; // prettier-ignore
const narrower: [number, LatticePolygons] = [2, ring([300, -500], [1000, -500], [1000, 500], [300, 500])]; // prettier-ignore

test('gives land from one to another, and says whose it was', () => {
  const edit = redrawCells(EdgeSet.of(coverageOf(gridFrom('AB'))), { cells: new Map([wider, narrower]), gone: [] }); // prettier-ignore
  expect(edit).toMatchObject({ reshaped: [1, 2], created: [], retired: [] });
  const whole: [number, LatticePolygons] = [9, ring([-1000, -500], [0, -500], [1000, -500], [1000, 500], [0, 500], [-1000, 500])]; // prettier-ignore
  expect(redrawCells(EdgeSet.of(coverageOf(gridFrom('AB'))), { cells: new Map([whole]), gone: [1, 2] })).toMatchObject({ created: [{ id: 9, from: [1, 2] }], retired: [1, 2] }); // prettier-ignore
});

test.each<[string, Map<number, LatticePolygons>, number[], string]>([
  ['overlaps a cell that stays', new Map([wider]), [], 'borders-do-not-match'],
  ['overlaps one that is redrawn', new Map([wider, [2, ring([200, -500], [1000, -500], [1000, 500], [200, 500])]]), [], 'borders-do-not-match'],
  ['has a vertex that its neighbour has not', new Map([[1, ring([-1000, -500], [0, -500], [0, 0], [0, 500], [-1000, 500])]]), [], 'borders-do-not-match'],
  ['is a line', new Map([[1, ring([-1000, -500], [0, -500])]]), [], 'ring-not-simple'],
  ['is as it was', new Map([[1, ring([-1000, -500], [0, -500], [0, 500], [-1000, 500])]]), [], 'changes-nothing'],
  ['takes what is not there', new Map([wider, narrower]), [7], 'no-such-cell'],
])('refuses what %s', (_, cells, gone, refused) => {
  expect(redraw('AB', { cells, gone })).toBe(refused);
}); // prettier-ignore

test('refuses to leave a hole of nobody’s', () => {
  const set = 'AAA/ABA/AAA';
  expect(redraw(set, { cells: new Map(), gone: [2] })).toBe('leaves-a-gap');
});
