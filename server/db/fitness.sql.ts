import { CannotStart } from '#server/errors.ts';

import type { Db } from './database.ts';

/**
 * Refuse a database server that lacks what the product stands on, each lack in a sentence.
 *
 * @param canCreate whether the extensions may still be created: before the first migration
 */
export async function checkFitness(db: Db, canCreate: boolean): Promise<void> {
  const { rows } = await db.query<{
    version: number;
    installed: Record<string, { version: string; schema: string }>;
    available: Record<string, string>;
    collation: boolean;
    encoding: string;
  }>(
    `SELECT current_setting('server_version_num')::int AS version,
       (SELECT coalesce(json_object_agg(e.extname, json_build_object('version', e.extversion, 'schema', n.nspname)), '{}')
          FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace) AS installed,
       (SELECT coalesce(json_object_agg(name, default_version), '{}') FROM pg_available_extensions) AS available,
       EXISTS (SELECT FROM pg_collation WHERE collname = 'zh-x-icu') AS collation,
       current_setting('server_encoding') AS encoding`,
  );
  const { version, installed, available, collation, encoding } = rows[0]!;
  const faults: string[] = [];
  if (version < 150_000) {
    faults.push(`PostgreSQL 15 or newer is needed; this is ${Math.floor(version / 10_000)}.`);
  }
  if (encoding !== 'UTF8') faults.push(`The database's encoding must be UTF8; it is ${encoding}.`);
  for (const name of ['postgis', 'pg_trgm']) {
    const there = installed[name];
    if (there && there.schema !== 'public') {
      faults.push(
        `The extension ${name} must lie in the schema public; it lies in ${there.schema}.`,
      );
    }
    if (!there && !(canCreate && available[name])) {
      faults.push(
        available[name]
          ? `The extension ${name} is missing; npm run migrate creates it, as an owner who may.`
          : `The extension ${name} is missing and not installed on the server (Debian: postgresql-NN-postgis-3 or postgresql-contrib).`,
      );
    }
  }
  const postgis = installed['postgis']?.version ?? available['postgis'];
  if (postgis) {
    const [major = 0, minor = 0] = postgis.split('.').map(Number);
    if (major < 3 || (major === 3 && minor < 3)) {
      faults.push(`PostGIS 3.3 or newer is needed; this is ${postgis}.`);
    }
  }
  if (!collation) {
    faults.push(
      'The collation zh-x-icu is missing: the server must be built with ICU, for lists in the order of pinyin.',
    );
  }
  if (installed['postgis'] && faults.length === 0) {
    const { rows: more } = await db.query<{ protobuf: string | null; srid: boolean }>(
      `SELECT public.postgis_libprotobuf_version() AS protobuf,
         EXISTS (SELECT FROM public.spatial_ref_sys WHERE srid = 4490) AS srid`,
    );
    if (!more[0]!.protobuf) faults.push('PostGIS must be built with libprotobuf-c.');
    if (!more[0]!.srid) faults.push('SRID 4490 (CGCS2000) is missing from spatial_ref_sys.');
  }
  if (faults.length > 0) {
    throw new CannotStart(`This database server cannot be used:\n${faults.join('\n')}`);
  }
}

/**
 * Refuse a server's role that could undo what must not be undone: a superuser, an owner of anything here, or one who
 * may become such a role.
 */
export async function checkServerRole(db: Db): Promise<void> {
  const { rows } = await db.query<{ role: string; faults: string[] | null }>(
    `WITH powers AS (
       SELECT 'is a superuser' AS fault FROM pg_roles WHERE rolname = current_user AND rolsuper
       UNION ALL SELECT 'may create roles' FROM pg_roles WHERE rolname = current_user AND rolcreaterole
       UNION ALL SELECT 'owns the database, or may become its owner' FROM pg_database
         WHERE datname = current_database() AND pg_has_role(current_user, datdba, 'MEMBER')
       UNION ALL SELECT 'owns the schema jingwei, or may become its owner' FROM pg_namespace
         WHERE nspname = 'jingwei' AND pg_has_role(current_user, nspowner, 'MEMBER')
       UNION ALL (SELECT 'owns ' || c.relname || ', or may become its owner' FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'jingwei' AND pg_has_role(current_user, c.relowner, 'MEMBER') LIMIT 1)
       UNION ALL (SELECT 'may become ' || rolname FROM pg_roles
         WHERE rolsuper AND rolname <> current_user AND pg_has_role(current_user, oid, 'MEMBER') LIMIT 1))
     SELECT current_user AS role, (SELECT array_agg(fault) FROM powers) AS faults`,
  );
  const { role, faults } = rows[0]!;
  if (!faults) return;
  throw new CannotStart(
    `DATABASE_URL connects as ${role}, which ${faults.join(', and ')}. The server's role must own nothing, or "append-only" is only a word.
Make one as an administrator, and name the owner's role apart:
  CREATE ROLE jingwei LOGIN PASSWORD '…' NOINHERIT;
  DATABASE_URL=postgres://jingwei:…@…   JINGWEI_OWNER_URL=(the address that you have now)
npm run migrate then grants it what it needs.`,
  );
}
