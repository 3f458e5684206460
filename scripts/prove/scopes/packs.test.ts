import { expect, test } from 'vitest';

import { packSites, unpackSites, type SiteOnWire } from '#data/wire/sites-packed.ts';

import { createSameBytes, wrongInRefusal, wrongInSites } from './packs.ts';

const site = (id: number): SiteOnWire => ({ id, kind: 'camera', class: 'dome', state: 'online', azimuthDeg: null, code: `K${id}`, name: `探头${id}`, at: [118.8, 32] }); // prettier-ignore
const isTheirs = (id: number): boolean => id <= 2;

test('a pack with one site too many, one too few, is found', () => {
  expect(wrongInSites(packSites([site(1), site(2)]), [1, 2], isTheirs)).toEqual([]);
  expect(wrongInSites(packSites([site(1), site(2), site(3)]), [1, 2], isTheirs)).toEqual(['site 3 is packed and not theirs']); // prettier-ignore
  expect(wrongInSites(packSites([site(2)]), [1, 2], isTheirs)).toEqual(['site 1 is theirs and not packed']); // prettier-ignore
  expect(() => wrongInSites(Uint8Array.of(1), [], isTheirs)).toThrow();
  expect(unpackSites(packSites([site(1)])).count).toBe(1);
});

test('one byte that differs between two sessions is found, and only within one layer', () => {
  const wrong = createSameBytes();
  expect(wrong('areas', 'a wall', Uint8Array.of(1, 2))).toBe('');
  expect(wrong('areas', 'a planner', Uint8Array.of(1, 2))).toBe('');
  expect(wrong('buildings', 'a planner', Uint8Array.of(1, 3))).toBe('');
  expect(wrong('areas', 'a worker', Uint8Array.of(1, 3))).toMatch(/areas is 2 bytes for a worker, and 2 others for a wall/); // prettier-ignore
});

test('bytes, another status and a long body are no refusal', () => {
  const refusal = { status: 401, type: 'application/json; charset=utf-8', bytes: new Uint8Array(80) }; // prettier-ignore
  expect(wrongInRefusal(refusal)).toBe('');
  expect(wrongInRefusal({ ...refusal, status: 200 })).toBe('status 200');
  expect(wrongInRefusal({ ...refusal, type: 'application/octet-stream' })).toMatch(/octet-stream/);
  expect(wrongInRefusal({ ...refusal, bytes: new Uint8Array(2_000) })).toMatch(/2000 bytes/);
});
