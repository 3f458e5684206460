import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AreaWithBorder } from '#data/areas/area.ts';
import type { Sample } from '#data/sample/sample.ts';
import { unpackAreas } from '#data/wire/areas-packed.ts';
import { createAreasInForce } from '#server/areas/areas-in-force.ts';
import { packAreasInForce } from '#server/areas/pack-areas.ts';
import { selectFootprints } from '#server/buildings/buildings.sql.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { selectFeatures } from '#server/features/features.sql.ts';
import { createAreaFigures } from '#server/reads/area-figures.ts';
import { readAreaCard, readBuildingCard, readSiteCard } from '#server/reads/cards.ts';
import { selectDistrict, selectVersions } from '#server/reads/district.sql.ts';
import { openSession } from '#server/session/session.ts';
import { selectSites, updateStates } from '#server/sites/sites.sql.ts';

import { loadSample } from './load-sample.ts';

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const ring = (west: number, east: number): [number, number][][][] => [
  [[[west, 32], [east, 32], [east, 33], [west, 33], [west, 32]]], // prettier-ignore
];
const area = (id: number, parentId: number | null, coordinates: [number, number][][][]) =>
  ({
    id,
    code: `A${id}`,
    parentId,
    level: parentId === null ? 1 : 2,
    kind: 'comprehensive',
    name: `区${id}`,
    nameEn: null,
    ownHouseholds: null,
    ownResidents: null,
    ownCountedOn: null,
    coordinates,
  }) satisfies AreaWithBorder;

/** Two grids side by side, one thing of each kind, and text that COPY must escape. */
const sample: Sample = {
  request: { size: 'street', seed: 3, endDate: '2026-03-31' },
  district: { code: 'D', name: '区', nameEn: 'District' },
  levels: [
    { rank: 1, key: 'district', nameZh: '区', nameEn: 'District' },
    { rank: 2, key: 'grid', nameZh: '网格', nameEn: 'Grid' },
  ],
  areas: [
    area(1, null, [[[[118, 32], [120, 32], [120, 33], [119, 33], [118, 33], [118, 32]]]]), // prettier-ignore
    area(2, 1, [[[[118, 32], [119, 32], [119, 33], [118, 33], [118, 32]]]]), // prettier-ignore
    area(3, 1, ring(119, 120)),
  ],
  features: [
    {
      id: 1,
      kind: 'road',
      class: 'minor',
      name: 'a\tb\\c\nd',
      nameEn: null,
      geometry: { type: 'LineString', coordinates: [[118, 32], [119, 33]] }, // prettier-ignore
    },
  ],
  compounds: [{ id: 1, code: 'C1', name: '苑', ring: square(118.1, 32.1, 0.1) }],
  buildings: [
    {
      id: 1,
      code: 'B1',
      name: null,
      address: '1号',
      compoundId: 1,
      use: 'residential',
      floors: 6,
      heightM: 18,
      households: 24,
      residents: 60,
      coordinates: [[square(118.15, 32.15, 0.01)]],
      entrances: [{ no: 1, label: '1单元', at: [118.15, 32.15] }],
    },
  ],
  sites: [
    { id: 1, code: '34020000001320000101', kind: 'camera', class: 'dome', name: '东门', at: [119.5, 32.5], azimuthDeg: 90, state: 'online', stateAt: '2026-03-31T08:00:00+08:00', ownerId: 1 }, // prettier-ignore
    { id: 2, code: 'S2', kind: 'station', class: 'hub', name: '驿站', at: [117, 32], azimuthDeg: null, state: null, stateAt: null, ownerId: null }, // prettier-ignore
  ],
  organisations: [],
  people: [{ id: 1, name: '王芳', phone: null }],
  posts: [
    { id: 1, personId: 1, role: 'leader', areaId: 2, organisationId: null, buildingId: null, fromAt: '2026-01-01T00:00:00+08:00', toAt: null }, // prettier-ignore
    { id: 2, personId: 1, role: 'captain', areaId: null, organisationId: null, buildingId: 1, fromAt: '2026-01-01T00:00:00+08:00', toAt: null }, // prettier-ignore
  ],
  units: [{ id: 1, code: 'U1', kind: 'worker', name: '王芳', personId: 1, homeAreaId: 2, onDuty: true }], // prettier-ignore
  categories: [{ key: 'noise', nameZh: '噪声', nameEn: 'Noise', severity: 4 }],
  incidents: [
    {
      id: '00000000-0000-4000-8000-000000000001',
      no: 'N1',
      category: 'noise',
      severity: 4,
      title: '噪声',
      description: '',
      address: null,
      // On the border of the two: of the eastern one.
      at: [119, 32.5],
      areaId: null,
      editionId: null,
      origin: 'patrol',
      reportedAt: '2026-02-01T10:00:00+08:00',
      state: 'open',
      revision: 1,
      closedAt: null,
    },
  ],
  petitioners: new Map(),
  entries: new Map([
    ['00000000-0000-4000-8000-000000000001', [{ revision: 1, step: 'report', at: '2026-02-01T10:00:00+08:00', actor: '', note: '' }]], // prettier-ignore
  ]),
};
const ask = { session: openSession, at: new Date('2026-04-01T00:00:00Z') };

