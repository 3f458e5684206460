import { expect, it } from 'vitest';

import { packPlanGround, unpackPlanGround } from './plan-ground-packed.ts';

const ground = {
  dwellers: {
    ids: Uint32Array.of(3, 9, 70_000),
    households: Int32Array.of(0, -1, 300),
    residents: Int32Array.of(-1, 12, 800),
    compounds: Uint32Array.of(0, 5, 5),
  },
  compounds: [
    { id: 5, name: '金陵花园', ring: [[118.8, 32], [118.81, 32], [118.8, 32.01], [118.8, 32]] as [number, number][] }, // prettier-ignore
    { id: 8, name: '', ring: [] },
  ],
  incidents: Int32Array.of(1_188_000_001, 320_000_003, 1_187_999_999, 319_000_000),
  members: new Map([[4, 2], [1_004, 17]]), // prettier-ignore
  owned: new Set([7, 12]),
  own: new Map([[2, { households: 0, residents: null }], [6, { households: null, residents: 90 }]]), // prettier-ignore
};

it('comes back as it was, and may be empty', () => {
  expect(unpackPlanGround(packPlanGround(ground))).toEqual(ground);
  const none = {
    dwellers: { ids: new Uint32Array(0), households: new Int32Array(0), residents: new Int32Array(0), compounds: new Uint32Array(0) }, // prettier-ignore
    compounds: [],
    incidents: new Int32Array(0),
    members: new Map(),
    owned: new Set<number>(),
    own: new Map(),
  };
  expect(unpackPlanGround(packPlanGround(none))).toEqual(none);
});

it('refuses what is out of order, cut short, too long or something else', () => {
  const twice = { ...ground.dwellers, ids: Uint32Array.of(3, 3, 4) };
  expect(() => packPlanGround({ ...ground, dwellers: twice })).toThrow(RangeError);
  const bytes = packPlanGround(ground);
  for (let length = 0; length < bytes.length; length++)
    expect(() => unpackPlanGround(bytes.slice(0, length)), String(length)).toThrow(RangeError);
  expect(() => unpackPlanGround(Uint8Array.of(...bytes, 0))).toThrow(RangeError);
  expect(() => unpackPlanGround(Uint8Array.of(1, 2, 3, 4, 5))).toThrow(RangeError);
});
