import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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
