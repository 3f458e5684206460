import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import cambridge from '#data/import/manifests/cambridge.json' with { type: 'json' };
import losAngeles from '#data/import/manifests/los-angeles.json' with { type: 'json' };
import taipei from '#data/import/manifests/taipei.json' with { type: 'json' };
import type { Manifest } from '#data/import/manifest.ts';
import { createAreaFigures } from '#server/reads/area-figures.ts';
import { openSession } from '#server/session/session.ts';

import { startTestImport, type TestImport } from './test-import.ts';

const ask = { session: openSession, at: new Date() };

let here: TestImport;
const start = async (): Promise<void> => {
  const root = process.env['JINGWEI_TRIAL_DATA'];
  if (!root) throw new Error('JINGWEI_TRIAL_DATA names no folder');
  here = await startTestImport(root);
};
const run = (manifest: unknown) => here.run(manifest as Manifest);
const one = (sql: string) => here.one(sql);

describe('Taipei', () => {
  beforeAll(start);
  afterAll(() => here.close());

  it('comes in whole: towns, villages, counts, buildings, roads, land use, stations', async () => {
    const report = await run(taipei);
    expect(report.refused).toBeNull();
    const read = report.inputs.map((i) => [i.noun, i.read, i.taken, i.refused.length]);
    expect(read).toEqual([
      ['areas', 1, 1, 0],
      ['areas', 12, 12, 0],
      ['areas', 456, 456, 0],
      ['figures', 456, 456, 0],
      ['features', 395, 395, 0],
      ['features', 3820, 3820, 0],
      ['buildings', 4327, 4327, 0],
      ['sites', 4309, 123, 0],
    ]);
    const towns = report.parentsThatDiffer.filter((p) => p.code !== '63000');
    expect(towns.map((p) => Math.round(p.differsM2)).sort()).toEqual([20, 44, 46]);
    expect(await one(`SELECT sum(own_households)::int FROM areas`)).toBe(1_059_785);
    expect(await one(`SELECT sum(own_residents)::int FROM areas`)).toBe(2_586_660);
    expect(await one(`SELECT count(*)::int FROM buildings WHERE area_id IS NULL`)).toBe(0);
    // Halves of a building on either side of the tiles' seam are one building.
    expect(await one(`SELECT count(*)::int FROM buildings`)).toBe(4_282);
    const { figures, areas } = await createAreaFigures(here.database.pool)(ask);
    const city = [...areas.values()].find((a) => a.level === 1)!;
    expect(figures.get(city.id)).toEqual({ households: 1_059_785, residents: 2_586_660, estimated: false, countedOn: '2021-03-31' }); // prettier-ignore
    expect((await run(taipei)).changed).toBe(false);
    expect(await one('SELECT count(*)::int FROM changes')).toBe(1);
  });
});

describe('Los Angeles', () => {
  beforeAll(start);
  afterAll(() => here.close());

  it('has 139 incidents in no council and 19 in several, of 9,989 placed', async () => {
    const report = await run(losAngeles);
    expect(report.refused).toBeNull();
    expect(report.precincts).toEqual({ placed: 9_989, inNone: 139, inSeveral: 19 });
    const incidents = report.inputs.find((i) => i.noun === 'incidents')!;
    expect(incidents).toMatchObject({ read: 10_000, taken: 10_000 });
    expect(incidents.unplaced).toMatchObject({ noCoordinate: 11, outsideEveryArea: 0 });
    expect(await one(`SELECT count(*)::int FROM precincts`)).toBe(99);
    expect(await one(`SELECT count(*)::int FROM incidents WHERE state = 'open'`)).toBe(49);
    // 00:02 on New Year's Day by the clocks of Los Angeles
    expect(await one(`SELECT min(reported_at) = '2020-01-01T08:02:00Z' FROM incidents`)).toBe(true);
    expect((await run(losAngeles)).changed).toBe(false);
  });
});

describe('Cambridge', () => {
  beforeAll(start);
  afterAll(() => here.close());

  it('comes in whole: wards, precincts, blocks in the precinct they lie in, parcels by use, streets', async () => {
    const report = await run(cambridge);
    expect(report.refused).toBeNull();
    const read = report.inputs.filter((i) => i.noun !== 'sites').map((i) => [i.noun, i.read, i.taken, i.leftOut, i.joined, i.repaired, i.notFound]); // prettier-ignore
    expect(read).toEqual([
      ['areas', 1, 1, 0, 0, 0, 0],
      ['areas', 33, 33, 0, 22, 0, 0],
      ['areas', 33, 33, 0, 0, 0, 0],
      ['figures', 33, 33, 0, 0, 0, 0],
      ['areas', 1044, 1044, 0, 0, 0, 0],
      ['lookup', 27_528, 13_021, 14_506, 0, 0, 0],
      ['features', 74, 74, 0, 0, 0, 0],
      ['features', 276, 246, 30, 0, 0, 0],
      ['features', 13_116, 12_386, 730, 5, 20, 134],
      ['features', 2643, 2643, 0, 0, 0, 0],
      ['precincts', 13, 13, 0, 0, 0, 0],
    ]);
    // The precincts are made of these blocks; the city's own border was drawn by somebody else.
    expect(report.parentsThatDiffer.map((p) => [p.code, Math.round(p.differsM2)])).toEqual([['CAMBRIDGE', 212_550]]); // prettier-ignore
    expect(await here.rows('SELECT level, count(*)::int FROM areas GROUP BY 1 ORDER BY 1')).toEqual([1, 11, 33, 1044].map((count, i) => ({ level: i + 1, count }))); // prettier-ignore
    const { figures, areas } = await createAreaFigures(here.database.pool)(ask);
    const city = [...areas.values()].find((a) => a.level === 1)!;
    expect(figures.get(city.id)).toMatchObject({ households: null, residents: 118_403 });
    expect((await run(cambridge)).changed).toBe(false);
    expect(await one('SELECT count(*)::int FROM changes')).toBe(1);
  });

  it.each([
    ['neighborhoods.geojson', 'N_HOOD', { gap: [86, 13.3], overlap: [90, 11.9] }],
    ['address_blocks.geojson', 'UNQ_ID2', { gap: [49, 252.4], overlap: [37, 255.7], unmatched: [1, 0] }], // prettier-ignore
  ])('is refused with the areas of %s, which are not seamless', async (file, code, kinds) => {
    const [city] = cambridge.areas.sets;
    const areas = { ...cambridge.areas, sets: [city, { level: 4, file: `04-cambridge/${file}`, code, name: code, parent: { within: 1 } }] }; // prettier-ignore
    const before = await here.everything();
    const { refused, faults } = await run({ ...cambridge, areas });
    expect(refused?.reason).toBe('not-seamless');
    const said = Object.values(kinds);
    expect(faults!.count).toBe(said.reduce((n, [count]) => n + count!, 0));
    expect(faults!.areaM2).toBeCloseTo(
      said.reduce((sum, [, m2]) => sum + m2!, 0),
      0,
    );
    expect(await here.everything()).toBe(before);
  });
});
