import { beforeAll, describe, expect, test } from 'vitest';

import { makeSample } from '#data/fixtures/made-sample.ts';
import type { Incident } from '#data/incidents/incident.ts';
import type { Sample } from '#data/sample/sample.ts';

import { measureCategoriesByPlace } from './categories-by-place.ts';
import { measureDayAndWeek } from './day-and-week.ts';
import { measureHotPlaces } from './hot-places.ts';
import { measureHouseNumbers } from './house-numbers.ts';
import type { Measure } from './measure.ts';
import { measureNamesOnce } from './names-once.ts';
import { measureSeason } from './season.ts';
import { survey, type Survey } from './survey.ts';

/** A street with one thing made worse: what asks for that must say so. */
describe('a measure of names and days is not met', () => {
  let sample: Sample;
  beforeAll(() => {
    sample = makeSample('street');
  }, 120_000);
  const met = (
    question: (survey: Survey) => Measure | Measure[],
    change: (sample: Sample) => Sample,
  ): boolean[] => [question(survey(change(sample)))].flat().map((measure) => measure.met);
  const asIs = (one: Sample): Sample => one;
  const each =
    (change: (incident: Incident, i: number, all: Incident[]) => Incident) =>
    (one: Sample): Sample => ({ ...one, incidents: one.incidents.map(change) });

  test('where a compound or a road has the name of another', () => {
    expect(met(measureNamesOnce, asIs)).toEqual([true]);
    const [first] = sample.compounds;
    const named = (name: string) => (one: Sample) => ({ ...one, compounds: one.compounds.map((c) => ({ ...c, name })) }); // prettier-ignore
    expect(met(measureNamesOnce, named(first!.name))).toEqual([false]);
    const roads = (one: Sample): Sample => ({
      ...one,
      features: one.features.map((f) => (f.kind === 'road' && f.name !== null ? { ...f, name: '中山路' } : f)), // prettier-ignore
    });
    expect(met(measureNamesOnce, roads)).toEqual([false]);
  });

  test('where addresses are missing, or numbers jump along their road', () => {
    expect(met(measureHouseNumbers, asIs)).toEqual([true, true]);
    const without = (one: Sample): Sample => ({ ...one, buildings: one.buildings.map((b, i) => (i === 7 ? { ...b, address: null } : b)) }); // prettier-ignore
    expect(met(measureHouseNumbers, without)).toEqual([false, true]);
    const jumping = (one: Sample): Sample => ({
      ...one,
      buildings: one.buildings.map((b, i) => ({ ...b, address: b.address?.replace(/\d+(?=号|-)/, String((i * 37) % 500)) ?? null })), // prettier-ignore
    });
    expect(met(measureHouseNumbers, jumping)[1]).toBe(false);
  });

  test('where every hour and every day is alike', () => {
    expect(met(measureDayAndWeek, asIs)).toEqual([true, true]);
    const flat = each((incident, i) => ({
      ...incident,
      reportedAt: `${incident.reportedAt.slice(0, 11)}${String(i % 24).padStart(2, '0')}${incident.reportedAt.slice(13)}`,
    }));
    expect(met(measureDayAndWeek, flat)).toEqual([false, false]);
    expect(met(measureSeason, asIs)).toEqual([true]);
    // Whatever came comes in turn.
    const mixed = each((incident, i, all) => ({ ...incident, category: all[(i * 1999) % all.length]!.category })); // prettier-ignore
    expect(met(measureSeason, mixed)).toEqual([false]);
  });

  test('where no place is hotter than another, or categories come anywhere', () => {
    expect(met(measureHotPlaces, asIs)).toEqual([true]);
    expect(met(measureCategoriesByPlace, asIs)).toEqual([true]);
    const spread = each((incident, i) => ({ ...incident, address: `${(i * 1999) % 1800}` }));
    expect(met(measureHotPlaces, spread)).toEqual([false]);
    const mixed = each((incident, i, all) => ({ ...incident, category: all[(i * 1999) % all.length]!.category })); // prettier-ignore
    expect(met(measureCategoriesByPlace, mixed)).toEqual([false]);
  });
});
