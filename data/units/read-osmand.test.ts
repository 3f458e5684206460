import { describe, expect, it } from 'vitest';

import { readOsmand } from './read-osmand.ts';

const NOW = Date.UTC(2026, 0, 2, 8);
const at = (text: string) => readOsmand(Object.fromEntries(new URLSearchParams(text)), null, NOW);

describe('what OsmAnd and older Traccar Clients send', () => {
  it('is read with knots as m/s', () => {
    expect(
      at('id=W1&lat=32.01&lon=118.7&timestamp=1767340800&speed=10&bearing=90&accuracy=4'),
    ).toEqual({
      kind: 'fix',
      fix: {
        unit: 'W1',
        lat: 32.01,
        lng: 118.7,
        measuredAt: '2026-01-02T08:00:00.000Z',
        speedMps: (10 * 1852) / 3600,
        headingDeg: 90,
        accuracyM: 4,
      },
    });
  });
  it.each([
    ['seconds', '1767340800'],
    ['milliseconds', '1767340800000'],
    ['ISO', '2026-01-02T08:00:00Z'],
    ['ISO with an offset', '2026-01-02T16:00:00%2B08:00'],
    ['a blank and no zone', '2026-01-02+08%3A00%3A00'],
  ])('with its time in %s', (_, timestamp) => {
    expect(at(`deviceid=W1&location=32.01,118.7&timestamp=${timestamp}`)).toMatchObject({
      fix: { unit: 'W1', lat: 32.01, lng: 118.7, measuredAt: '2026-01-02T08:00:00.000Z' },
    });
  });
  it('without a time was measured now', () => {
    expect(at('id=W1&lat=1&lon=2')).toMatchObject({
      fix: { measuredAt: new Date(NOW).toISOString() },
    });
  });
  it('keeps what is not known out, and says when there was no position', () => {
    const message = at('id=W1&lat=1&lon=2&speed=-1&bearing=-1&hacc=0&valid=false');
    expect(message).toEqual({
      kind: 'fix',
      fix: { unit: 'W1', lat: 1, lng: 2, measuredAt: new Date(NOW).toISOString(), void: true },
    });
    expect(at('id=W1&cell=1,2,3,4')).toEqual({ kind: 'no-position', unit: 'W1' });
  });
  it.each([
    ['lat=1&lon=2', 'no-device'],
    ['id=W1&lat=91&lon=2', 'bad-value'],
    ['id=W1&lat=x&lon=2', 'bad-value'],
    ['id=W1&lat=1&lon=2&timestamp=yesterday', 'bad-value'],
    // What Date.parse and Number would take for something.
    ['id=W1&lat=1&lon=2&timestamp=-1', 'bad-value'],
    ['id=W1&lat=1&lon=2&timestamp=2026-04-31T00:00:00Z', 'bad-value'],
    ['id=W1&lat=0x10&lon=2', 'bad-value'],
    ['id=W1&location=,118', 'bad-value'],
    ['id=W1&location=32', 'bad-value'],
  ])('%s is refused: %s', (text, reason) => {
    expect(at(text)).toMatchObject({ kind: 'refused', reason });
  });
});

it('JSON of Traccar Client 9: m/s, and -1 for what is not known', () => {
  const coords = { latitude: 32.01, longitude: 118.7, accuracy: 3.8, speed: 18.67, heading: -1 };
  const body = { location: { timestamp: '2026-01-02T08:00:00.5Z', coords }, device_id: 'W1' };
  expect(readOsmand({}, body, NOW)).toEqual({
    kind: 'fix',
    fix: {
      unit: 'W1',
      lat: 32.01,
      lng: 118.7,
      measuredAt: '2026-01-02T08:00:00.500Z',
      accuracyM: 3.8,
      speedMps: 18.67,
    },
  });
  expect(readOsmand({}, { location: { coords } }, NOW)).toMatchObject({ reason: 'no-device' });
  expect(readOsmand({}, { location: {}, device_id: 'W1' }, NOW)).toMatchObject({
    kind: 'no-position',
  });
});
