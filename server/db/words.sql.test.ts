import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AREA_KINDS } from '#data/areas/area.ts';
import { BUILDING_USES } from '#data/buildings/building.ts';
import { DEVICE_KINDS, DEVICE_PURPOSES } from '#data/devices/device.ts';
import { FEATURE_CLASSES, FEATURE_KINDS } from '#data/features/feature.ts';
import { INCIDENT_ORIGINS, INCIDENT_STATES, STEPS } from '#data/incidents/incident.ts';
import { DISTRICT_ROLES, ORGANISATION_KINDS, POST_ROLES } from '#data/people/person.ts';
import { PLAN_STATUSES } from '#data/plans/plan.ts';
import { SAMPLE_SIZES } from '#data/sample/sample.ts';
import { CAMERA_STATES, SITE_CLASSES, SITE_KINDS } from '#data/sites/site.ts';
import { FIX_REASONS } from '#data/units/fix.ts';
import { UNIT_KINDS } from '#data/units/unit.ts';

import { testDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const WORDS: [table: string, constraint: string, words: readonly string[]][] = [
  ['features', 'features_kind_check', FEATURE_KINDS],
  ['areas', 'areas_kind_check', AREA_KINDS],
  ['buildings', 'buildings_use_check', BUILDING_USES],
  ['sites', 'sites_kind_check', SITE_KINDS],
  ['sites', 'sites_state_check', CAMERA_STATES],
  ['units', 'units_kind_check', UNIT_KINDS],
  ['fixes', 'fixes_reason_check', FIX_REASONS],
  ['incidents', 'incidents_origin_check', INCIDENT_ORIGINS],
  ['incidents', 'incidents_state_check', INCIDENT_STATES],
  ['entries', 'entries_step_check', STEPS],
  ['posts', 'posts_role_check', POST_ROLES],
  ['posts', 'posts_of_something', DISTRICT_ROLES],
  ['organisations', 'organisations_kind_check', ORGANISATION_KINDS],
  ['devices', 'devices_kind_check', DEVICE_KINDS],
  ['devices', 'devices_purpose_check', DEVICE_PURPOSES],
  ['plans', 'plans_status_check', PLAN_STATUSES],
  ['sample_mark', 'sample_mark_size_check', SAMPLE_SIZES],
];

async function definitionOf(table: string, constraint: string): Promise<string> {
  const { rows } = await database.ownerPool.query<{ text: string }>(
    `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint
     WHERE conrelid = ('jingwei.' || $1)::regclass AND conname = $2`,
    [table, constraint],
  );
  return rows[0]?.text ?? '';
}
const literalsOf = (definition: string): string[] =>
  [...definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1]!);

describe('the words that the database takes are those of data', () => {
  it.each(WORDS)('%s: %s', async (table, constraint, words) => {
    expect(literalsOf(await definitionOf(table, constraint))).toEqual([...words]);
  });

  it.each<[string, Record<string, readonly string[]>]>([
    ['features', FEATURE_CLASSES],
    ['sites', SITE_CLASSES],
  ])('%s: classes of each kind', async (table, classes) => {
    const taken: Record<string, string[]> = {};
    for (const part of (await definitionOf(table, `${table}_class_check`)).split('WHEN').slice(1)) {
      const [kind, ...words] = literalsOf(part);
      taken[kind!] = words;
    }
    expect(taken).toEqual(classes);
  });
});

describe('the last line of defence', () => {
  const bow = `ST_GeomFromText('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', 4490)`;
  const at = (x: number, y: number) => `ST_SetSRID(ST_MakePoint(${x}, ${y}), 4490)`;
  it.each([
    ['a footprint that crosses itself', `INSERT INTO buildings (id, code, use, geom, source_key) VALUES (1, 'b', 'other', ST_Multi(${bow}), 'b')`], // prettier-ignore
    ['a park that crosses itself', `INSERT INTO features (id, kind, class, geom, source_key) VALUES (1, 'green', 'park', ${bow}, 'f')`], // prettier-ignore
    ['a square that crosses itself, of a road', `INSERT INTO features (id, kind, class, geom, source_key) VALUES (1, 'road', 'path', ${bow}, 'f')`], // prettier-ignore
    ['a shape of a type that nobody reads', `INSERT INTO features (id, kind, class, geom, source_key) VALUES (1, 'road', 'path', ST_Multi(${at(1, 1)}), 'f')`], // prettier-ignore
    ['a class of another kind', `INSERT INTO features (id, kind, class, geom, source_key) VALUES (1, 'road', 'river', ${at(1, 1)}, 'f')`], // prettier-ignore
    ['a precinct that crosses itself', `INSERT INTO precincts (id, code, name, geom, source_key) VALUES (1, 'p', 'p', ST_Multi(${bow}), 'p')`], // prettier-ignore
    ['a station beyond the pole', `INSERT INTO sites (id, code, kind, class, name, geom, source_key) VALUES (1, 's', 'station', 'hub', 's', ${at(0, 91)}, 's')`], // prettier-ignore
    ['a station of a camera’s class', `INSERT INTO sites (id, code, kind, class, name, geom, source_key) VALUES (1, 's', 'station', 'dome', 's', ${at(0, 1)}, 's')`], // prettier-ignore
    ['a camera without a state', `INSERT INTO sites (id, code, kind, class, name, geom, source_key) VALUES (1, 's', 'camera', 'dome', 's', ${at(0, 1)}, 's')`], // prettier-ignore
    ['a post of nothing', `INSERT INTO people (id, name, source_key) VALUES (1, 'p', 'p'); INSERT INTO posts (id, person_id, role, from_at) VALUES (1, 1, 'leader', now())`], // prettier-ignore
    ['an incident closed before it was reported', `INSERT INTO categories VALUES ('c', 'c', 'c', 4); INSERT INTO incidents (id, no, category, severity, title, origin, reported_at, state, closed_at, source_key) VALUES (gen_random_uuid(), '1', 'c', 4, 't', 'iot', now(), 'closed', now() - interval '1 day', '1')`], // prettier-ignore
    ['a change of a noun that there is not', `SELECT append_change(now(), 'ghosts', 'seen', '{}')`],
    ['a date of what reports', `INSERT INTO data_dates VALUES ('fixes', '2026-01-01')`],
    ['a plan at a place beyond its edits', `INSERT INTO editions VALUES (2, '2026-02-01'); INSERT INTO plans (id, name, edition_id, made_at, position) VALUES (gen_random_uuid(), 'p', 2, now(), 1)`], // prettier-ignore
    ['a published plan without a date', `INSERT INTO editions VALUES (3, '2026-03-01'); INSERT INTO plans (id, name, edition_id, made_at, status) VALUES (gen_random_uuid(), 'p', 3, now(), 'published')`], // prettier-ignore
    ['an area of no level', `INSERT INTO editions VALUES (1, '2026-01-01'); INSERT INTO areas (id, from_edition, code, level, name, geom, source_key) VALUES (1, 1, 'a', 1, 'a', ST_Multi(ST_MakeEnvelope(0, 0, 1, 1, 4490)), 'a')`], // prettier-ignore
  ])('refuses %s', async (_, sql) => {
    await expect(database.ownerPool.query(sql)).rejects.toThrow(/violates (check|foreign key) constraint/); // prettier-ignore
  });
});
