import { expect, test } from 'vitest';

import { packCaptains } from '#data/wire/captains-packed.ts';
import { packHeat } from '#data/wire/heat-packed.ts';
import { packSites, unpackSites, type SiteOnWire } from '#data/wire/sites-packed.ts';

import { createSameBytes, wrongInCaptains, wrongInHeat, wrongInRefusal, wrongInSites } from './packs.ts'; // prettier-ignore

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

test('heat of an incident too many, one too few, and a count that says more, are found', () => {
  const incident = (id: string, lng: number) => ({
    id,
    atMs: 1_000_500,
    lng,
    lat: 32,
    severity: 2,
  });
  // Two at one spot, of which one is theirs, and one elsewhere that is not.
  const reported = [incident('a', 118.8), incident('b', 118.8), incident('c', 118.9)];
  const heat = (lngs: readonly number[], total = lngs.length) =>
    packHeat({
      untilMs: 1_100_000,
      total,
      positions: Int32Array.from(lngs.flatMap((lng) => [Math.round(lng * 1e7), 320_000_000])),
      reportedS: Float64Array.from(lngs, () => 1_000),
      severity: Uint8Array.from(lngs, () => 2),
    });
  const isA = (id: string): boolean => id === 'a';
  const wrong = (bytes: Uint8Array): string[] => wrongInHeat(bytes, reported, isA, isA);
  expect(wrong(heat([118.8]))).toEqual([]);
  expect(wrong(heat([118.8, 118.8]))).toEqual(['heat at 1000 11880000 3200000 2 is packed and not theirs']); // prettier-ignore
  expect(wrong(heat([118.8, 118.9]))).toEqual(['heat at 1000 11890000 3200000 2 is packed and not theirs']); // prettier-ignore
  expect(wrong(heat([]))).toEqual(['heat at 1000 11880000 3200000 2 is theirs and not packed']);
  expect(wrong(heat([118.8], 2))).toEqual(['heat of 1 counts 2']);
});

test('a captain too many, one too few, one of another building, and a name of nobody, are found', () => {
  const pack = (buildings: readonly number[], captain: readonly number[], names: string[]) =>
    packCaptains({ buildingIds: Uint32Array.from(buildings), captain: Uint32Array.from(captain), names }); // prettier-ignore
  const namesOf = (id: number): string[] => (id === 3 ? [] : [`n${id}`]);
  const wrong = (bytes: Uint8Array): string[] => wrongInCaptains(bytes, [1, 2], namesOf);
  expect(wrong(pack([1, 2], [0, 1], ['n1', 'n2']))).toEqual([]);
  expect(wrong(pack([1, 2, 3], [0, 1, 1], ['n1', 'n2']))).toEqual(['n2, who answers for building 3, is packed and not theirs']); // prettier-ignore
  expect(wrong(pack([1], [0], ['n1']))).toEqual(['who answers for building 2 is theirs and not packed']); // prettier-ignore
  expect(wrong(pack([1, 2], [0, 0], ['n1']))).toEqual(['n1, who answers for building 2, is packed and not theirs']); // prettier-ignore
  expect(wrong(pack([1, 2], [0, 1], ['n1', 'n2', 'n9']))).toEqual(['n9, who answers for nothing, is packed']); // prettier-ignore
});
