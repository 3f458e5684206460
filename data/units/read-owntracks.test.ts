import { expect, it } from 'vitest';

import { readOwnTracks } from './read-owntracks.ts';

const SAID = { _type: 'location', lat: 32.05, lon: 118.78, tst: 1_768_464_000, acc: 12, vel: 36, cog: 90, batt: 81, tid: 'ab' }; // prettier-ignore

it('reads a position, in metres a second', () => {
  expect(readOwnTracks(SAID)).toEqual({
    kind: 'fix',
    fix: {
      measuredAt: '2026-01-15T08:00:00.000Z',
      lat: 32.05,
      lng: 118.78,
      accuracyM: 12,
      speedMps: 10,
      headingDeg: 90,
    },
  });
  const { acc: _, vel: __, cog: ___, ...bare } = SAID;
  expect(readOwnTracks({ ...bare, vel: -1, cog: -1, acc: 0 })).toEqual(readOwnTracks(bare));
});

it('takes what is no position for a sign of life', () => {
  for (const _type of ['status', 'waypoint', 'transition', 'lwt', 'card'])
    expect(readOwnTracks({ _type })).toEqual({ kind: 'no-position' });
});

it.each<[string, unknown]>([
  ['body', null],
  ['body', 'location'],
  ['body', [SAID]],
  ['_type', {}],
  ['lat', { ...SAID, lat: 90.1 }],
  ['lat', { ...SAID, lat: '32' }],
  ['lon', { ...SAID, lon: Number.NaN }],
  ['tst', { ...SAID, tst: undefined }],
  ['tst', { ...SAID, tst: 1e300 }],
])('says that %s is wrong', (detail, body) => {
  expect(readOwnTracks(body)).toEqual({ kind: 'refused', reason: 'bad-value', detail });
});
