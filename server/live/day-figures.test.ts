import { expect, it } from 'vitest';

import type { Figures } from '#data/wire/messages.ts';

import { watchDay } from './day-figures.ts';

const DAY_MS = 24 * 3_600_000;
const MIDNIGHT = Date.parse('2026-06-01T16:00:00Z');
const FIGURES = {} as Figures;

function watch() {
  const at = { ms: MIDNIGHT - 2_000, fails: false };
  const read = async () => {
    if (at.fails) throw new Error('out of reach');
    const dayEndsAt = new Date(MIDNIGHT + DAY_MS * Math.floor((at.ms - MIDNIGHT) / DAY_MS + 1));
    return { figures: FIGURES, dayEndsAt };
  };
  return { at, day: watchDay(read, () => new Date(at.ms)) };
}

it('tells of a day once, when it has begun', async () => {
  const { at, day } = watch();
  expect([day.due(), await day.read(), day.due()]).toEqual([true, null, false]);
  at.ms = MIDNIGHT;
  expect([day.due(), await day.read(), day.due()]).toEqual([true, FIGURES, false]);
});

it('tells of it also where what was known was forgotten just before', async () => {
  const { at, day } = watch();
  await day.read();
  day.forget();
  expect(day.due()).toBe(true);
  at.ms = MIDNIGHT;
  expect([await day.read(), day.due()]).toEqual([FIGURES, false]);
});

it('reads again what could not be read', async () => {
  const { at, day } = watch();
  await day.read();
  Object.assign(at, { ms: MIDNIGHT, fails: true });
  await expect(day.read()).rejects.toThrow('out of reach');
  at.fails = false;
  expect([day.due(), await day.read()]).toEqual([true, FIGURES]);
});
