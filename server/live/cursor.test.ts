import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createCursors } from './cursor.ts';

const KEY = new Uint8Array(32).fill(7);
const cursors = createCursors('b3b1c1de-0000-4000-8000-000000000001', KEY);

describe('a cursor', () => {
  it('comes back as its number, and one number has one cursor', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (no) => {
        expect(cursors.read(cursors.of(no))).toBe(no);
        expect(cursors.of(no)).toBe(cursors.of(no));
      }),
    );
  });
  it('says nothing of its number: neighbours share no more than chance', () => {
    let same = 0;
    for (let no = 1; no <= 200; no++) {
      const [a, b] = [Buffer.from(cursors.of(no), 'base64url'), Buffer.from(cursors.of(no + 1), 'base64url')]; // prettier-ignore
      for (let i = 0; i < 16; i++) if (a[i] === b[i]) same++;
    }
    // 3,200 bytes, 1 of 256 equal by chance.
    expect(same).toBeLessThan(40);
  });
  it('of another epoch, another key, or nobody is no cursor', () => {
    const others = [
      createCursors('b3b1c1de-0000-4000-8000-000000000002', KEY).of(5),
      createCursors('b3b1c1de-0000-4000-8000-000000000001', new Uint8Array(32)).of(5),
      '5',
      '',
      'A'.repeat(22),
      'é'.repeat(22),
      `${cursors.of(5)}A`,
      cursors.of(5).slice(0, -1),
    ];
    for (const other of others) expect(cursors.read(other)).toBeNull();
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(cursors.read(Buffer.from(bytes).toString('base64url'))).toBeNull();
      }),
    );
  });
  it('that was changed in one bit is no cursor', () => {
    for (let bit = 0; bit < 128; bit++) {
      const bytes = Buffer.from(cursors.of(123_456), 'base64url');
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect(cursors.read(bytes.toString('base64url'))).toBeNull();
    }
  });
});
