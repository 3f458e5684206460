import type pg from 'pg';

import { buildingPoint } from '#data/buildings/building-point.ts';
import { createCellAt } from '#data/coverage/cell-at.ts';
import { fromPolygons } from '#data/coverage/from-polygons.ts';
import type { Sample, SampleProgress } from '#data/sample/sample.ts';
import { copyRows, type CopyValue } from '#server/db/copy-rows.sql.ts';
import { transact } from '#server/db/database.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';
import { selectFilled } from '#server/db/filled.sql.ts';
import { appendChange } from '#server/live/append-change.sql.ts';
import { insertEdition } from '#server/areas/editions.sql.ts';
import { lockGround } from '#server/db/lock-ground.sql.ts';
import { bumpVersions } from '#server/wire/version.sql.ts';

import { analyzeGround, insertDistrict, insertSampleMark } from './load.sql.ts';

const EDITION = 1;
const SOURCE = 'sample';
type Row = CopyValue[];

/** Midnight of the district's first day of history, so that all of it lies under the first edition. */
function beginningOf(sample: Sample): Date {
  let first = Date.parse(`${sample.request.endDate}T00:00:00+08:00`);
  for (const incident of sample.incidents) first = Math.min(first, Date.parse(incident.reportedAt));
  for (const post of sample.posts) first = Math.min(first, Date.parse(post.fromAt));
  const day = 86_400_000;
  const zone = 8 * 3_600_000;
  return new Date(Math.floor((first + zone) / day) * day - zone);
}

function* mapped<T>(items: Iterable<T>, row: (item: T) => Row): Generator<Row> {
  for (const item of items) yield row(item);
}

/**
 * Store a sample in an empty, migrated database, in one transaction: all of it shows, or nothing. Buildings, sites
 * and incidents get their cell here, by `cellAt`. Ends with the change that tells open consoles.
 *
 * @param onProgress said before each stage: done of total
 * @throws Error where a table holds a row already, or the sample's cells are not seamless (a bug of the sample)
 */
