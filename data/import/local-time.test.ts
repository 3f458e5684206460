import { describe, expect, it } from 'vitest';

import { beginningOf, createLocalTime, readIsoTime } from './local-time.ts';

const iso = (ms: number | string) => (typeof ms === 'number' ? new Date(ms).toISOString() : ms);

describe('local times', () => {
  const la = createLocalTime('America/Los_Angeles');

  it('are of the zone, winter and summer', () => {
    expect(iso(la('2020-01-01 00:05:00'))).toBe('2020-01-01T08:05:00.000Z');
    expect(iso(la('2020-07-01T00:05'))).toBe('2020-07-01T07:05:00.000Z');
    expect(iso(createLocalTime('Asia/Shanghai')('2020-01-01 00:00:00'))).toBe('2019-12-31T16:00:00.000Z'); // prettier-ignore
    expect(iso(createLocalTime('Asia/Kathmandu')('2020-01-01 00:00:00'))).toBe('2019-12-31T18:15:00.000Z'); // prettier-ignore
  });

  it('that the clocks skip are refused, and those shown twice are the first', () => {
    expect(la('2020-03-08 02:30:00')).toBe('no-such-local-time');
    expect(iso(la('2020-03-08 01:59:59'))).toBe('2020-03-08T09:59:59.000Z');
    expect(iso(la('2020-03-08 03:00:00'))).toBe('2020-03-08T10:00:00.000Z');
    expect(iso(la('2020-11-01 01:30:00'))).toBe('2020-11-01T08:30:00.000Z');
    expect(iso(la('2020-11-01 02:00:00'))).toBe('2020-11-01T10:00:00.000Z');
  });

  it('that are none are refused', () => {
    for (const bad of [
      '',
      '2020-13-01 00:00',
      '2020-04-31 00:00',
      '2020-01-01',
      '2020-01-01 24:00:00',
      '01/02/2020 10:00',
      '2020-01-01T00:00:00Z',
      // Date.UTC would take it for 1950.
      '0050-01-01 00:00',
      '9999-01-01 00:00',
    ]) {
      expect(la(bad)).toBe('bad-time');
    }
  });
});

it('ISO times need an offset', () => {
  expect(iso(readIsoTime('2020-01-01T00:00:00+08:00'))).toBe('2019-12-31T16:00:00.000Z');
  expect(iso(readIsoTime('2020-01-01 00:00Z'))).toBe('2020-01-01T00:00:00.000Z');
  expect(readIsoTime('2020-01-01T00:00:00')).toBe('bad-time');
  expect(readIsoTime('2020-02-30T99:00:00Z')).toBe('bad-time');
  expect(readIsoTime('2020-04-31T00:00:00Z')).toBe('bad-time');
  expect(readIsoTime('0000-01-01T00:00:00Z')).toBe('bad-time');
  expect(readIsoTime('2020-01-01T00:00:00+99:00')).toBe('bad-time');
});

it('a day begins at midnight, or when the clocks are set on after it', () => {
  expect(iso(beginningOf('2020-01-01', createLocalTime('Asia/Shanghai')))).toBe('2019-12-31T16:00:00.000Z'); // prettier-ignore
  // In São Paulo the clocks went from 00:00 to 01:00.
  expect(iso(beginningOf('2018-11-04', createLocalTime('America/Sao_Paulo')))).toBe('2018-11-04T03:00:00.000Z'); // prettier-ignore
});
