import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

import { bytesOf, type Judge } from './judge.ts';

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
