import { expect, test } from 'vitest';

import { readWkbPolygons } from './read-wkb.ts';

const RING = [[1, 2], [3, 2], [3, 4], [1, 2]]; // prettier-ignore

/** A polygon, or one of several, in either order of bytes, with as many numbers a corner. */
function wkb(o: {
  isLittle: boolean;
  code: number;
  size: number;
  inMany?: boolean;
  srid?: boolean;
}): Uint8Array {
  // prettier-ignore
  const view = new DataView(new ArrayBuffer(400));
  let at = 0;
  const u8 = (value: number): void => view.setUint8(at++, value);
  const u32 = (value: number): void => void (view.setUint32(at, value, o.isLittle), (at += 4));
  const f64 = (value: number): void => void (view.setFloat64(at, value, o.isLittle), (at += 8));
  const head = (code: number): void => (u8(o.isLittle ? 1 : 0), u32(code));
  if (o.inMany) (head(o.code + 3), u32(1));
  head(o.code);
  if (o.srid) u32(4490);
  u32(1);
  u32(RING.length);
  for (const [x, y] of RING) for (const value of [x!, y!, 7, 8].slice(0, o.size)) f64(value);
  return new Uint8Array(view.buffer, 0, at);
}

test.each([
  ['little-endian', { isLittle: true, code: 3, size: 2 }],
  ['big-endian', { isLittle: false, code: 3, size: 2 }],
  ['one of several', { isLittle: true, code: 3, size: 2, inMany: true }],
  ['with heights', { isLittle: false, code: 1003, size: 3 }],
  ['with measures', { isLittle: true, code: 2003, size: 3, inMany: true }],
  ['with both', { isLittle: true, code: 3003, size: 4 }],
  ['with heights and an SRID, as PostGIS has it', { isLittle: true, code: 0xa0000003, size: 3, srid: true }], // prettier-ignore
])('%s', (_, of) => {
  expect(readWkbPolygons(wkb(of))).toEqual([[RING]]);
  // Wherever it ends early, it is none.
  const whole = wkb(of);
  for (let n = 0; n < whole.length; n++) expect(readWkbPolygons(whole.subarray(0, n))).toBeNull();
});

test('a point, and a count that no file can hold, are no polygon', () => {
  expect(readWkbPolygons(wkb({ isLittle: true, code: 1, size: 2 }))).toBeNull();
  const huge = wkb({ isLittle: true, code: 3, size: 2 });
  new DataView(huge.buffer).setUint32(9, 0xffffffff, true);
  expect(readWkbPolygons(huge)).toBeNull();
});