let database: Awaited<ReturnType<typeof testDatabase>>;
const stages: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  await loadSample(database.ownerPool, sample, (p) => stages.push(p.stage));
});
afterAll(() => database.drop());
const rows = async (sql: string) =>
  (await database.ownerPool.query<Record<string, unknown>>(sql)).rows;

describe('a stored sample', () => {
  it('is in force from the beginning of its history, marked, and told as one change', async () => {
    expect(await rows('SELECT id, valid_from FROM editions')).toEqual([{ id: 1, valid_from: new Date('2025-12-31T16:00:00Z') }]); // prettier-ignore
    expect(await rows('SELECT size, seed, end_date::text FROM sample_mark')).toEqual([{ size: 'street', seed: 3, end_date: '2026-03-31' }]); // prettier-ignore
    expect(await rows('SELECT noun, kind FROM changes')).toEqual([{ noun: 'district', kind: 'imported' }]); // prettier-ignore
    expect(Object.values(await selectVersions(database.ownerPool)).every((v) => v > 0)).toBe(true);
    expect(stages).toContain('buildings');
    expect((await selectFeatures(database.ownerPool))[0]!.name).toBe('a\tb\\c\nd');
  });

  it('gives everything its cell, a point on a border to one of the two', async () => {
    const areas = await createAreasInForce(database.ownerPool);
    expect(areas.editionId).toBe(1);
    expect(areas.cellAt(118.5, 32.5)).toBe(2);
    expect(areas.cellAt(117, 32)).toBeNull();
    const cell = areas.cellAt(119, 32.5);
    expect(await rows('SELECT area_id, edition_id FROM incidents')).toEqual([{ area_id: cell, edition_id: 1 }]); // prettier-ignore
    expect(await rows('SELECT area_id FROM sites ORDER BY id')).toEqual([{ area_id: 3 }, { area_id: null }]); // prettier-ignore
    expect(await rows('SELECT area_id FROM buildings')).toEqual([{ area_id: 2 }]);
  });

  it('is never stored twice', async () => {
    await expect(loadSample(database.ownerPool, sample)).rejects.toThrow(/only into an empty/);
    expect(await rows('SELECT count(*)::int AS n FROM areas')).toEqual([{ n: 3 }]);
  });
});

