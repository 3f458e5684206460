import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createRandom, randomCells } from '#data/fixtures/random-cells.ts';
import { makeEdit, randomEdit } from '#data/fixtures/random-edits.ts';
import { coverageOf, faultOf } from '#data/fixtures/sound.ts';

import { EdgeSet } from './edge-set.ts';
import { invertEdit, type Edit } from './edit.ts';
import { applyPatch } from './patch.ts';

describe('edits of all kinds', () => {
  test('leave the cells seamless, and taken back give the same bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), (seed) => {
        const before = coverageOf(randomCells(seed));
        const set = EdgeSet.of(before);
        const random = createRandom(seed);
        const done: Edit[] = [];
        for (let k = 0; k < 12; k++) {
          const ids = set.ids();
          const at = ids[Math.floor(random() * ids.length)]!;
          const { kind, call } = randomEdit(set, at, random, 10_000 + 100 * k);
          const edit = makeEdit(set, call);
          if ('refused' in edit) continue;
          applyPatch(set, edit.patch);
          expect(faultOf(set.toCoverage()), `${kind} ${JSON.stringify(call.input)}`).toBeNull();
          done.push(edit);
        }
        while (done.length > 0) applyPatch(set, invertEdit(done.pop()!).patch);
        expect(set.toCoverage()).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });
});
