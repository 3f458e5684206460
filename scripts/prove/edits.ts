import type { CellShape, Coverage } from '#data/coverage/coverage.ts';
import { EdgeSet } from '#data/coverage/edge-set.ts';
import { invertEdit, type Edit } from '#data/coverage/edit.ts';
import { dissolve } from '#data/coverage/dissolve.ts';
import { applyPatch } from '#data/coverage/patch.ts';
import { splitCells } from '#data/coverage/split-cells.ts';
import { createRandom } from '#data/fixtures/random-cells.ts';
import { makeEdit, randomEdit, type EditCall } from '#data/fixtures/random-edits.ts';
import { randomLine } from '#data/fixtures/random-line.ts';
import { coverageOf, faultOf, shapesOf } from '#data/fixtures/sound.ts';

import { area2, canFail, judged } from './borders.ts';
import { createGeosJudge } from './geos-judge.ts';
import type { Judge } from './judge.ts';
import { createPostgisJudge } from './postgis-judge.sql.ts';
import type { Proof } from './proof.ts';
import { cambridgeCells, sampleCells, taipeiCells } from './real-cells.ts';

const FULL_COUNT = 10_000;
/** Both judges are asked after as many edits, and at the end. */
const JUDGED_EVERY = 100;
/** New cells of edit number n begin here. */
const firstIdOf = (n: number): number => 100_000 + 1_000 * n;

interface Outcome {
  failures: string[];
  made: number;
  /** kind → outcome → how often. */
  tally: Map<string, Map<string, number>>;
}

export const proof: Proof = {
  name: 'edits',
  about:
    'random edits of all kinds on the sample, Taipei and Cambridge: our check after each, two judges, all taken back',
  fullCount: FULL_COUNT,
  run: async ({ count, seed, log }) => {
    const full = count >= FULL_COUNT;
    const judges = [await createPostgisJudge(), await createGeosJudge()];
    const failures: string[] = [];
    const notes: string[] = [];
    try {
      failures.push(...(await canFail(judges)));
      const places: [name: string, cells: CellShape[] | null, share: number][] = [
        ['the sample', await sampleCells(full ? 'district' : 'street', seed), full ? 0.5 : 1],
        ...(full
          ? (
              [
                ['Taipei', await taipeiCells(), 0.25],
                ['Cambridge', await cambridgeCells(), 0.25],
              ] as const
            ).map(
              ([name, cells, share]) =>
                [name, cells, share] as [string, CellShape[] | null, number],
            )
          : []),
      ];
      for (const [name, cells, share] of places) {
        if (cells === null) {
          notes.push(
            `${name.toUpperCase()} WAS NOT PROVED: JINGWEI_TRIAL_DATA names no folder of real data`,
          );
          continue;
        }
        const edits = Math.round(count * share);
        const say = (n: number): void => log(`${name}: ${n} of ${edits} edits`);
        const outcome = await editAtRandom(name, cells, edits, seed, judges, say);
        failures.push(...outcome.failures);
        notes.push(`${name}: ${edits} edits tried, ${outcome.made} made`);
        for (const [kind, tally] of outcome.tally)
          notes.push(`  ${kind}: ${[...tally].map(([what, n]) => `${what} ${n}`).join(', ')}`);
        const lines = splitByLines(cells, Math.max(200, Math.round(count / 5)), seed);
        notes.push(
          `${name}: of ${lines.tried} lines through a cell ${lines.refused} refused (${lines.reasons})`,
        );
        if (lines.refused > 0.02 * lines.tried)
          failures.push(`${name}: more than 2 % of the lines are refused`);
      }
      if (!full)
        notes.push(
          'not at full size: the sample is a street, Taipei and Cambridge are left to the full size',
        );
    } finally {
      for (const judge of judges) await judge.close();
    }
    return { count, seed, failures, notes };
  },
};