describe('what screens read of it', () => {
  it('the district', async () => {
    const district = await selectDistrict(database.ownerPool, 'UTC');
    expect(district).toMatchObject({
      name: '区',
      timeZone: 'Asia/Shanghai',
      editionId: 1,
      empty: false,
      sample: { size: 'street', seed: 3, endDate: '2026-03-31' },
      bounds: [118, 32, 120, 33],
    });
    expect(district.levels.map((l) => l.key)).toEqual(['district', 'grid']);
    expect(district.categories).toEqual(sample.categories);
  });

  it('while its only edition waits, no area is in force', async () => {
    await database.ownerPool.query('UPDATE editions SET waits = true');
    expect((await selectDistrict(database.ownerPool, 'UTC')).editionId).toBeNull();
    expect(unpackAreas(await packAreasInForce(ask, database.ownerPool)).areas).toEqual([]);
    await database.ownerPool.query('UPDATE editions SET waits = false');
  });

  it('borders, footprints and sites', async () => {
    const packed = unpackAreas(await packAreasInForce(ask, database.ownerPool));
    expect(packed.areas.map((a) => [a.id, a.parentId])).toEqual([[1, null], [2, 1], [3, 1]]); // prettier-ignore
    expect(new Set([...packed.left, ...packed.right])).toEqual(new Set([0, 2, 3]));
    expect(await selectFootprints(database.ownerPool)).toEqual([
      { id: 1, use: 'residential', floors: 6, heightM: 18, coordinates: sample.buildings[0]!.coordinates }, // prettier-ignore
    ]);
    expect((await selectSites(database.ownerPool, { kind: 'all' })).map((s) => s.at)).toEqual([[119.5, 32.5], [117, 32]]); // prettier-ignore
  });

  it('cards of an area, a building and a camera', async () => {
    const read = await createAreaFigures(database.ownerPool)(ask);
    const district = (await readAreaCard(ask, database.ownerPool, read, 1))!;
    expect(district.counts).toMatchObject({ children: 2, cells: 2, buildings: 1, cameras: 1, camerasOnline: 1, units: 1, openIncidents: 1 }); // prettier-ignore
    const grid = (await readAreaCard(ask, database.ownerPool, read, 2))!;
    expect(grid.parents.map((p) => p.id)).toEqual([1]);
    expect(grid.leader?.name).toBe('王芳');
    expect(grid.figures).toEqual({ households: 24, residents: 60, estimated: false, countedOn: null }); // prettier-ignore
    const building = (await readBuildingCard(ask, database.ownerPool, read, 1))!;
    expect(building).toMatchObject({ compound: { name: '苑' }, captain: { name: '王芳' }, households: 24 }); // prettier-ignore
    expect(building.areas.map((a) => a.id)).toEqual([1, 2]);
    const site = (await readSiteCard(ask, database.ownerPool, read, 1))!;
    expect(site).toMatchObject({ state: 'online', stateAt: '2026-03-31T00:00:00.000Z', owner: { name: '王芳' } }); // prettier-ignore
    expect(await readSiteCard(ask, database.ownerPool, read, 99)).toBeNull();
    expect(await readAreaCard(ask, database.ownerPool, read, 99)).toBeNull();
  });
});

describe('reported camera states', () => {
  const code = '34020000001320000101';
  const report = (state: 'online' | 'offline', at: string, of = code) =>
    updateStates(database.ownerPool, [of], [state], [at]);

  it('move forward in time only, and say what became another', async () => {
    expect((await report('offline', '2026-03-31T00:00:01Z')).changed).toMatchObject([{ id: 1, state: 'offline' }]); // prettier-ignore
    expect((await report('offline', '2026-03-31T00:00:01Z')).changed).toEqual([]);
    expect((await report('offline', '2026-03-31T00:00:09Z')).changed).toEqual([]);
    expect((await report('online', '2026-03-31T00:00:05Z')).changed).toEqual([]);
    expect(await rows('SELECT state, state_at FROM sites WHERE id = 1')).toEqual([{ state: 'offline', state_at: new Date('2026-03-31T00:00:09Z') }]); // prettier-ignore
  });

  it('of codes that are no camera are not known', async () => {
    expect(await report('online', '2026-03-31T01:00:00Z', 'S2')).toEqual({
      changed: [],
      known: [],
    });
  });
});
