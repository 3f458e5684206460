import type pg from 'pg';

import type { Building } from '#data/buildings/building.ts';
import { toEwkbHex } from '#server/db/ewkb.ts';

/** Footprints as a table of the connection's own, in Web Mercator already, with its index. */
export async function storeFootprints(
  client: pg.PoolClient,
  buildings: readonly Pick<Building, 'id' | 'floors' | 'heightM' | 'coordinates'>[],
): Promise<void> {
  await client.query('CREATE TEMP TABLE bench_footprints (id bigint PRIMARY KEY, h int, geom geometry)'); // prettier-ignore
  for (let from = 0; from < buildings.length; from += 2_000) {
    const some = buildings.slice(from, from + 2_000);
    await client.query(
      `INSERT INTO bench_footprints
         SELECT id, h, ST_Transform(ST_SetSRID(geom::geometry, 4326), 3857)
         FROM unnest($1::bigint[], $2::int[], $3::text[]) AS f (id, h, geom)`,
      [
        some.map((b) => b.id),
        some.map((b) => Math.round(b.heightM ?? 3 * (b.floors ?? 2))),
        some.map((b) => toEwkbHex({ type: 'MultiPolygon', coordinates: b.coordinates })),
      ],
    );
  }
  await client.query('CREATE INDEX ON bench_footprints USING gist (geom)');
  await client.query('ANALYZE bench_footprints');
  // One process, as ours is, and no compiler for statements of milliseconds.
  await client.query('SET max_parallel_workers_per_gather = 0');
  await client.query('SET jit = off');
}

/** One tile, as martin, pg_tileserv and TiPg ask for it. */
export async function selectTile(
  client: pg.PoolClient,
  tile: readonly [z: number, x: number, y: number],
  extent: number,
  buffer: number,
): Promise<Buffer> {
  const { rows } = await client.query<{ tile: Buffer }>({
    name: 'tile',
    text: `SELECT ST_AsMVT(t, 'building', ${extent}, 'geom', 'id') AS tile FROM (
             SELECT id, h, ST_AsMVTGeom(geom, ST_TileEnvelope($1, $2, $3), ${extent}, ${buffer}) AS geom
             FROM bench_footprints
             WHERE geom && ST_TileEnvelope($1, $2, $3, margin => ${buffer / extent}::float8)
           ) AS t WHERE geom IS NOT NULL`,
    values: [...tile],
  });
  return rows[0]!.tile;
}

export async function selectBackend(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}
