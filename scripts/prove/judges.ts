import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import createGeos from 'geos-wasm';

import type { CellShape } from '#data/coverage/coverage.ts';
import { toEwkb } from '#server/db/ewkb.ts';

/** Someone else's geometry, asked whether cells are seamless. Both are GPL or LGPL: tests only. */
export interface Judge {
  name: string;
  /** One sentence a fault; empty where it finds none. */
  faults: (cells: readonly CellShape[]) => Promise<string[]>;
  close: () => Promise<void>;
}

const bytesOf = (cell: CellShape): Buffer =>
  toEwkb({ type: 'MultiPolygon', coordinates: cell.coordinates });

/** PostGIS's ST_CoverageInvalidEdges and ST_IsValid, by PGlite (boots in 6–20 s). */
export async function createPostgisJudge(): Promise<Judge> {
  const db = await PGlite.create({ extensions: { postgis } });
  await db.exec('CREATE EXTENSION postgis; CREATE TABLE cells (id bigint, geom geometry)');
  const version = await db.query<{ v: string }>(
    "SELECT postgis_lib_version() || ', GEOS ' || postgis_geos_version() AS v",
  );
  return {
    name: `PostGIS ${version.rows[0]!.v}`,
    faults: async (cells) => {
      await db.exec('TRUNCATE cells');
      for (let from = 0; from < cells.length; from += 1000) {
        const some = cells.slice(from, from + 1000);
        await db.query(
          'INSERT INTO cells SELECT id, geom::geometry FROM unnest($1::bigint[], $2::text[]) AS c (id, geom)',
          [some.map((cell) => cell.id), some.map((cell) => bytesOf(cell).toString('hex'))],
        );
      }
      const { rows } = await db.query<{ id: string; fault: string }>(
        `SELECT id, 'is invalid: ' || ST_IsValidReason(geom) AS fault FROM cells WHERE NOT ST_IsValid(geom)
         UNION ALL
         SELECT id, 'has invalid edges ' || left(ST_AsText(edges), 200) FROM
           (SELECT id, ST_CoverageInvalidEdges(geom) OVER () AS edges FROM cells) AS judged
         WHERE edges IS NOT NULL AND NOT ST_IsEmpty(edges)`,
      );
      return rows.map((row) => `cell ${row.id} ${row.fault}`);
    },
    close: () => db.close(),
  };
}

/** GEOS's GEOSCoverageIsValid and GEOSisValid, as WebAssembly. */
export async function createGeosJudge(): Promise<Judge> {
  const geos = await createGeos();
  const reader = geos.GEOSWKBReader_create();
  return {
    name: `GEOS ${geos.GEOSversion()}`,
    faults: async (cells) => {
      const faults: string[] = [];
      const pointers = cells.map((cell) => {
        const bytes = bytesOf(cell);
        const at = geos.Module._malloc(bytes.length);
        geos.Module.HEAPU8.set(bytes, at);
        const geometry = geos.GEOSWKBReader_read(reader, at, bytes.length);
        geos.Module._free(at);
        if (!geometry) throw new Error(`GEOS cannot read cell ${cell.id}`);
        if (geos.GEOSisValid(geometry) !== 1) faults.push(`cell ${cell.id} is invalid`);
        return geometry;
      });
      const list = geos.Module._malloc(4 * pointers.length);
      new Uint32Array(geos.Module.HEAPU8.buffer, list, pointers.length).set(pointers);
      // 7 = GEOS_GEOMETRYCOLLECTION; it takes the geometries over.
      const collection = geos.GEOSGeom_createCollection(7, list, pointers.length);
      geos.Module._free(list);
      const valid = geos.GEOSCoverageIsValid(collection, 0, 0);
      if (valid !== 1) faults.push(`GEOSCoverageIsValid says ${valid}`);
      geos.GEOSGeom_destroy(collection);
      return faults;
    },
    close: async () => {
      geos.GEOSWKBReader_destroy(reader);
    },
  };
}