async function editAtRandom(
  name: string,
  cells: readonly CellShape[],
  count: number,
  seed: number,
  judges: Judge[],
  say: (n: number) => void,
): Promise<Outcome> {
  const before = coverageOf(cells);
  const set = EdgeSet.of(before);
  const random = createRandom(seed);
  const done: { call: EditCall; edit: Edit }[] = [];
  const outcome: Outcome = { failures: [], made: 0, tally: new Map() };
  let ids = set.ids();
  for (let n = 0; n < count && outcome.failures.length === 0; n++) {
    if (n % 50 === 0) ids = set.ids();
    let at = ids[Math.floor(random() * ids.length)]!;
    while (!set.isThere(at)) at = ids[Math.floor(random() * ids.length)]!;
    const { kind, call } = randomEdit(set, at, random, firstIdOf(n));
    const edit = makeEdit(set, call);
    const tally = outcome.tally.get(kind) ?? new Map<string, number>();
    outcome.tally.set(kind, tally);
    const what = 'refused' in edit ? edit.refused : 'made';
    tally.set(what, (tally.get(what) ?? 0) + 1);
    if (!('refused' in edit)) {
      applyPatch(set, edit.patch);
      done.push({ call, edit });
      const fault = faultOf(set.toCoverage());
      if (fault) {
        const few = shrink(
          before,
          done.map((d) => d.call),
        );
        outcome.failures.push(
          `${name}: after edit ${n} ${fault}; still so after these alone: ${JSON.stringify(few)}`,
        );
      }
    }
    if ((n + 1) % JUDGED_EVERY === 0 || n + 1 === count) {
      say(n + 1);
      const now = set.toCoverage();
      const verdict = await judged(`${name} after ${n + 1} edits`, judges, now, shapesOf(now));
      outcome.failures.push(...verdict.failures, ...sums(`${name} after ${n + 1} edits`, now));
    }
  }
  outcome.made = done.length;
  if (outcome.failures.length > 0) return outcome;
  const after = JSON.stringify(set.toCoverage());
  for (const { edit } of done.toReversed()) applyPatch(set, invertEdit(edit).patch);
  if (JSON.stringify(set.toCoverage()) !== JSON.stringify(before))
    outcome.failures.push(`${name}: all taken back it is not the same bytes`);
  for (const { call, edit } of done) {
    const again = makeEdit(set, call);
    if (JSON.stringify(again) !== JSON.stringify(edit)) {
      outcome.failures.push(`${name}: made again, an edit is another: ${JSON.stringify(call)}`);
      break;
    }
    applyPatch(set, edit.patch);
  }
  if (JSON.stringify(set.toCoverage()) !== after)
    outcome.failures.push(`${name}: made again it is not the same bytes`);
  return outcome;
}

/** The cells' areas sum to the outline's, exactly. */
function sums(name: string, c: Coverage): string[] {
  const whole = [...dissolve(c, () => 1).values()].reduce((sum, shape) => sum + area2(shape), 0n);
  const parts = shapesOf(c).reduce((sum, shape) => sum + area2(shape.coordinates), 0n);
  return whole === parts ? [] : [`${name}: cells sum to ${parts}, the outline to ${whole}`];
}

/** Few of the edits after which the fault is still there, the last among them: each is left out where that can be. */
function shrink(before: Coverage, calls: readonly EditCall[]): EditCall[] {
  const fails = (some: readonly EditCall[]): boolean => {
    const set = EdgeSet.of(before);
    for (const call of some) {
      const edit = makeEdit(set, call);
      if (!('refused' in edit)) applyPatch(set, edit.patch);
    }
    return faultOf(set.toCoverage()) !== null;
  };
  let few = [...calls];
  for (let size = few.length >> 1; size >= 1; size >>= 1)
    for (let from = Math.max(0, few.length - 1 - size); from >= 0; from -= size) {
      const fewer = [...few.slice(0, from), ...few.slice(from + size)];
      if (fewer.length > 0 && fails(fewer)) few = fewer;
    }
  return few;
}

/** Lines that go right through a cell: how many are refused. */
function splitByLines(
  cells: readonly CellShape[],
  count: number,
  seed: number,
): { tried: number; refused: number; reasons: string } {
  const set = EdgeSet.of(coverageOf(cells));
  const random = createRandom(seed);
  const all = set.cells().sort((a, b) => a - b);
  const reasons = new Map<string, number>();
  let tried = 0;
  for (let n = 0; n < count; n++) {
    const cell = all[Math.floor(random() * all.length)]!;
    const line = randomLine(set, cell, random);
    if (!line) continue;
    tried++;
    const edit = splitCells(set, { line, cells: [cell], firstId: firstIdOf(n) });
    if ('refused' in edit) reasons.set(edit.refused, (reasons.get(edit.refused) ?? 0) + 1);
  }
  const refused = [...reasons.values()].reduce((a, b) => a + b, 0);
  return { tried, refused, reasons: [...reasons].map(([what, n]) => `${what} ${n}`).join(', ') };
}
