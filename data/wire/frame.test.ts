import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createColumns, placeIn, type Columns } from './columns.ts';
import { applyFrame, encodeFrame, encodeSlice, encodeSlices, joinSlices, slotOf } from './frame.ts';

const HEAD = { tick: 7, serverMs: 1_790_000_000_000, whole: false };

interface Dot {
  id: number;
  at: [number, number];
  ms: number;
}
function columnsOf(dots: readonly Dot[]): Columns {
  const columns = createColumns(dots.length);
  dots.forEach((dot, slot) => {
    columns.ids[slot] = dot.id;
    columns.positions.set(dot.at, 2 * slot);
    columns.measuredAt[slot] = dot.ms;
    columns.headingDeg[slot] = Number.NaN;
  });
  columns.count = dots.length;
  return columns;
}

describe('a frame', () => {
  it('carries any fixes across, exactly in place and time', () => {
    const dot = fc.record({
      id: fc.integer({ min: 0, max: 0xffffffff }),
      lng: fc.integer({ min: -1_800_000_000, max: 1_800_000_000 }),
      lat: fc.integer({ min: -900_000_000, max: 900_000_000 }),
      ms: fc.integer({ min: 0, max: 4_000_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(dot, { selector: (d) => d.id, maxLength: 60 }), (drawn) => {
        const dots = drawn.map((d) => ({
          id: d.id,
          at: [d.lng / 1e7, d.lat / 1e7] as [number, number],
          ms: d.ms,
        }));
        const taken = createColumns(1);
        const said = applyFrame(taken, encodeFrame(columnsOf(dots), HEAD));
        expect(said).toEqual({ ...HEAD, changed: dots.length });
        expect(taken.count).toBe(dots.length);
        for (const d of dots) {
          const slot = slotOf(taken, d.id);
          expect([...taken.positions.subarray(2 * slot, 2 * slot + 2)].map((v) => v + 0)).toEqual(
            d.at.map((v) => v + 0),
          );
          expect(taken.measuredAt[slot]).toBe(d.ms);
        }
      }),
    );
  });

  it('keeps speed, heading and accuracy, and says when they are not known', () => {
    const columns = columnsOf([
      { id: 1, at: [118.7, 32.1], ms: 5 },
      { id: 2, at: [118.8, 32.2], ms: 6 },
    ]);
    columns.speedMps.set([1.37, Number.NaN]);
    columns.headingDeg.set([359.9, Number.NaN]);
    columns.accuracyM.set([4.2, Number.NaN]);
    const taken = createColumns(0);
    applyFrame(taken, encodeFrame(columns, HEAD));
    expect([...taken.speedMps.subarray(0, 2)]).toEqual([Math.fround(1.37), Number.NaN]);
    expect([...taken.headingDeg.subarray(0, 2)]).toEqual([0, Number.NaN]);
    expect([...taken.accuracyM.subarray(0, 2)]).toEqual([5, Number.NaN]);
  });

  it('finds units in any order, and those that come between others', () => {
    const taken = createColumns(4);
    const at = (ids: readonly number[], ms: number) =>
      encodeFrame(columnsOf(ids.map((id) => ({ id, at: [id, id + ms], ms }))), HEAD);
    applyFrame(taken, at([1, 2, 3], 1));
    const version = taken.version;
    for (const [ids, ms] of [
      [[1, 2, 3], 2],
      [[3, 1], 3],
      [[2, 9, 3, 8, 1], 4],
      [[8], 5],
    ] as const)
      // prettier-ignore
      applyFrame(taken, at(ids, ms));
    expect([...taken.ids.subarray(0, taken.count)]).toEqual([1, 2, 3, 9, 8]);
    expect([...taken.measuredAt.subarray(0, 5)]).toEqual([4, 4, 4, 4, 5]);
    expect([0, 1, 2, 3, 4].map((slot) => placeIn(taken, slot))).toEqual([[1, 5], [2, 6], [3, 7], [9, 13], [8, 13]]); // prettier-ignore
    expect(taken.version).toBe(version + 4);
  });

  it('joined of slices is the frame of their slots', () => {
    const columns = columnsOf([1, 2, 3, 4].map((id) => ({ id, at: [id, id], ms: 1000 * id })));
    const joined = joinSlices(HEAD, [
      encodeSlice(columns, Uint32Array.of(3, 1)),
      encodeSlice(columns, Uint32Array.of()),
      encodeSlice(columns, Uint32Array.of(0, 2)),
    ]);
    const taken = createColumns(0);
    expect(applyFrame(taken, joined).changed).toBe(4);
    expect([...taken.ids.subarray(0, 4)]).toEqual([4, 2, 1, 3]);
    expect([...taken.measuredAt.subarray(0, 4)]).toEqual([4000, 2000, 1000, 3000]);
  });

  it('takes many slices made at once', () => {
    for (const farApart of [1, 40 * 86_400_000]) {
      const columns = columnsOf(
        [1, 2, 3, 4].map((id) => ({ id, at: [id, id], ms: farApart * id })),
      );
      const slots = Uint32Array.of(0, 1, 2, 3);
      const groups = Int32Array.of(2, 0, 2, 0);
      const taken = createColumns(0);
      const slices = encodeSlices(columns, slots, groups, 3);
      expect(slices.map((slice) => slice.length > 0)).toEqual([true, false, true]);
      applyFrame(taken, joinSlices(HEAD, slices));
      expect([...taken.ids.subarray(0, 4)].sort()).toEqual([1, 2, 3, 4]);
      for (const id of [1, 2, 3, 4])
        expect(taken.measuredAt[slotOf(taken, id)]).toBe(farApart * id);
    }
  });

  it('takes the place of a unit away and gives it back', () => {
    const columns = columnsOf([1, 2].map((id) => ({ id, at: [118 + id, 32], ms: 5 })));
    const taken = createColumns(0);
    applyFrame(taken, encodeFrame(columns, HEAD));
    columns.positions.fill(Number.NaN, 0, 2);
    const gone = encodeFrame(columns, HEAD, [0]);
    applyFrame(taken, gone);
    expect([placeIn(taken, 0), placeIn(taken, 1)]).toEqual([null, [120, 32]]);
    expect([taken.count, taken.measuredAt[0]]).toEqual([2, 5]);
    // Nothing of where it was is in the bytes, nor of any place that could be one.
    const view = new DataView(gone.buffer);
    expect([view.getInt32(24 + 16 + 4, true), view.getInt32(24 + 16 + 8, true)]).toEqual([-(2 ** 31), 0]); // prettier-ignore
    columns.positions.set([118.5, 32.5], 0);
    applyFrame(taken, encodeFrame(columns, HEAD, [0]));
    expect(placeIn(taken, 0)).toEqual([118.5, 32.5]);
  });

  it('that is whole makes the screen forget the units it does not name', () => {
    const columns = columnsOf([1, 2, 3, 4, 5].map((id) => ({ id, at: [id, id], ms: id })));
    const taken = createColumns(0);
    applyFrame(taken, encodeFrame(columns, HEAD));
    applyFrame(taken, encodeFrame(columns, { ...HEAD, whole: true }, [4, 1]));
    expect([...taken.ids.subarray(0, taken.count)].sort()).toEqual([2, 5]);
    expect(slotOf(taken, 1)).toBe(-1);
    for (const id of [2, 5]) {
      expect(taken.positions[2 * slotOf(taken, id)]).toBe(id);
    }
  });

  it('refuses bad bytes by the value and touches nothing', () => {
    const columns = columnsOf([{ id: 1, at: [118.7, 32.1], ms: 5 }]);
    const good = encodeFrame(columns, HEAD);
    const taken = createColumns(0);
    const bad = (change: (bytes: Uint8Array) => Uint8Array | undefined): Uint8Array => {
      const bytes = good.slice();
      return change(bytes) ?? bytes;
    };
    const cases: [Uint8Array, RegExp][] = [
      [new Uint8Array(3), /3 bytes/],
      [bad((b) => void (b[0] = 0)), /does not begin a frame/],
      [bad((b) => b.subarray(0, b.length - 1)), /1 records runs past/],
      [bad((b) => void (b[16] = 9)), /9 are no flags/],
      [bad((b) => void (b[24 + 16 + 7] = 0x7f)), /is no longitude/],
      [bad((b) => void (b[20] = 2)), /1 slices where 2/],
      [bad((b) => void b.fill(0xff, 8, 16)), /NaN is no server time/],
    ];
    for (const [bytes, message] of cases) expect(() => applyFrame(taken, bytes)).toThrow(message);
    expect(taken).toEqual(createColumns(0));
  });

  it('never throws anything but RangeError, whatever the bytes', () => {
    const good = encodeFrame(columnsOf([{ id: 1, at: [1, 2], ms: 5 }]), HEAD);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), (at, value, end) => {
        const bytes = good.slice(0, end);
        bytes[at] = value;
        try {
          applyFrame(createColumns(0), bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