export async function loadSample(
  pool: pg.Pool,
  sample: Sample,
  onProgress: (progress: SampleProgress) => void = () => {},
  clock: () => Date = () => new Date(),
): Promise<void> {
  const parents = new Set(sample.areas.map((area) => area.parentId));
  const coverage = fromPolygons(sample.areas.filter((area) => !parents.has(area.id)));
  if ('faults' in coverage) {
    throw new Error(`the sample is not seamless: ${JSON.stringify(coverage.faults.slice(0, 3))}`);
  }
  const cellAt = createCellAt(coverage);
  /** [area_id, edition_id] of a point. */
  const placed = (at: readonly [number, number] | null): [number | null, number | null] => {
    const cell = at ? cellAt(at[0], at[1]) : 0;
    return cell ? [cell, EDITION] : [null, null];
  };
  const point = (at: [number, number]) => toEwkbHex({ type: 'Point', coordinates: at });

  const tables: [table: string, columns: string, rows: () => Iterable<Row>][] = [
    [
      'levels',
      'rank key name_zh name_en',
      () => mapped(sample.levels, (l) => [l.rank, l.key, l.nameZh, l.nameEn]),
    ],
    [
      'organisations',
      'id parent_id name name_en kind source source_key',
      () =>
        mapped(sample.organisations, (o) => [
          o.id,
          o.parentId,
          o.name,
          o.nameEn,
          o.kind,
          SOURCE,
          String(o.id),
        ]),
    ],
    [
      'people',
      'id name phone source source_key',
      () => mapped(sample.people, (p) => [p.id, p.name, p.phone, SOURCE, String(p.id)]),
    ],
    [
      'features',
      'id kind class name name_en geom source source_key',
      () =>
        mapped(sample.features, (f) => [
          f.id,
          f.kind,
          f.class,
          f.name,
          f.nameEn,
          toEwkbHex(f.geometry),
          SOURCE,
          String(f.id),
        ]),
    ],
    [
      'compounds',
      'id code name geom source source_key',
      () =>
        mapped(sample.compounds, (c) => [
          c.id,
          c.code,
          c.name,
          toEwkbHex({ type: 'Polygon', coordinates: [c.ring] }),
          SOURCE,
          c.code,
        ]),
    ],
    [
      'areas',
      'id from_edition code parent_id level kind name name_en own_households own_residents own_counted_on geom source source_key',
      () =>
        mapped(sample.areas, (a) => [
          a.id,
          EDITION,
          a.code,
          a.parentId,
          a.level,
          a.kind,
          a.name,
          a.nameEn,
          a.ownHouseholds,
          a.ownResidents,
          a.ownCountedOn,
          toEwkbHex({ type: 'MultiPolygon', coordinates: a.coordinates }),
          SOURCE,
          a.code,
        ]),
    ],
    [
      'buildings',
      'id code name address compound_id use floors height_m households residents area_id edition_id geom source source_key',
      () =>
        mapped(sample.buildings, (b) => [
          b.id,
          b.code,
          b.name,
          b.address,
          b.compoundId,
          b.use,
          b.floors,
          b.heightM,
          b.households,
          b.residents,
          ...placed(buildingPoint(b.coordinates)),
          toEwkbHex({ type: 'MultiPolygon', coordinates: b.coordinates }),
          SOURCE,
          b.code,
        ]),
    ],
    [
      'entrances',
      'building_id no label geom',
      function* () {
        for (const b of sample.buildings) {
          for (const e of b.entrances) yield [b.id, e.no, e.label, point(e.at)];
        }
      },
    ],
    [
      'posts',
      'id person_id role area_id organisation_id building_id from_at to_at',
      () =>
        mapped(sample.posts, (p) => [
          p.id,
          p.personId,
          p.role,
          p.areaId,
          p.organisationId,
          p.buildingId,
          p.fromAt,
          p.toAt,
        ]),
    ],
    [
      'sites',
      'id code kind class name geom azimuth_deg state state_at owner_id area_id edition_id source source_key',
      () =>
        mapped(sample.sites, (s) => [
          s.id,
          s.code,
          s.kind,
          s.class,
          s.name,
          point(s.at),
          s.azimuthDeg,
          s.state,
          s.stateAt,
          s.ownerId,
          ...placed(s.at),
          SOURCE,
          s.code,
        ]),
    ],
    [
      'units',
      'id code kind name person_id home_area_id on_duty source source_key',
      () =>
        mapped(sample.units, (u) => [
          u.id,
          u.code,
          u.kind,
          u.name,
          u.personId,
          u.homeAreaId,
          u.onDuty,
          SOURCE,
          u.code,
        ]),
    ],
    [
      'categories',
      'key name_zh name_en severity',
      () => mapped(sample.categories, (c) => [c.key, c.nameZh, c.nameEn, c.severity]),
    ],
    [
      'incidents',
      'id no category severity title description address geom area_id edition_id origin reported_at state revision closed_at source source_key',
      () =>
        mapped(sample.incidents, (i) => [
          i.id,
          i.no,
          i.category,
          i.severity,
          i.title,
          i.description,
          i.address,
          i.at ? point(i.at) : null,
          ...placed(i.at),
          i.origin,
          i.reportedAt,
          i.state,
          i.revision,
          i.closedAt,
          SOURCE,
          i.id,
        ]),
    ],
    [
      'entries',
      'incident_id revision step at actor note',
      function* () {
        for (const [id, entries] of sample.entries) {
          for (const e of entries) yield [id, e.revision, e.step, e.at, e.actor, e.note];
        }
      },
    ],
    [
      'petitioners',
      'incident_id name phone',
      () =>
        mapped(sample.petitioners, ([id, { name, phone }]) => [id, name ?? null, phone ?? null]),
    ],
  ];

  await transact(pool, async (db) => {
    await lockGround(db);
    const filled = await selectFilled(db);
    if (filled.length > 0) {
      throw new Error(`a sample goes only into an empty database; these hold rows: ${filled}`);
    }
    await insertDistrict(db, {
      ...sample.district,
      timeZone: 'Asia/Shanghai',
      attribution: '',
    });
    await insertEdition(db, { id: EDITION, validFrom: beginningOf(sample), name: '', waits: false, follows: null, planId: null, lockedBorders: [] }); // prettier-ignore
    for (const [done, [table, columns, rows]] of tables.entries()) {
      onProgress({ stage: table, done, total: tables.length + 1 });
      await copyRows(db, table, columns.split(' '), rows());
    }
    onProgress({ stage: 'finish', done: tables.length, total: tables.length + 1 });
    await insertSampleMark(db, sample.request);
    await analyzeGround(db);
    const versions = await bumpVersions(db, ['areas', 'features', 'buildings', 'sites', 'units']);
    const at = clock();
    await appendChange(db, at, {
      noun: 'district',
      kind: 'imported',
      at: at.toISOString(),
      versions,
      editionId: EDITION,
    });
  });
}
