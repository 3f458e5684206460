import { describe, expect, it } from 'vitest';

import {
  formatAge,
  formatCount,
  formatArea,
  formatDataDate,
  formatDate,
  formatDistance,
  formatFigure,
  formatMoment,
  formatSilence,
  formatSpan,
  formatTime,
  isoDate,
} from './format.ts';

const zone = 'Asia/Shanghai';
const now = Date.parse('2026-11-23T03:12:08+08:00');
const ago = (s: number) => now - s * 1000;

describe('numbers', () => {
  it('counts in full with commas', () => {
    expect(formatCount(0)).toBe('0');
    expect(formatCount(999)).toBe('999');
    expect(formatCount(17_000)).toBe('17,000');
    expect(formatCount(1_030_000)).toBe('1,030,000');
    expect(formatCount(-1_234)).toBe('-1,234');
  });
  it('shortens figures from 100,000', () => {
    expect(formatFigure(99_999, 'zh-CN')).toBe('99,999');
    expect(formatFigure(126_000, 'zh-CN')).toBe('12.6 万');
    expect(formatFigure(1_030_000, 'zh-CN')).toBe('103.0 万');
    expect(formatFigure(126_000, 'en')).toBe('126 k');
    expect(formatFigure(1_030_000, 'en')).toBe('1.03 M');
  });
});

describe('distances', () => {
  it('are metres, then kilometres', () => {
    expect(formatDistance(420, 'zh-CN')).toBe('420 米');
    expect(formatDistance(999.4, 'zh-CN')).toBe('999 米');
    expect(formatDistance(999.6, 'zh-CN')).toBe('1.0 公里');
    expect(formatDistance(1234, 'zh-CN')).toBe('1.2 公里');
    expect(formatDistance(1234, 'en')).toBe('1.2 km');
  });
});

it('writes areas in square metres, then in square kilometres', () => {
  expect(formatArea(99_999.4, 'zh-CN')).toBe('99,999 平方米');
  expect(formatArea(1_234_567, 'zh-CN')).toBe('1.23 平方公里');
  expect(formatArea(420, 'en')).toBe('420 m²');
  expect(formatArea(1_234_567, 'en')).toBe('1.23 km²');
});

describe('times', () => {
  it('are in the zone of the district', () => {
    expect(formatTime(now, zone)).toBe('03:12:08');
    expect(formatTime(now, zone, false)).toBe('03:12');
    expect(formatTime(now, 'America/Los_Angeles')).toBe('11:12:08');
    expect(formatTime(Date.parse('2026-11-23T00:00:05+08:00'), zone)).toBe('00:00:05');
  });
  it('are dated', () => {
    expect(formatDate(now, zone, 'zh-CN')).toBe('11月23日 周一');
    expect(formatDate(now, zone, 'en')).toBe('Mon 23 Nov');
    expect(isoDate(now, zone)).toBe('2026-11-23');
    expect(isoDate(now, 'America/Los_Angeles')).toBe('2026-11-22');
    expect(formatMoment(Date.parse('2020-01-03T01:02:00+08:00'), now, zone, 'zh-CN')).toBe(
      '2020年1月3日 01:02',
    );
  });
});

describe('ages', () => {
  it('are seconds, minutes, hours, then a time', () => {
    expect(formatAge(ago(4), now, zone, 'zh-CN')).toBe('4 秒前');
    expect(formatAge(ago(59.9), now, zone, 'zh-CN')).toBe('59 秒前');
    expect(formatAge(ago(60), now, zone, 'zh-CN')).toBe('1 分前');
    expect(formatAge(ago(7 * 60 + 59), now, zone, 'zh-CN')).toBe('7 分前');
    expect(formatAge(ago(2 * 3600), now, zone, 'zh-CN')).toBe('2 时前');
    expect(formatAge(ago(86_400), now, zone, 'zh-CN')).toBe('11月22日 03:12');
    expect(formatAge(ago(7 * 60), now, zone, 'en')).toBe('7 min ago');
  });
  it('never lie in the future', () => {
    expect(formatAge(ago(-5), now, zone, 'zh-CN')).toBe('0 秒前');
  });
  it('say a silence to the second below ten minutes', () => {
    expect(formatSilence(250_000, 'zh-CN')).toBe('4 分 10 秒');
    expect(formatSilence(240_000, 'zh-CN')).toBe('4 分');
    expect(formatSilence(16_000, 'zh-CN')).toBe('16 秒');
    expect(formatSilence(3_700_000, 'zh-CN')).toBe('1 时');
    expect(formatSilence(250_000, 'en')).toBe('4 min 10 s');
    expect(formatSpan(3 * 86_400_000, 'zh-CN')).toBe('3 天');
  });
});

it('says the date of data as short as its line is', () => {
  expect(formatDataDate('2026-11-03', now, 'en')).toBe('3 Nov');
  expect(formatDataDate('2024-05-03', now, 'en')).toBe('May 2024');
  expect(formatDataDate('2024-05-03', now, 'zh-CN')).toBe('2024-05-03');
  // A manifest may say less.
  expect(formatDataDate('2024', now, 'en')).toBe('2024');
});
