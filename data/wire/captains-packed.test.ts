import { expect, it } from 'vitest';

import { packCaptains, unpackCaptains } from './captains-packed.ts';

const captains = {
  buildingIds: Uint32Array.of(3, 4, 700_000),
  captain: Uint32Array.of(1, 1, 0),
  names: ['王秀英', '李 Kai'],
};

it('comes back as it was, and may be empty', () => {
  expect(unpackCaptains(packCaptains(captains))).toEqual(captains);
  const none = { buildingIds: new Uint32Array(0), captain: new Uint32Array(0), names: [] };
  expect(unpackCaptains(packCaptains(none))).toEqual(none);
});

it('refuses what is out of order, cut short or something else', () => {
  expect(() => packCaptains({ ...captains, buildingIds: Uint32Array.of(4, 4, 5) })).toThrow(RangeError); // prettier-ignore
  expect(() => unpackCaptains(packCaptains(captains).slice(0, -1))).toThrow(RangeError);
  expect(() => unpackCaptains(Uint8Array.of(1, 2, 3, 4, 5))).toThrow(RangeError);
});
